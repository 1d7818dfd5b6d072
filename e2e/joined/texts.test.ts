import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, type Member } from './world.ts';

const bodies = (member: Member, other: Member): string[] =>
  member.chat.conversation(other.user).map((text) => text.text);
const states = (member: Member, other: Member): string[] =>
  member.chat
    .conversation(other.user)
    .filter((text) => text.from === member.user)
    .map((text) => text.state.name);

test('[T1] [T3] a text is sent, delivered, and in the same place on both sides', async () => {
  const world = createWorld({ seed: 1 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  expect([...alice.presence.online]).toEqual(['bob']);
  alice.chat.send(bob.user, 'hello');
  bob.chat.send(alice.user, 'hi');
  await world.advance(1000);
  expect(bodies(alice, bob)).toEqual(bodies(bob, alice));
  expect(states(alice, bob)).toEqual(['delivered']);
  expect(world.realtime.counts().textsHeld).toBe(0);
});

test('[T4] a text to somebody who is not there fails at once, and can be tried again', async () => {
  const world = createWorld({ seed: 2 });
  const alice = world.join('alice');
  await world.advance(500);
  const text = alice.chat.send('bob' as Member['user'], 'are you there?');
  await world.advance(500);
  expect(alice.chat.conversation(text.with)[0]?.state).toEqual({ name: 'failed', code: 'not-delivered' });
  const bob = world.join('bob');
  await world.advance(500);
  alice.chat.retry(text.id);
  await world.advance(1000);
  expect(bodies(bob, alice)).toEqual(['are you there?']);
  expect(states(alice, bob)).toEqual(['delivered']);
});

type Fault = { name: 'cut' | 'vanish' | 'away' | 'wake' | 'nothing'; who: 0 | 1 };
interface Turn {
  fault: Fault;
  texts: [number, number];
  pause: number;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  fault: fc.record({
    name: fc.constantFrom<Fault['name']>('cut', 'vanish', 'away', 'wake', 'nothing', 'nothing'),
    who: fc.constantFrom<0 | 1>(0, 1),
  }),
  texts: fc.tuple(fc.nat(3), fc.nat(3)),
  pause: fc.integer({ min: 0, max: 4_000 }),
});

/** Counterexamples that were found, and what they found. */
const FOUND: [number, Turn[]][] = [
  // A text whose acceptance was lost with one line, and again with the next, was known to be delivered but had no place.
  [
    713329829,
    [
      { fault: { name: 'nothing', who: 0 }, texts: [2, 1], pause: 0 },
      { fault: { name: 'away', who: 1 }, texts: [0, 2], pause: 2961 },
      { fault: { name: 'cut', who: 0 }, texts: [3, 0], pause: 1553 },
      { fault: { name: 'cut', who: 1 }, texts: [0, 0], pause: 57 },
      { fault: { name: 'cut', who: 0 }, texts: [0, 0], pause: 0 },
    ],
  ],
  // An acknowledgement due while the next socket opened was sent before its hello, which the server takes amiss (S1).
  [
    2147483628,
    [
      { fault: { name: 'nothing', who: 0 }, texts: [3, 0], pause: 477 },
      { fault: { name: 'away', who: 0 }, texts: [2, 2], pause: 3990 },
      { fault: { name: 'cut', who: 0 }, texts: [0, 0], pause: 1848 },
      { fault: { name: 'vanish', who: 1 }, texts: [1, 0], pause: 2996 },
      { fault: { name: 'cut', who: 0 }, texts: [0, 0], pause: 0 },
    ],
  ],
];

async function play(seed: number, turns: Turn[]) {
  const world = createWorld({ seed, latency: 80 });
  const pair = [world.join('alice'), world.join('bob')] as const;
  const shown = new Map(pair.map((member) => [member.user, [] as string[]]));
  for (const member of pair) member.chat.on('added', (text) => shown.get(member.user)?.push(text.text));
  await world.advance(500);
  let count = 0;
  for (const { fault, texts, pause } of turns) {
    const sufferer = pair[fault.who];
    if (fault.name === 'cut') sufferer.cut();
    if (fault.name === 'vanish') sufferer.vanish();
    if (fault.name === 'wake') sufferer.wake();
    if (fault.name === 'away') {
      sufferer.setReachable(false);
      sufferer.cut();
    }
    for (let n = 0; n < texts[0]; n += 1) pair[0].chat.send(pair[1].user, `a${(count += 1)}`);
    for (let n = 0; n < texts[1]; n += 1) pair[1].chat.send(pair[0].user, `b${(count += 1)}`);
    await world.advance(pause);
    for (const member of pair) member.setReachable(true);
  }
  await world.advance(60_000);
  return { world, pair, shown };
}

test('[I1] whatever the lines do: each text exactly once, in the same order on both sides, or said to have failed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(turn, { minLength: 1, maxLength: 12 }), async (seed, turns) => {
      const { world, pair, shown } = await play(seed, turns);
      const [alice, bob] = pair;
      const failed = new Set<string>();
      for (const [own, other] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        for (const text of own.chat.conversation(other.user)) {
          if (text.state.name === 'failed') failed.add(text.text);
          if (text.from === own.user) expect(['delivered', 'failed']).toContain(text.state.name);
        }
        const got = bodies(other, own);
        expect(new Set(got).size).toBe(got.length);
        expect(shown.get(own.user)?.toSorted()).toEqual(bodies(own, other).toSorted());
      }
      const certain = (list: string[]): string[] => list.filter((body) => !failed.has(body));
      expect(certain(bodies(alice, bob))).toEqual(certain(bodies(bob, alice)));
      expect(world.realtime.counts()).toMatchObject({ textsHeld: 0, sessions: 2, users: 2 });
    }),
    { numRuns: 150, examples: FOUND },
  );
});
