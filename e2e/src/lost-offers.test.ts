// Offers and answers that go down with a dying socket while a call rings: they are said again, and the call connects.
import type { WebSocketRoute } from 'playwright-core';
import { expect } from 'vitest';
import { isTalking } from './talk.ts';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** The first message of this kind, and the socket with it, is lost on its way to the server. */
async function loseFirst(person: Person, type: 'offer' | 'answer'): Promise<{ lost: () => boolean }> {
  let lost = false;
  const route = (socket: WebSocketRoute): void => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const isIt = String(message).includes(`"type":"${type}"`);
      if (lost || !isIt) {
        server.send(message);
        return;
      }
      lost = true;
      // A code that leaves the session to be resumed, as a socket that broke does.
      void server.close({ code: 3000 });
      void socket.close({ code: 3000 });
    });
  };
  await person.page.routeWebSocket(/\/ws$/, route);
  return { lost: () => lost };
}

for (const type of ['offer', 'answer'] as const)
  scene(`[C9] the first ${type} is lost while it rings, and the accepted call connects`, async (stage) => {
    const alice = await stage.arrive(stage.name('alice'));
    const bob = await stage.arrive(stage.name('bob'));
    const { lost } = await loseFirst(type === 'offer' ? alice : bob, type);
    for (const person of [alice, bob]) await person.signIn(stage.server.url);
    await alice.call(bob);
    await bob.sees(bob.incoming(alice));
    await expect.poll(lost, { timeout: 10_000 }).toBe(true);
    for (const person of [alice, bob]) await person.isConnected();
    await bob.accept(alice);
    await isTalking(alice, bob, 'video');
    await isTalking(bob, alice, 'video');
    for (const person of [alice, bob])
      expect(await person.page.evaluate(() => globalThis.parleyProbe.peers().made)).toBe(1);
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
  });
