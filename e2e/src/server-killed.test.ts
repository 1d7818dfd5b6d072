// kill -9 of the server under a call, a ring and a hang-up: media goes on, and the new server knows what the two know.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** QUALITY.md I13: a hang-up works within this after the restart. */
const SOON = 5_000;
/** A frame comes every 33 ms; a page on a busy machine may skip some. A gap of the line is one of seconds. */
const NO_GAP = 1_500;

const video = (of: Person): string => `${of.account}'s video`;

async function watchFrames(person: Person, other: Person): Promise<void> {
  await person.page.evaluate((label) => globalThis.parleyProbe.watchFrames(label), video(other));
}

async function hasNoGap(person: Person, other: Person): Promise<void> {
  const longest = await person.page.evaluate(
    (label) => globalThis.parleyProbe.longestGap(label),
    video(other),
  );
  expect(longest, `longest time without a frame of ${other.account}, in ms`).toBeLessThan(NO_GAP);
}

/** The seconds of the call that the card after it tells. */
async function toldSeconds(person: Person): Promise<number> {
  const told = person.page.getByRole('status').filter({ hasText: /Call ended · \d+:\d\d/ });
  await person.sees(told.first());
  const [, minutes = '', seconds = ''] = /(\d+):(\d\d)/.exec(await told.first().innerText()) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

scene(
  '[I13] a call goes on without a gap, the new server knows it, and a hang-up ends it for both',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    await watchFrames(alice, bob);
    await watchFrames(bob, alice);
    await stage.server.kill();
    await alice.sees(alice.page.getByText('Reconnecting…').first());
    await wait(4_000);
    await alice.hears(bob);
    await bob.hears(alice);
    await stage.server.start();
    await alice.isConnected();
    await bob.isConnected();
    await hasNoGap(alice, bob);
    await hasNoGap(bob, alice);
    for (const one of [alice, bob])
      expect(await one.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    // What is said on the side works again, too.
    await alice.press('Mute microphone');
    await bob.sees(bob.page.getByText(`${alice.account} is muted`).first(), SOON);
    await alice.hangUp();
    await bob.callIsOver(/ended/i, SOON);
    expect(Math.abs((await toldSeconds(alice)) - (await toldSeconds(bob)))).toBeLessThanOrEqual(2);
    await alice.devicesAreOff();
    await bob.devicesAreOff();
    // Nobody is busy with a call that is over.
    await connect(bob, alice);
  },
  120_000,
);

scene(
  '[I13] a hang-up while the server is away is honoured at once, and reaches the other when it is back',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    await stage.server.kill();
    await alice.hangUp();
    await alice.seesNo(alice.button('Hang up'), 500);
    await alice.devicesAreOff();
    expect(await bob.button('Hang up').count()).toBe(1);
    await stage.server.start();
    await bob.callIsOver(/ended/i, SOON);
    expect(Math.abs((await toldSeconds(alice)) - (await toldSeconds(bob)))).toBeLessThanOrEqual(2);
    await bob.devicesAreOff();
  },
  120_000,
);

scene(
  '[I13] a call that rang when the server died ends on both sides with a reason',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await alice.call(bob);
    await bob.sees(bob.incoming(alice));
    await stage.server.kill();
    await wait(1_000);
    await stage.server.start();
    await alice.callIsOver(/connection was lost/i, 10_000);
    await bob.seesNo(bob.incoming(alice), 10_000);
    await bob.callIsOver(/connection was lost/i, 10_000);
    await alice.devicesAreOff();
    await bob.devicesAreOff();
  },
  120_000,
);
