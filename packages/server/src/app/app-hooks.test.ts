import type { UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { LogFields } from '../log.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createAppHooks } from './app-hooks.ts';
import type { Hooks, ServerContext } from './define-server.ts';
import { createGuard } from './guard.ts';

const [alice, bob] = ['alice', 'bob'] as [UserId, UserId];
const wish = { caller: alice, callee: bob, media: 'video' } as const;
const call = { ...wish, id: 'call' as never, callees: [bob], at: 0 };

function setUp(hooks: Hooks) {
  const clock = createVirtualClock();
  const lines: [LogFields, string][] = [];
  const say = (fields: LogFields, message: string): void => void lines.push([fields, message]);
  const log = { error: say, warn: say, info: say, debug: say };
  const guard = createGuard({ clock, log });
  const context = { log } as ServerContext;
  return { clock, lines, ...createAppHooks({ hooks, guard, clock, context }) };
}
const fail = (): never => {
  throw new TypeError('what alice wrote: hello');
};

test('[A1] maySee that throws, or answers anything but true, is no; the log says where and quotes nothing', () => {
  const answers: unknown[] = [
    true,
    false,
    1,
    'yes',
    undefined,
    Promise.resolve(true),
    Promise.reject(new Error()),
  ];
  let asked = 0;
  const { maySee } = setUp({ maySee: () => answers[asked++] as boolean });
  expect(answers.map(() => maySee?.(alice, bob))).toEqual([true, ...Array.from({ length: 6 }, () => false)]);
  const { maySee: failing, lines, clock } = setUp({ maySee: fail });
  for (let i = 0; i < 100; i += 1) expect(failing?.(alice, bob)).toBe(false);
  clock.advance(1_000);
  failing?.(alice, bob);
  expect(lines).toMatchObject([
    [{ part: 'maySee', error: 'TypeError', at: expect.stringContaining('app-hooks.test') }, 'the app failed'],
    [{ part: 'maySee', more: 99 }, 'the app failed'],
  ]);
  expect(JSON.stringify(lines)).not.toContain('hello');
});

test('[A1] code that holds everybody up is named in the log', () => {
  const { maySee, lines, clock } = setUp({
    maySee: () => {
      clock.advance(51);
      return true;
    },
  });
  expect(maySee?.(alice, bob)).toBe(true);
  expect(lines).toEqual([[{ part: 'maySee', ms: 51 }, 'the app holds everybody up']]);
});

test('[A4] mayCall: yes is true alone, also by promise; what throws, rejects or takes more than 3 s is no', async () => {
  const { mayCall } = setUp({ mayCall: ({ caller }) => caller === alice });
  expect([mayCall?.(wish), mayCall?.({ ...wish, caller: bob })]).toEqual([true, false]);
  expect(setUp({ mayCall: fail }).mayCall?.(wish)).toBe(false);
  expect(await setUp({ mayCall: () => Promise.resolve(true) }).mayCall?.(wish)).toBe(true);
  expect(await setUp({ mayCall: () => Promise.resolve('yes' as never) }).mayCall?.(wish)).toBe(false);
  expect(await setUp({ mayCall: () => Promise.reject(new Error()) }).mayCall?.(wish)).toBe(false);

  const { mayCall: silent, clock, lines } = setUp({ mayCall: () => new Promise(() => {}) });
  const answer = silent?.(wish);
  await clock.advanceAsync(2_999);
  expect(lines).toEqual([]);
  await clock.advanceAsync(1);
  expect([await answer, lines.length, clock.pending]).toEqual([false, 1, 0]);
});

test('[A4] questions that are never answered are bounded, and make room when their time is over', async () => {
  let asked = 0;
  const { mayCall, clock } = setUp({
    mayCall: () => {
      asked += 1;
      return new Promise(() => {});
    },
  });
  const answers = Array.from({ length: 300 }, () => mayCall?.(wish));
  expect([asked, answers.filter((answer) => answer === false).length]).toEqual([256, 44]);
  await clock.advanceAsync(3_000);
  void mayCall?.(wish);
  expect(asked).toBe(257);
});

test('[A5] reactions run after what they react to, in order, and fail alone', async () => {
  const told: string[] = [];
  const { callStarted, callEnded, cameOnline, wentOffline, lines } = setUp({
    callStarted: async () => {
      told.push('started');
      await Promise.resolve();
      fail();
    },
    callEnded: () => void told.push('ended'),
    cameOnline: fail,
    wentOffline: (user) => void told.push(`${user} went`),
  });
  callStarted?.(call);
  cameOnline?.(alice);
  callEnded?.({ ...call, reason: 'hung-up', duration: 1, by: alice });
  wentOffline?.(alice);
  expect(told).toEqual([]);
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(told).toEqual(['started', 'ended', 'alice went']);
  expect(new Set(lines.map(([{ part }]) => part))).toEqual(new Set(['callStarted', 'cameOnline']));
});

test('[A5] reactions that never end are bounded: the rest is told no more, and the log says so', async () => {
  let told = 0;
  const { cameOnline, lines } = setUp({
    cameOnline: () => {
      told += 1;
      return new Promise(() => {});
    },
  });
  for (let i = 0; i < 1_100; i += 1) cameOnline?.(alice);
  await Promise.resolve();
  expect([told, lines.length]).toEqual([1_000, 1]);
});
