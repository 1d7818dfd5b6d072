// A device that slept: within 2 s of waking the page shows the truth.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { openTheatre } from '../theatre.ts';
import { AWAKE, LONG, wakes } from './asleep.ts';

const scene = openTheatre();

scene(
  '[S12] [T4] a device that slept for longer than its session lasts shows who is here and what was said',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    const carol = await stage.person('carol', { devices: 'none' });
    await bob.open(alice);
    await alice.open(bob);
    await bob.sees(bob.entry(carol));
    const asleepAt = Date.now();
    const wake = stage.sleep(bob);
    await alice.say('said into the sleep');
    await alice.sees(alice.button('Retry'), 31_000);
    await carol.button('Sign out').click();
    const dave = await stage.person('dave', { devices: 'none', seat: 2 });
    await wait(Math.max(0, asleepAt + LONG - Date.now()));
    await wakes(
      wake,
      () => bob.isConnected(AWAKE),
      () => bob.sees(bob.entry(dave), AWAKE),
      () => bob.seesNo(bob.entry(carol), AWAKE),
    );
    await alice.sees(alice.entry(bob), AWAKE);
    await alice.button('Retry').click();
    await bob.reads(alice, 'said into the sleep');
    expect(await bob.texts(alice, /said into the sleep/)).toEqual(['said into the sleep']);
  },
  LONG + 90_000,
);
