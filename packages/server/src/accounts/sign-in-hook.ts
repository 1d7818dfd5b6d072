// The operator's own way of knowing people: a function that stands in the place of Parley's passwords (protocol H6).

export interface SignInAttempt {
  /** As typed, at most 256 characters: an account's name, an e-mail address, whatever the function knows people by. */
  account: string;
  /** As typed, never empty, at most 4096 characters. Not to be logged. */
  password: string;
  /** Where the attempt comes from; for a log, or for limits beyond Parley's own. */
  address: string | undefined;
  /** Fires when the attempt has been given up, after 10 s. */
  signal: AbortSignal;
}

/** `account`: 1 to 32 letters, digits, `.`, `_` or `-`. It is the person from then on, so it must never become another's. */
export interface SignInVerdict {
  account: string;
}

/**
 * Answers who that is, or `undefined` where account and password don't fit, which it should take the same time for
 * whether the account exists or not. What it throws is logged, and the person is told to try again.
 */
export type SignInHook = (
  attempt: SignInAttempt,
) => Promise<SignInVerdict | undefined> | SignInVerdict | undefined;
