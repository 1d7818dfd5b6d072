// The SDK's texts over a server that is killed and started again, in memory, on a clock of the test's.
import { mintDeviceId, type UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Chat } from '../../packages/client/src/chat/chat.ts';
import { Connection } from '../../packages/client/src/connection/connection.ts';
import type { ClientSocket, Platform } from '../../packages/client/src/connection/platform.ts';
import { createMemoryRealtime, type MemoryClient } from '../../packages/server/src/testing/memory-socket.ts';
import { createVirtualClock } from '../../packages/server/src/testing/virtual-clock.ts';
import { check } from '../faults/checker.ts';
import { createRecorder } from '../faults/journal.ts';
import { seeded } from '../faults/seeded.ts';

const LATENCY = 80;

function createWorld(seed: number, burst: number) {
  const random = seeded(seed);
  const clock = createVirtualClock();
  const limits = { sessions: 100, messageBurst: burst, messagesPerSecond: burst / 3 };
  const latency = (): number => Math.floor(random() * LATENCY);
  const start = () => createMemoryRealtime({ clock, latency, limits, mayReturn: () => true });
  let server: ReturnType<typeof start> | undefined = start();

  function join(name: string) {
    const user = name as UserId;
    const journal = createRecorder(user);
    let socket: MemoryClient | undefined;
    function openSocket(): ClientSocket {
      const own = server?.connect(name);
      const adapted: ClientSocket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (frame) => own?.send(frame),
        close: (code) => own?.close(code),
      };
      if (own) {
        socket = own;
        own.onmessage = (text) => {
          if (adapted.onmessage) journal.heard(text);
          adapted.onmessage?.(text);
        };
        own.onclose = (code) => adapted.onclose?.(code);
      }
      clock.after(1, () => (own ? adapted.onopen?.() : adapted.onclose?.(1006)));
      return adapted;
    }
    const platform: Platform = {
      now: () => clock.now(),
      random,
      after: (ms, fn) => clock.after(ms, fn),
      openSocket,
      onWake: () => () => undefined,
      onLeave: () => () => undefined,
      hidden: () => false,
    };
    const connection = new Connection({
      url: 'ws://world',
      platform,
      client: 'joined',
      device: mintDeviceId(),
      user,
    });
    const chat = new Chat({ connection, platform, user });
    journal.follow(chat);
    return {
      user,
      chat,
      journal,
      cut: () => socket?.cut(),
      snap: () => socket?.snap(),
      /** A line that dies before the server has heard of it is a person who was away for longer than texts wait. */
      vanish() {
        if (connection.state.name === 'connected') socket?.vanish();
      },
    };
  }

  return {
    clock,
    join,
    get realtime() {
      return server?.realtime;
    },
    kill() {
      server?.crash(true);
      server = undefined;
    },
    start() {
      server ??= start();
    },
  };
}

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
  const world = createWorld(seed, burst);
  const pair = [world.join('alice'), world.join('bob')] as const;
  await world.clock.advanceAsync(500);
  let count = 0;
  for (const { fault, who, texts, pause } of turns) {
    for (const index of [0, 1] as const) {
      for (let n = 0; n < texts[index]; n += 1)
        pair[index].chat.send(pair[1 - index]?.user as UserId, `${(count += 1)}`);
    }
    // What was sent is partly there, partly on its way.
    await world.clock.advanceAsync(pause % 97);
    if (fault === 'cut') pair[who].cut();
    if (fault === 'snap') pair[who].snap();
    if (fault === 'vanish') pair[who].vanish();
    if (fault === 'kill' || fault === 'blink') world.kill();
    if (fault === 'blink') world.start();
    // Both are told: who is not, comes back later than texts wait.
    await world.clock.advanceAsync(LATENCY + pause);
    world.start();
  }
  await world.clock.advanceAsync(70_000);
  return { world, pair };
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
        expect(world.realtime?.counts()).toMatchObject({ textsHeld: 0, sessions: 2, users: 2 });
      },
    ),
    { numRuns: 150, examples: FOUND },
  );
});
