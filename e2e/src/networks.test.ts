// Calls over networks that fail for a moment, change or lose packets, and go on.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { BLIP, blip, LONGER, madeOnce, openLines, SLACK, untilMoving } from './broken-lines.ts';
import type { Person } from './person.ts';

const scene = openLines('networks.test.ts');

scene(
  '[I7] blips of up to 14 s, to everybody or to the other only, keep the same media connection',
  async (stage) => {
    const { alice, bob } = stage;
    for (const ms of [2_000, 6_000, 10_000, 14_000]) {
      expect(await blip(stage, ms, () => stage.network.isolate(alice.place))).toBeLessThan(BLIP + SLACK);
      await madeOnce(stage);
    }
    const cut = (): void => stage.network.cut(alice.place, bob.place);
    expect(await blip(stage, 14_000, cut)).toBeLessThan(BLIP + SLACK);
    await madeOnce(stage);
    await alice.isConnected();
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
  },
  120_000,
);

scene(
  '[I7] a cable that is pulled and put back, and a move to another address',
  async (stage) => {
    const { place } = stage.alice;
    const pull = (): void => place.plug(false);
    expect(await blip(stage, 8_000, pull, () => place.plug(true))).toBeLessThan(LONGER + SLACK);
    await madeOnce(stage);
    await stage.alice.isConnected();
    place.move();
    await wait(300);
    const took = await untilMoving(stage);
    console.log(`another address: the pictures move after ${took} ms`);
    await stage.alice.isConnected();
    await stage.bob.hangUp();
    await stage.alice.callIsOver(/ended/i);
  },
  90_000,
);

scene(
  '[S10] a line that loses packets goes on, and says so where it shows',
  async (stage) => {
    const { alice, bob, network: net } = stage;
    const weak = (person: Person, other: Person) => person.callStatus(other, 'Weak connection');
    net.lose(alice.place, 5);
    for (let i = 0; i < 4; i++) {
      await wait(2_000);
      await untilMoving(stage);
    }
    net.heal();
    net.lose(alice.place, 20);
    const start = performance.now();
    await Promise.all([alice.sees(weak(alice, bob), 20_000), bob.sees(weak(bob, alice), 20_000)]);
    console.log(`20 % lost: shown after ${Math.round(performance.now() - start)} ms`);
    await untilMoving(stage);
    await madeOnce(stage);
    await bob.hangUp();
    await alice.callIsOver(/ended/i);
  },
  90_000,
);
