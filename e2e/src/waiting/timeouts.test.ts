// What ends because time has passed and nothing came: calls, lines, people, offers.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect } from '../talk.ts';
import { openTheatre } from '../theatre.ts';

const scene = openTheatre();
const SOON = 3000;

scene(
  '[C3] no answer: after 45 s both sides stop, and the callee keeps a line about it',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await alice.call(bob);
    await bob.sees(bob.incoming(alice));
    await alice.callIsOver(/no answer|did.?n.t answer/i, 60_000);
    await alice.devicesAreOff();
    await bob.seesNo(bob.incoming(alice), SOON);
    await bob.open(alice);
    await bob.sees(bob.log(alice).getByText(/missed/i));
  },
  120_000,
);

scene(
  '[C12] [I4] a crashed browser ends the call on the other side within 30 s, with the reason, and its person is gone within 25 s',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    const carol = await stage.person('carol', { devices: 'none' });
    await connect(alice, bob);
    await carol.sees(carol.entry(bob));
    await stage.crash(bob);
    const isOver = async (): Promise<void> => {
      await alice.sees(alice.callWith(bob).getByText('Reconnecting…').first(), 20_000);
      await alice.callIsOver(/lost/i, 31_000);
      await alice.devicesAreOff();
    };
    await Promise.all([isOver(), carol.seesNo(carol.entry(bob), 25_000)]);
  },
  120_000,
);

scene('[S10] a line that falls silent is noticed by the heartbeat', async (stage) => {
  const alice = await stage.person('alice', { url: stage.proxy.url });
  stage.proxy.stall();
  await alice.sees(alice.connection('Reconnecting…').first(), 20_000);
  stage.proxy.heal();
  await alice.isConnected();
});

scene('the offer to go back is gone 10 s after the page was left', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await connect(alice, bob, 'voice');
  const leftAt = Date.now();
  await alice.page.reload();
  await alice.sees(alice.backTo(bob), 5_000);
  await wait(Math.max(0, leftAt + 9_000 - Date.now()));
  expect(await alice.backTo(bob).isVisible()).toBe(true);
  await alice.seesNo(alice.backTo(bob), 2_500);
});
