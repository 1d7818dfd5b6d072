import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { begun, failed, nextOrderAt, succeeded, type Attempts } from './acme-schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 0, 1);

function waitFor(attempts: Attempts | undefined, jitter = 0): number {
  return nextOrderAt({ now, held: undefined, attempts, jitter }) - now;
}

describe('the first order', () => {
  test('is made at once', () => {
    expect(waitFor(undefined)).toBe(0);
  });

  test.each([
    [1, 2],
    [2, 5],
    [3, 20],
    [4, 60],
    [8, 720],
    [50, 720],
  ])('after %i failures in a row comes again in %i minutes', (failures, minutes) => {
    expect(waitFor({ failures, at: now, notBefore: 0 })).toBe(minutes * MINUTE);
    expect(waitFor({ failures, at: now, notBefore: 0 }, 1)).toBeCloseTo(1.1 * minutes * MINUTE);
  });

  test('waits as long as the authority asks for, and no longer than its limits last', () => {
    const attempts = begun(undefined, now);
    expect(waitFor(failed(attempts, now, 3 * HOUR))).toBe(3 * HOUR);
    expect(waitFor(failed(attempts, now, 1_000))).toBe(2 * MINUTE);
    expect(waitFor(failed(attempts, now, 400 * DAY))).toBe(8 * DAY);
  });

  test('does not wait for a time from a clock that was ahead', () => {
    expect(waitFor({ failures: 1, at: now + 300 * DAY, notBefore: 0 })).toBe(2 * MINUTE);
  });
});

describe('the next one', () => {
  const held = { from: now - 60 * DAY, until: now + 30 * DAY };

  test('is due when a third of the life is left, or a little earlier', () => {
    expect(nextOrderAt({ now, held, attempts: undefined, jitter: 0 })).toBe(now);
    expect(nextOrderAt({ now, held, attempts: undefined, jitter: 1 })).toBe(now - 3 * DAY);
  });

  test('is not due again at once where the clock is far ahead', () => {
    const late = now + 400 * DAY;
    const attempts = succeeded(late, held);
    expect(nextOrderAt({ now: late, held, attempts, jitter: 0 })).toBe(late + 12 * HOUR);
  });

  test('of a certificate that lives for a minute comes within it', () => {
    const short = { from: now, until: now + MINUTE };
    const attempts = succeeded(now, short);
    expect(nextOrderAt({ now, held: short, attempts, jitter: 0 })).toBe(now + (2 / 3) * MINUTE);
  });
});

test('failing for a week, however often the server is started, keeps within five failures an hour', () => {
  const clock = createVirtualClock(now);
  let attempts: Attempts | undefined;
  const orders: number[] = [];
  while (clock.now() < now + 7 * DAY) {
    if (nextOrderAt({ now: clock.now(), held: undefined, attempts, jitter: 0 }) <= clock.now()) {
      orders.push(clock.now());
      attempts = failed(begun(attempts, clock.now()), clock.now(), 0);
    }
    clock.advance(30_000);
  }
  for (const [index, at] of orders.entries())
    expect((orders[index + 5] ?? Infinity) - at).toBeGreaterThan(HOUR);
  expect(orders.length).toBeGreaterThan(15);
  expect(orders.length).toBeLessThan(25);
});
