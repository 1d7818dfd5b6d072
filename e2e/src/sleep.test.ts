// A device that slept, and a page that was frozen: within 2 s of waking the page shows the truth.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/**
 * Longer than the server waits for acknowledgements (S14), for the session (S4) and for the call (C12). Whoever has more
 * time sets PARLEY_SLEEP.
 */
const LONG = Number(process.env['PARLEY_SLEEP'] ?? 35_000);
const AWAKE = 2_000;

/** Resolves when all of it is so, within 2 s of waking. */
async function wakes(wake: () => unknown, ...truths: (() => Promise<unknown>)[]): Promise<void> {
  await wake();
  await Promise.all(truths.map((truth) => truth()));
}

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

/** Stops a hidden page, as browsers do that need memory. The browser goes on, and answers the server's pings. */
async function freeze(person: Person): Promise<() => Promise<void>> {
  const other = await person.context.newPage();
  await other.bringToFront();
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await person.page.bringToFront();
  };
}

scene(
  '[S12] [S14] [T4] a frozen page shows after thawing who is here and what was said',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    const carol = await stage.person('carol', { devices: 'none' });
    await bob.open(alice);
    await alice.open(bob);
    await bob.sees(bob.entry(carol));
    const wake = await freeze(bob);
    const frozenAt = Date.now();
    await alice.say('said to the frozen');
    await alice.sees(alice.button('Retry'), 31_000);
    await carol.button('Sign out').click();
    await wait(Math.max(0, frozenAt + LONG - Date.now()));
    await wakes(
      wake,
      () => bob.isConnected(AWAKE),
      () => bob.seesNo(bob.entry(carol), AWAKE),
    );
    await alice.sees(alice.entry(bob), AWAKE);
    await alice.button('Retry').click();
    await bob.reads(alice, 'said to the frozen');
    expect(await bob.texts(alice, /said to the frozen/)).toEqual(['said to the frozen']);
  },
  LONG + 90_000,
);
