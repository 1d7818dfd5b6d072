// What a refused sign-in is answered, and how attempts that could not be tried are given back (protocol H4).
import { err, type ErrorCode, type Result } from '@parley/protocol';
import type { GateRefusal, Pass } from '../limits/gate.ts';
import type { Account } from '../store/store.ts';

/** What a busy server asks for. */
const BUSY_RETRY_MS = 2_000;

export interface Refusal {
  code: ErrorCode;
  retryAfterMs?: number;
  /** For the log alone. */
  why?: string;
}

export interface Entered {
  account: Account;
  /** True where this made the account. */
  created: boolean;
  /** The sign-in ends this long after it has begun, used or not. */
  endsAfterMs?: number;
}

export type Outcome = Result<Entered, Refusal>;

export function refuse(code: ErrorCode, why?: string): Result<never, Refusal> {
  return err(why === undefined ? { code } : { code, why });
}

export function refuseBusy(): Result<never, Refusal> {
  return err({ code: 'server-busy', retryAfterMs: BUSY_RETRY_MS });
}

export function refuseAtGate(refusal: GateRefusal): Result<never, Refusal> {
  if (refusal.kind === 'crowded') return refuseBusy();
  return err({ code: 'too-many-attempts', retryAfterMs: refusal.retryAfterMs });
}

/** An attempt that could not be tried costs nothing. */
export async function orGiveBack<T, E>(pass: Pass, work: Promise<Result<T, E>>): Promise<Result<T, E>> {
  try {
    const result = await work;
    if (!result.ok) pass.giveBack();
    return result;
  } catch (cause) {
    pass.giveBack();
    throw cause;
  }
}
