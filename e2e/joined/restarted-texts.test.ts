// The SDK's texts over a server that is killed and started again, in memory, on a clock of the test's.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../faults/checker.ts';
import { createRecorder } from '../faults/journal.ts';
import type { Page } from './page.ts';
import { createWorld, type World } from './world.ts';

const LATENCY = 80;

interface Turn {
  /** `blink`: the server is killed and is there again before anybody has tried to come back. */
  fault: 'cut' | 'snap' | 'vanish' | 'kill' | 'blink' | 'none';
  who: 0 | 1;
  texts: [number, number];
  pause: number;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  fault: fc.constantFrom<Turn['fault']>('cut', 'snap', 'vanish', 'kill', 'blink', 'none'),
  who: fc.constantFrom<0 | 1>(0, 1),
  texts: fc.tuple(fc.nat(4), fc.nat(4)),
  pause: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 4_000 })),
});

/** Counterexamples that were found, and what they found. */
const FOUND: [number, number, Turn[]][] = [
  // A text of before a restart was known to be delivered, but not where the server that had delivered it has it.
  [
    21,
    12,
    [
      { fault: 'cut', who: 0, texts: [1, 2], pause: 32 },
      { fault: 'kill', who: 0, texts: [0, 0], pause: 27 },
    ],
  ],
];

async function play(seed: number, burst: number, turns: Turn[]) {
  const world = createWorld({ seed, burst, latency: LATENCY, mayReturn: true });
  const join = (name: string) => {
    const page = world.join(name);
    const journal = createRecorder(page.user);
    page.tap(journal.heard);
    journal.follow(page.chat);
    return { page, journal };
  };
  const pair = [join('alice'), join('bob')] as const;
  await world.advance(500);
  let count = 0;
  for (const { fault, who, texts, pause } of turns) {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const)
      for (let n = 0; n < texts[from]; n += 1)
        pair[from].page.chat.send(pair[to].page.user, `${(count += 1)}`);
    // What was sent is partly there, partly on its way.
    await world.advance(pause % 97);
    harm(world, pair[who].page, fault);
    // Both are told: who is not, comes back later than texts wait.
    await world.advance(LATENCY + pause);
    world.start();
  }
  await world.advance(70_000);
  return { world, pair };
}

function harm(world: World, page: Page, fault: Turn['fault']): void {
  if (fault === 'cut') page.cut();
  if (fault === 'snap') page.socket?.snap();
  // A line that dies before the server has heard of it is a person who was away for longer than texts wait.
  if (fault === 'vanish' && page.connection.state.name === 'connected') page.vanish();
  if (fault === 'kill' || fault === 'blink') world.crash(true);
  if (fault === 'blink') world.start();
}

test('[I1] [T6] whenever the server is killed: each text exactly once, in the same order on both sides, and none fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom(12, 60),
      fc.array(turn, { minLength: 1, maxLength: 14 }),
      async (seed, burst, turns) => {
        const { world, pair } = await play(seed, burst, turns);
        const { violations, failed } = check(pair.map(({ journal }) => journal));
        expect([violations, failed]).toEqual([[], 0]);
        expect(world.realtime.counts()).toMatchObject({ textsHeld: 0, sessions: 2, users: 2 });
      },
    ),
    { numRuns: 150, examples: FOUND },
  );
});
