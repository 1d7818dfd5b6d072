// How long it takes until the line is back, on a clock of the test's and a network that drops without a word.
import { encodeMessage, mintDeviceId, mintTextId, type UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { virtualPlatform, welcomeFrame } from '../testing/virtual-platform.ts';
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time.ts';
import { Connection } from './connection.ts';
import type { ClientSocket } from './platform.ts';

/** When TCP asks again for a connection that nobody answers, in ms after the first time (RFC 6298). */
const SYNS = [0, 1_000, 3_000, 7_000, 15_000];

const WELCOME = welcomeFrame({ recovered: true });
const TEXT = encodeMessage({
  t: 'chat.message',
  seq: 1,
  id: mintTextId(),
  from: 'bob' as UserId,
  to: 'alice' as UserId,
  text: 'hello',
  place: 1,
  at: 0,
});
const PONG = encodeMessage({ t: 'session.pong' });

interface Net {
  openSocket: (url: string) => ClientSocket;
  /** Until `heal` nothing gets through and nobody is told; what was open stays silent for ever. */
  cut(): void;
  heal(): void;
  /** Hands a frame to the last socket. */
  deliver(frame: string): void;
}

/** `opening` and `answer`: ms from the first packet that gets through to the open socket, and from a frame to its answer. */
function createNet(time: VirtualTime, { opening, answer }: { opening: number; answer: number }): Net {
  let up = true;
  let cuts = 0;
  let last: ClientSocket | undefined;

  function openSocket(): ClientSocket {
    let gone = false;
    let through: number | undefined;
    const later = (ms: number, fn: () => void): void => {
      const cut = cuts;
      time.after(ms, () => !gone && up && cut === cuts && fn());
    };
    const socket: ClientSocket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send(frame) {
        if (!up || through !== cuts) return;
        const reply = frame.includes('session.hello') ? WELCOME : frame.includes('ping') ? PONG : undefined;
        if (reply !== undefined) later(answer, () => socket.onmessage?.(reply));
      },
      close: () => {
        gone = true;
      },
    };
    last = socket;
    const knock = (): void => {
      if (gone || !up || through !== undefined) return;
      through = cuts;
      later(opening, () => socket.onopen?.());
    };
    for (const ms of SYNS) time.after(ms, knock);
    return socket;
  }

  return {
    openSocket,
    cut: () => {
      up = false;
      cuts += 1;
    },
    heal: () => {
      up = true;
    },
    deliver: (frame) => last?.onmessage?.(frame),
  };
}

function setUp({ random = 0, opening = 100, answer = 50 } = {}) {
  const time = createVirtualTime();
  const net = createNet(time, { opening, answer });
  const wakes = new Set<() => void>();
  const platform = virtualPlatform(time, {
    random: () => random,
    openSocket: net.openSocket,
    onWake: (fn) => {
      wakes.add(fn);
      return () => wakes.delete(fn);
    },
  });
  const connection = new Connection({
    url: 'ws://x',
    platform,
    client: 'timing',
    device: mintDeviceId(),
    user: 'alice' as UserId,
  });
  const wake = (): void => {
    for (const fn of wakes) fn();
  };
  /** Milliseconds until it is connected and has heard something since `from`. */
  const untilBack = (from: number, atMost = 180_000): number => {
    while (connection.state.name !== 'connected' || connection.heardAt < from) {
      if (time.now() - from > atMost) return Infinity;
      time.advance(10);
    }
    return time.now() - from;
  };
  return { time, net, connection, wake, untilBack };
}

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

test('[S10] [S12] after a silent cut of up to 25 s the session is back within 2.3 s of the line', () => {
  fc.assert(
    fc.property(random, upTo(5_000), fc.integer({ min: 10_000, max: 25_000 }), (dice, at, length) => {
      const { time, net, untilBack } = setUp({ random: dice });
      time.advance(1_000 + at);
      net.cut();
      time.advance(length);
      net.heal();
      expect(untilBack(time.now())).toBeLessThanOrEqual(2_300);
    }),
    { numRuns: 1_000 },
  );
});

test('[S10] [S12] after a silent cut of any length the session is back within 4.3 s of the line', () => {
  fc.assert(
    fc.property(random, upTo(5_000), fc.integer({ min: 10_000, max: 300_000 }), (dice, at, length) => {
      const { time, net, untilBack } = setUp({ random: dice });
      time.advance(1_000 + at);
      net.cut();
      time.advance(length);
      net.heal();
      expect(untilBack(time.now())).toBeLessThanOrEqual(4_300);
    }),
    { numRuns: 300 },
  );
});

test('[S10] a silent cut is noticed within 10 s, however short it was', () => {
  fc.assert(
    fc.property(random, upTo(5_000), upTo(10_000), (dice, at, length) => {
      const { time, net, untilBack } = setUp({ random: dice });
      time.advance(1_000 + at);
      const cutAt = time.now();
      net.cut();
      time.advance(length);
      net.heal();
      const healedAt = time.now();
      expect(untilBack(healedAt) - Math.max(0, cutAt + 10_000 - healedAt)).toBeLessThanOrEqual(2_300);
    }),
    { numRuns: 500 },
  );
});

test('[S12] a slow line gets its connection, though networks change and pages come into view all the time', () => {
  fc.assert(
    fc.property(
      random,
      upTo(9_800),
      upTo(9_800),
      fc.array(fc.integer({ min: 500, max: 20_000 }), { maxLength: 60 }),
      (dice, opening, answer, pauses) => {
        const { time, wake, connection, untilBack } = setUp({ random: dice, opening, answer });
        const from = time.now();
        for (const pause of pauses) {
          time.advance(pause);
          if (connection.state.name === 'connected') break;
          wake();
        }
        expect(untilBack(from)).toBeLessThan(Infinity);
      },
    ),
    { numRuns: 500 },
  );
});

test('[S10] [S12] a slow line that works is kept, though it is asked at every wake', () => {
  fc.assert(
    fc.property(
      upTo(1_400),
      upTo(1_400),
      fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 60 }),
      (opening, answer, pauses) => {
        const { time, wake, connection, untilBack } = setUp({ opening, answer });
        untilBack(time.now());
        const states: string[] = [];
        connection.on('changed', (state) => states.push(state.name));
        for (const pause of pauses) {
          time.advance(pause);
          wake();
        }
        time.advance(20_000);
        expect(states).toEqual([]);
      },
    ),
  );
});

test('[S12] within 2 s of waking up the session is back, whatever it was doing when it fell asleep', () => {
  fc.assert(
    fc.property(
      random,
      upTo(40_000),
      upTo(40_000),
      fc.integer({ min: 1_000, max: 300_000 }),
      (dice, cutAt, awake, asleep) => {
        const { time, net, wake, untilBack } = setUp({ random: dice, opening: 200, answer: 100 });
        time.advance(cutAt);
        net.cut();
        time.advance(awake);
        time.sleep(asleep);
        net.heal();
        wake();
        expect(untilBack(time.now())).toBeLessThanOrEqual(2_000);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('[S10] where nobody says that the device woke up, late timers tell it', () => {
  fc.assert(
    fc.property(random, upTo(20_000), fc.integer({ min: 10_000, max: 300_000 }), (dice, awake, asleep) => {
      const { time, net, untilBack } = setUp({ random: dice, opening: 200, answer: 100 });
      time.advance(awake);
      net.cut();
      time.sleep(asleep);
      net.heal();
      expect(untilBack(time.now())).toBeLessThanOrEqual(500);
    }),
  );
});

test('[T4] a text that lay in the socket through a sleep is not shown', () => {
  const { time, net, connection, untilBack } = setUp();
  untilBack(time.now());
  const heard: string[] = [];
  connection.messages.on('message', (message) => heard.push(message.t));
  net.deliver(TEXT);
  time.sleep(30_000);
  net.deliver(TEXT);
  expect(heard).toEqual(['chat.message']);
  expect(connection.state.name).toBe('reconnecting');
});
