// A device that slept in a call: within 2 s of waking the page shows what has become of it.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect } from '../talk.ts';
import { openTheatre } from '../theatre.ts';
import { AWAKE, LONG, wakes } from './asleep.ts';

const scene = openTheatre();

scene(
  '[C12] [S12] a device that slept through the end of its call shows that it is over',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const asleepAt = Date.now();
    const wake = stage.sleep(bob);
    await alice.sees(alice.callWith(bob).getByText('Reconnecting…').first(), 20_000);
    await alice.callIsOver(/lost/i, 31_000);
    await alice.devicesAreOff();
    await wait(Math.max(0, asleepAt + LONG - Date.now()));
    await wakes(
      wake,
      () => bob.isConnected(AWAKE),
      () => bob.seesNo(bob.button('Hang up'), AWAKE),
    );
    await bob.devicesAreOff();
    await alice.sees(alice.entry(bob), AWAKE);
  },
  LONG + 90_000,
);

scene(
  '[I7] [S12] a device that slept for some seconds finds its call still there',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const wake = stage.sleep(bob);
    await wait(12_000);
    await wakes(wake, () => bob.isConnected(AWAKE));
    await alice.seesMotionOf(bob, 4_000);
    await bob.seesMotionOf(alice, 4_000);
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    await bob.hangUp();
    await alice.callIsOver(/ended/i);
  },
  90_000,
);
