// A token bucket whose refill slows down while it is kept empty. Pure: the time comes in with every question.

export interface Rate {
  /** Tokens of a full bucket. */
  burst: number;
  /** Milliseconds until the next token, at first. */
  refillMs: number;
  /** Milliseconds until the next token at the slowest: each emptying doubles the time up to this. */
  slowestMs: number;
}

export interface Bucket {
  readonly tokens: number;
  /** The time at which the next token began to form. */
  readonly since: number;
  /** How often it was emptied since it was last full. */
  readonly emptied: number;
}

export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.burst, since: now, emptied: 0 };
}

/** The same bucket at a later time. A clock that was set back costs the token in the making, not an hour's wait. */
export function refilled(rate: Rate, bucket: Bucket, now: number): Bucket {
  if (now < bucket.since) return { ...bucket, since: now };
  const interval = intervalOf(rate, bucket);
  const gained = Math.floor((now - bucket.since) / interval);
  if (gained === 0) return bucket;
  if (bucket.tokens + gained >= rate.burst) return fullBucket(rate, now);
  return { ...bucket, tokens: bucket.tokens + gained, since: bucket.since + gained * interval };
}

/** Takes a token where there is one. */
export function drained(rate: Rate, bucket: Bucket, now: number): Bucket {
  const before = refilled(rate, bucket, now);
  if (before.tokens === 0) return before;
  const tokens = before.tokens - 1;
  if (tokens === 0) return { tokens, since: now, emptied: before.emptied + 1 };
  // A full bucket makes no token: its time starts with the first one that is missing.
  return { ...before, tokens, since: before.tokens === rate.burst ? now : before.since };
}

/** Milliseconds until there is a token; 0 where there is one. */
export function waitOf(rate: Rate, bucket: Bucket, now: number): number {
  const current = refilled(rate, bucket, now);
  return current.tokens > 0 ? 0 : current.since + intervalOf(rate, current) - now;
}

function intervalOf(rate: Rate, bucket: Bucket): number {
  const doublings = Math.min(Math.max(bucket.emptied - 1, 0), 20);
  return Math.min(rate.slowestMs, rate.refillMs * 2 ** doublings);
}
