// Buckets by key, for attempts whose outcome is known only later: an attempt holds a token until it is settled.
import { drained, fullBucket, refilled, waitOf, type Bucket, type Rate } from './bucket.ts';

export type Admission =
  | { kind: 'go' }
  /** Every token is held by an attempt under way: ask again when one is settled. */
  | { kind: 'wait' }
  | { kind: 'refused'; retryAfterMs: number };

export interface Limiter {
  /** Holds a token of the key; `spend` or `release` must follow a `go`. */
  hold(key: string, now: number): Admission;
  /** The held token is gone. */
  spend(key: string, now: number): void;
  /** The held token goes back. */
  release(key: string, now: number): void;
  /** Fills the key's bucket, whatever was spent; what is held stays held. */
  forgive(key: string, now: number): void;
  /** Keys remembered. */
  size(): number;
}

interface Entry {
  bucket: Bucket;
  held: number;
}

/** Remembers at most `capacity` keys: beyond, the ones whose last failure is longest ago are forgotten. */
export function createLimiter({ rate, capacity }: { rate: Rate; capacity: number }): Limiter {
  const entries = new Map<string, Entry>();

  const entryOf = (key: string, now: number): Entry => {
    const entry = entries.get(key) ?? { bucket: fullBucket(rate, now), held: 0 };
    entry.bucket = refilled(rate, entry.bucket, now);
    return entry;
  };

  /** A full bucket that nobody holds a token of says nothing, and is not kept. */
  const keep = (key: string, entry: Entry): void => {
    entries.delete(key);
    if (entry.held > 0 || entry.bucket.tokens < rate.burst) entries.set(key, entry);
    if (entries.size <= capacity) return;
    for (const [oldest, { held }] of entries) {
      if (held > 0) continue;
      entries.delete(oldest);
      return;
    }
  };

  const settle = (key: string, now: number, change: (entry: Entry) => void): void => {
    const entry = entryOf(key, now);
    change(entry);
    keep(key, entry);
  };

  return {
    hold(key, now) {
      const entry = entryOf(key, now);
      if (entry.bucket.tokens === 0)
        return { kind: 'refused', retryAfterMs: waitOf(rate, entry.bucket, now) };
      if (entry.held >= entry.bucket.tokens) return { kind: 'wait' };
      entry.held += 1;
      keep(key, entry);
      return { kind: 'go' };
    },
    spend: (key, now) =>
      settle(key, now, (entry) => {
        entry.held -= 1;
        entry.bucket = drained(rate, entry.bucket, now);
      }),
    release: (key, now) =>
      settle(key, now, (entry) => {
        entry.held -= 1;
      }),
    forgive: (key, now) =>
      settle(key, now, (entry) => {
        entry.bucket = fullBucket(rate, now);
      }),
    size: () => entries.size,
  };
}
