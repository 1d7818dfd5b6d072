// When to order the next certificate: in time before the present one ends, and not too often after failures.
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Waits after the first, second, … failure in a row. Let's Encrypt lets an account fail five times an hour for a name;
 * whoever corrects a DNS record meanwhile does not want to wait long.
 */
const WAITS_MS = [2, 5, 20, 60, 120, 240, 480, 720].map((minutes) => minutes * MINUTE_MS);
/** What an authority may ask to wait at most: its longest limits are counted by the week. */
const LONGEST_MS = 8 * 24 * HOUR_MS;
/** Between two orders that both went well, where the certificate lives long enough. */
const SPACING_MS = 12 * HOUR_MS;

/** Of a certificate, in ms of the Unix epoch. */
export interface Validity {
  from: number;
  until: number;
}

/** The orders up to now; kept on disk, so that a server that is started again and again does not order as often. */
export interface Attempts {
  /** Failures in a row. */
  failures: number;
  /** When the last order began, in ms of the Unix epoch. */
  at: number;
  /** The authority's own wish, or what a success asks for; ms of the Unix epoch. */
  notBefore: number;
}

export interface Standing {
  now: number;
  /** Validity of the certificate that is there, where it is for the names that are wanted. */
  held: Validity | undefined;
  attempts: Attempts | undefined;
  /** From 0 to 1, the same for a server's whole run: keeps servers that began together apart. */
  jitter: number;
}

/** Milliseconds of the Unix epoch; at or before `now` for at once. */
export function nextOrderAt({ now, held, attempts, jitter }: Standing): number {
  return Math.max(held ? renewalAt(held, jitter) : now, attempts ? retryAt(attempts, now, jitter) : 0);
}

/** When a third of its life is left, or up to a thirtieth earlier. */
function renewalAt({ from, until }: Validity, jitter: number): number {
  const life = until - from;
  return until - life / 3 - (jitter * life) / 30;
}

/** Times from a clock that was wrong then are not waited for longer than they could have asked for. */
function retryAt({ failures, at, notBefore }: Attempts, now: number, jitter: number): number {
  const wait = failures === 0 ? 0 : (WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? 0);
  const own = Math.min(at, now) + wait * (1 + jitter / 10);
  return Math.max(own, Math.min(notBefore, now + LONGEST_MS));
}

export function begun(attempts: Attempts | undefined, now: number): Attempts {
  // As good as failed until it is known to be otherwise: the server may be stopped, or stop, in the middle.
  return { failures: (attempts?.failures ?? 0) + 1, at: now, notBefore: 0 };
}

export function failed(attempts: Attempts, now: number, retryAfterMs: number): Attempts {
  return { ...attempts, notBefore: now + retryAfterMs };
}

/** A clock that is wrong makes every certificate look as if it were about to end. */
export function succeeded(now: number, { from, until }: Validity): Attempts {
  return { failures: 0, at: now, notBefore: now + Math.min(SPACING_MS, (until - from) / 2) };
}
