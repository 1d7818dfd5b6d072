// Lost lines and a restarted server: what is said, what survives, and that nothing is lost or doubled.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { PATIENCE } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene('[S3] a cut line is shown and found again by itself', async (stage) => {
  const alice = await stage.person('alice', { url: stage.proxy.url });
  const bob = await stage.person('bob');
  await alice.sees(alice.entry(bob));
  stage.proxy.cut();
  await alice.sees(alice.connection('Reconnecting…').first());
  stage.proxy.heal();
  await alice.isConnected();
  await alice.open(bob);
  await alice.say('back again');
  await bob.open(alice);
  await bob.reads(alice, 'back again');
});

scene(
  '[I1] texts written while the line is cut again and again arrive once each and in order',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { url: stage.proxy.url });
    await alice.open(bob);
    await bob.open(alice);
    const wanted = Array.from({ length: 24 }, (_, i) => `text number ${i}.`);
    for (const [i, text] of wanted.entries()) {
      if (i % 8 === 3) stage.proxy.cut();
      if (i % 8 === 6) stage.proxy.heal();
      const [from, to] = i % 2 === 0 ? [alice, bob] : [bob, alice];
      await from.say(text);
      await from.reads(to, text);
    }
    stage.proxy.heal();
    const evens = wanted.filter((_, i) => i % 2 === 0);
    const odds = wanted.filter((_, i) => i % 2 === 1);
    for (const [person, other] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      const seen = (): Promise<string[]> => person.texts(other, /^text number \d+\.$/);
      await expect.poll(seen, { timeout: 2 * PATIENCE, interval: 200 }).toHaveLength(wanted.length);
      const all = await seen();
      expect(all.filter((text) => evens.includes(text))).toEqual(evens);
      expect(all.filter((text) => odds.includes(text))).toEqual(odds);
    }
  },
);

scene(
  '[I7] a blip of the line in a call keeps the same media connection, and hang-up works after it',
  async (stage) => {
    const alice = await stage.person('alice', { url: stage.proxy.url });
    const bob = await stage.person('bob');
    await connect(alice, bob);
    stage.proxy.cut();
    await alice.sees(alice.page.getByText('Reconnecting…').first());
    // Longer than the session's grace: the page comes back as another session and has to claim its call again.
    await wait(12_000);
    await alice.seesMotionOf(bob);
    await bob.seesMotionOf(alice);
    stage.proxy.heal();
    await alice.isConnected();
    await alice.seesMotionOf(bob);
    await bob.seesMotionOf(alice);
    expect(await alice.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    await alice.press('Turn camera off');
    await bob.sees(bob.page.getByText(`${alice.account}'s camera is off`).first());
    await alice.hangUp();
    await bob.callIsOver(/ended|hung up/i);
  },
  120_000,
);

scene('[S3] a restarted server is found again and the chat goes on', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await bob.open(alice);
  await alice.say('before the restart');
  await bob.reads(alice, 'before the restart');
  expect(await stage.server.stop()).toBe(0);
  await alice.sees(alice.connection('Reconnecting…').first());
  await alice.say('while it is away');
  await stage.server.start();
  await alice.isConnected();
  await bob.isConnected();
  // Whoever of the two comes back first: the server keeps it for the other (T4).
  await bob.reads(alice, 'while it is away');
  await bob.say('after the restart');
  await alice.reads(bob, 'after the restart');
  const known = /^(before the restart|while it is away|after the restart)$/;
  for (const [person, other] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    expect(await person.texts(other, known)).toEqual([
      'before the restart',
      'while it is away',
      'after the restart',
    ]);
  }
});
