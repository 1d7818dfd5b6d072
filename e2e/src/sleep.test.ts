// A page that was frozen, as sleeping laptops and browsers in need of memory do it: within 2 s of waking it shows the truth.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** Longer than the server waits for acknowledgements (S14), for the session (S4) and for the call (C12). */
const LONG = 35_000;
const AWAKE = 2_000;

/** Stops everything in the page; the answer wakes it. The browser around it goes on, and answers the server's pings. */
async function freeze(person: Person): Promise<() => Promise<void>> {
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await devtools.detach();
  };
}

/** Milliseconds from waking until all of it is so. */
async function wakes(wake: () => Promise<void>, ...truths: (() => Promise<unknown>)[]): Promise<number> {
  const from = Date.now();
  await wake();
  await Promise.all(truths.map((truth) => truth()));
  return Date.now() - from;
}

scene(
  '[S12] [T4] a page that slept for longer than its session shows who is here and what was said',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    const carol = await stage.person('carol', { devices: 'none', seat: 2 });
    await bob.open(alice);
    await alice.open(bob);
    await bob.sees(bob.entry(carol));
    const wake = await freeze(bob);
    await alice.say('said into the sleep');
    await wait(LONG);
    await carol.button('Sign out').click();
    const dave = await stage.person('dave', { devices: 'none', seat: 2 });
    // Not there in the end: the text is either failed at the sender or delivered, and never both.
    const text = alice.log(bob).getByText('said into the sleep', { exact: true });
    await alice.sees(text);
    const failed = await alice.button('Retry').isVisible();
    const took = await wakes(
      wake,
      () => bob.isConnected(AWAKE),
      () => bob.sees(bob.entry(dave), AWAKE),
      () => bob.seesNo(bob.entry(carol), AWAKE),
    );
    console.log(`awake after ${took} ms; the text ${failed ? 'failed at its sender' : 'was delivered'}`);
    await alice.sees(alice.entry(bob), AWAKE);
    expect(await bob.log(alice).getByText('said into the sleep', { exact: true }).count()).toBe(
      failed ? 0 : 1,
    );
    await alice.say('said after it');
    await bob.reads(alice, 'said after it');
  },
  120_000,
);

scene(
  '[C12] [S12] a page that slept through the end of its call says so, and the other side was told the reason',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const frozenAt = Date.now();
    const wake = await freeze(bob);
    await alice.callIsOver(/lost|ended/i, 60_000);
    const told = await alice.page
      .getByRole('status')
      .filter({ hasText: /lost|ended/i })
      .first()
      .innerText();
    console.log(`the other side was told after ${Date.now() - frozenAt} ms: ${told}`);
    await wait(Math.max(0, frozenAt + LONG - Date.now()));
    const took = await wakes(
      wake,
      () => bob.isConnected(AWAKE),
      () => bob.seesNo(bob.button('Hang up'), AWAKE),
    );
    console.log(`awake after ${took} ms`);
    await bob.devicesAreOff();
    await alice.sees(alice.entry(bob), AWAKE);
  },
  150_000,
);

scene(
  '[S12] [I7] a page that slept for some seconds finds its call going on',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const wake = await freeze(bob);
    await wait(8_000);
    const took = await wakes(wake, () => bob.isConnected(AWAKE));
    console.log(`awake after ${took} ms`);
    await alice.seesMotionOf(bob, 4_000);
    await bob.seesMotionOf(alice, 4_000);
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    await bob.hangUp();
    await alice.callIsOver(/ended/i);
  },
  90_000,
);
