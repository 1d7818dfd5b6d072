// A token bucket, kept in whatever object it belongs to (protocol E2).

export interface Bucket {
  tokens: number;
  /** Milliseconds of the clock. */
  filledAt: number;
}

export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** Takes one token, or answers false and takes nothing. */
export function spend(bucket: Bucket, now: number, { burst, perSecond }: Rate): boolean {
  // A wall clock may be set back: that fills nothing and must not drain anything either.
  const elapsed = Math.max(0, now - bucket.filledAt);
  const tokens = Math.min(burst, bucket.tokens + (elapsed * perSecond) / 1000);
  bucket.filledAt = now;
  bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
  return tokens >= 1;
}
