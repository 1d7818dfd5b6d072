// A page that nobody looks at: its timers run once a minute, and nobody on the other side notices.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from '../person.ts';
import { openTheatre } from '../theatre.ts';

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
): Promise<void> {
  await expect.poll(so, { timeout, interval: 50, message: `${person.account}: ${what}` }).toBe(true);
}

const isConnected = (person: Person) => async (): Promise<boolean> =>
  (await person.connection('Connected').count()) > 0;

scene(
  '[S3] [S10] [S12] a hidden page keeps its session, delivers, rings, and finds its way back',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true, url: stage.proxy.url });
    await alice.open(bob);
    const upgrades = bob.upgrades;
    await hide(bob);

    for (const text of ['one', 'two', 'three']) {
      await alice.say(text);
      await alice.reads(bob, text);
    }
    await alice.sees(
      alice
        .log(bob)
        .getByText(/^(Delivered|Seen)$/)
        .last(),
      3_000,
    );
    await alice.call(bob);
    await alice.sees(alice.callStatus(bob, 'Ringing…'), 3_000);
    await becomes(bob, 'rings', 3_000, () => bob.incoming(alice).isVisible());
    await alice.hangUp();
    await becomes(bob, 'stops ringing', 3_000, () => bob.incoming(alice).isHidden());
    // The minute until the browser held the timers back, and since.
    expect(bob.upgrades).toBe(upgrades);

    // The server is killed: tries that fail at once, with random waits between them.
    await stage.server.kill();
    await becomes(bob, 'loses the server', 5_000, async () => !(await isConnected(bob)()));
    await wait(6_000);
    expect(bob.upgrades - upgrades).toBeGreaterThanOrEqual(3);
    await stage.server.start();
    // The longest wait between two tries, a tick of the background, and some time to connect.
    await becomes(bob, 'is back after the restart', 8_000, isConnected(bob));

    // The line is silent: tries that end by nothing but timers, one set by the other.
    const before = bob.upgrades;
    stage.proxy.stall();
    await wait(70_000);
    // Noticed after 10 s, then 3, 5, 5, 5 and 10 s each, that is 8; held back to a minute they were 6.
    expect(bob.upgrades - before).toBeGreaterThanOrEqual(7);
    stage.proxy.heal();
    await becomes(bob, 'is back after the silence', 8_000, isConnected(bob));
    await alice.sees(alice.entry(bob), 3_000);
  },
  240_000,
);
