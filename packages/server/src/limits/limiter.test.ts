import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

const RATE = { burst: 2, refillMs: 1_000, slowestMs: 1_000 };

test('holds no more tokens than there are, however many attempts come at once', () => {
  const limiter = createLimiter({ rate: RATE, capacity: 10 });
  expect(limiter.hold('a', 0)).toEqual({ kind: 'go' });
  expect(limiter.hold('a', 0)).toEqual({ kind: 'go' });
  expect(limiter.hold('a', 0)).toEqual({ kind: 'wait' });
  limiter.spend('a', 0);
  expect(limiter.hold('a', 0)).toEqual({ kind: 'wait' });
  limiter.spend('a', 0);
  expect(limiter.hold('a', 0)).toEqual({ kind: 'refused', retryAfterMs: 1_000 });
  expect(limiter.hold('b', 0)).toEqual({ kind: 'go' });
});

test('a released token costs nothing, and the key is forgotten', () => {
  const limiter = createLimiter({ rate: RATE, capacity: 10 });
  for (let i = 0; i < 100; i += 1) {
    expect(limiter.hold('a', 0)).toEqual({ kind: 'go' });
    limiter.release('a', 0);
  }
  expect(limiter.size()).toBe(0);
});

test('forgiving fills the bucket and keeps what is held', () => {
  const limiter = createLimiter({ rate: RATE, capacity: 10 });
  for (let i = 0; i < 2; i += 1) limiter.hold('a', 0);
  limiter.spend('a', 0);
  limiter.forgive('a', 0);
  expect(limiter.hold('a', 0)).toEqual({ kind: 'go' });
  expect(limiter.hold('a', 0)).toEqual({ kind: 'wait' });
});

test('remembers at most its capacity, the latest failures, and always what is held', () => {
  const limiter = createLimiter({ rate: RATE, capacity: 3 });
  limiter.hold('held', 0);
  for (const key of ['a', 'b', 'c', 'd']) {
    for (let i = 0; i < 2; i += 1) {
      limiter.hold(key, 0);
      limiter.spend(key, 0);
    }
  }
  expect(limiter.size()).toBe(3);
  expect(limiter.hold('d', 0).kind).toBe('refused');
  expect(limiter.hold('c', 0).kind).toBe('refused');
  expect(limiter.hold('a', 0).kind).toBe('go');
  limiter.hold('held', 0);
  expect(limiter.hold('held', 0).kind).toBe('wait');
});
