// A page that nobody looks at: its timers run once a minute, and nobody on the other side notices.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** Brings another tab before the person's page, and waits until the browser holds the page's timers back. */
async function hide(person: Person): Promise<void> {
  const other = await person.context.newPage();
  await other.bringToFront();
  await person.page.evaluate(() => {
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      setTimeout(turn, 50);
    };
    turn();
    Object.assign(globalThis, { turns: () => turns });
  });
  const turns = (): Promise<number> =>
    person.page.evaluate(() => (Reflect.get(globalThis, 'turns') as () => number)());
  // 5 s without a change, where a second brings one even to pages in the background for less than the grace period.
  let before = await turns();
  await expect
    .poll(
      async () => {
        await wait(5_000);
        const now = await turns();
        const slow = now - before <= 1;
        before = now;
        return slow;
      },
      { timeout: 60_000, interval: 1, message: 'the timers of the hidden page are held back' },
    )
    .toBe(true);
  expect(await person.page.evaluate(() => document.visibilityState)).toBe('hidden');
}

/** Waiting for an element is paced by frames, and a hidden page has none. */
async function becomes(
  person: Person,
  what: string,
  timeout: number,
  so: () => Promise<boolean>,
): Promise<number> {
  const from = Date.now();
  await expect.poll(so, { timeout, interval: 50, message: `${person.account}: ${what}` }).toBe(true);
  return Date.now() - from;
}

const isConnected = (person: Person) => async (): Promise<boolean> =>
  (await person.connection('Connected').count()) > 0;

scene(
  '[S3] [S12] a hidden page rings, and its texts are delivered at once',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    await alice.open(bob);
    await hide(bob);
    const upgrades = bob.upgrades;
    for (const text of ['one', 'two', 'three']) {
      await alice.say(text);
      await alice.reads(bob, text);
    }
    await alice.sees(alice.log(bob).getByText('Delivered').last(), 3_000);
    await alice.call(bob);
    await alice.sees(alice.callStatus(bob, 'Ringing…'), 3_000);
    await becomes(bob, 'rings', 3_000, () => bob.incoming(alice).isVisible());
    expect(bob.upgrades).toBe(upgrades);
    await bob.page.bringToFront();
    await bob.accept(alice);
    await alice.seesPictureOf(bob);
    await bob.seesPictureOf(alice);
    await bob.hangUp();
  },
  120_000,
);

scene(
  '[S12] [I20] a hidden page comes back from a server restart in its third or fourth try as a visible one does',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    await hide(bob);
    const upgrades = bob.upgrades;
    await stage.server.kill();
    await becomes(bob, 'loses the server', 5_000, async () => !(await isConnected(bob)()));
    await wait(6_000);
    expect(bob.upgrades - upgrades).toBeGreaterThanOrEqual(3);
    await stage.server.start();
    // The longest wait between two tries (S12), a tick of the background, and some time to connect.
    const took = await becomes(bob, 'is back', 8_000, isConnected(bob));
    console.log(`back ${took} ms after the restart, in try ${bob.upgrades - upgrades}`);
    await alice.isConnected();
    await alice.sees(alice.entry(bob), 8_000);
  },
  120_000,
);

scene(
  '[S10] [S14] a hidden page keeps its session for minutes',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    await alice.open(bob);
    await hide(bob);
    const upgrades = bob.upgrades;
    for (let i = 0; i < 4; i++) {
      await wait(20_000);
      await alice.say(`text ${i}`);
      await alice.reads(bob, `text ${i}`);
      await alice.sees(alice.log(bob).getByText('Delivered').last(), 3_000);
    }
    expect(bob.upgrades).toBe(upgrades);
    expect(await alice.log(bob).getByText('went offline').count()).toBe(0);
  },
  150_000,
);

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
