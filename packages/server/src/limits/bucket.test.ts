import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drained, fullBucket, refilled, waitOf, type Bucket, type Rate } from './bucket.ts';

const ACCOUNT: Rate = { burst: 5, refillMs: 6_000, slowestMs: 30_000 };
const ADDRESS: Rate = { burst: 20, refillMs: 3_000, slowestMs: 3_000 };

function drain(rate: Rate, bucket: Bucket, times: number, now: number): Bucket {
  let current = bucket;
  for (let i = 0; i < times; i += 1) current = drained(rate, current, now);
  return current;
}

describe('the bucket of an account', () => {
  test('gives five, then one per 6, 12, 24 and 30 seconds while it is kept empty', () => {
    let now = 1_000;
    let bucket = drain(ACCOUNT, fullBucket(ACCOUNT, now), 4, now);
    expect(waitOf(ACCOUNT, bucket, now)).toBe(0);
    const waits: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      bucket = drained(ACCOUNT, bucket, now);
      const wait = waitOf(ACCOUNT, bucket, now);
      waits.push(wait);
      expect(waitOf(ACCOUNT, bucket, now + wait - 1)).toBe(1);
      now += wait;
      expect(waitOf(ACCOUNT, bucket, now)).toBe(0);
    }
    expect(waits).toEqual([6_000, 12_000, 24_000, 30_000, 30_000, 30_000]);
  });

  test('forgets its backing off when it has been full again', () => {
    const worn = drain(ACCOUNT, drain(ACCOUNT, fullBucket(ACCOUNT, 0), 5, 0), 1, 6_000);
    const rested = refilled(ACCOUNT, worn, 6_000 + 5 * 12_000);
    expect(rested).toEqual(fullBucket(ACCOUNT, 66_000));
    expect(waitOf(ACCOUNT, drain(ACCOUNT, rested, 5, 66_000), 66_000)).toBe(6_000);
  });

  test('takes nothing where there is nothing', () => {
    const empty = drain(ACCOUNT, fullBucket(ACCOUNT, 0), 5, 0);
    expect(drained(ACCOUNT, empty, 5_999)).toEqual(empty);
  });

  test('does not make anybody wait for a clock that was set back', () => {
    const empty = drain(ACCOUNT, fullBucket(ACCOUNT, 10_000_000), 5, 10_000_000);
    expect(waitOf(ACCOUNT, empty, 0)).toBe(6_000);
  });
});

test('an address gets twenty and then exactly one per 3 seconds', () => {
  let bucket = drain(ADDRESS, fullBucket(ADDRESS, 0), 20, 0);
  let passed = 0;
  for (let now = 0; now <= 30_000; now += 100) {
    if (waitOf(ADDRESS, bucket, now) > 0) continue;
    bucket = drained(ADDRESS, bucket, now);
    passed += 1;
  }
  expect(passed).toBe(10);
});

test('no timing of attempts gets more than the burst and one per interval out of a bucket', () => {
  const gaps = array(integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 200 });
  assert(
    property(gaps, (steps) => {
      let now = 0;
      let bucket = fullBucket(ACCOUNT, now);
      let passed = 0;
      for (const step of steps) {
        now += step;
        if (waitOf(ACCOUNT, bucket, now) > 0) continue;
        bucket = drained(ACCOUNT, bucket, now);
        passed += 1;
      }
      expect(bucket.tokens).toBeGreaterThanOrEqual(0);
      expect(passed).toBeLessThanOrEqual(ACCOUNT.burst + Math.floor(now / ACCOUNT.refillMs) + 1);
    }),
  );
});
