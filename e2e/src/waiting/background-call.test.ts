// A call whose one side nobody looks at: it goes on for both.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect } from '../talk.ts';
import { openTheatre } from '../theatre.ts';

const scene = openTheatre();

scene(
  '[I7] a call goes on while one side looks elsewhere',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    await connect(alice, bob);
    const other = await bob.context.newPage();
    await other.bringToFront();
    const upgrades = bob.upgrades;
    for (let i = 0; i < 4; i++) {
      await wait(10_000);
      await alice.seesMotionOf(bob);
      await alice.hears(bob);
    }
    expect(await bob.page.evaluate(() => document.visibilityState)).toBe('hidden');
    expect(bob.upgrades).toBe(upgrades);
    await bob.page.bringToFront();
    await bob.seesMotionOf(alice);
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    await bob.hangUp();
    await alice.callIsOver(/ended|hung up/i);
  },
  120_000,
);
