// What has been ordered and obtained for some names from one authority, and when to order next; on disk all the while.
import { X509Certificate } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { isSame, readState, writeState, type AcmeState, type Wanted } from './acme-file.ts';
import { newAccountKey } from './acme-jws.ts';
import type { Obtained } from './acme-order.ts';
import { begun, failed, nextOrderAt, succeeded, type Validity } from './acme-schedule.ts';

export interface LedgerOptions extends Wanted {
  file: string;
  clock: Clock;
  log: Log;
  /** From 0 to 1. */
  jitter: number;
}

export interface Ledger {
  /** PEM of the account's key. */
  readonly accountKey: string;
  readonly certificate: Obtained | undefined;
  /** Why the last order failed, where it did. */
  readonly why: string | undefined;
  /** Milliseconds of the Unix epoch; at or before now for at once. */
  nextOrderAt(): number;
  /** To be called before each order. False where it could not be remembered: then none is to be made. */
  begin(): boolean;
  succeed(obtained: Obtained): void;
  fail(why: string, retryAfterMs: number): void;
}

export function openLedger(options: LedgerOptions): Ledger {
  const { names, directory, file, clock, log, jitter } = options;
  const wanted: Wanted = { names, directory };
  let state = readOrBegin(options);

  const certificate = (): Obtained | undefined =>
    state.certificate && isSame(state.certificate.wanted, wanted) ? state.certificate : undefined;
  const attempts = (): AcmeState['attempts'] =>
    state.attempts && isSame(state.attempts.wanted, wanted) ? state.attempts : undefined;
  const keep = (next: AcmeState): boolean => {
    state = next;
    try {
      writeState(file, next);
      return true;
    } catch (cause) {
      const sentence = `${file} can't be written (${String(cause)}), so no certificate is ordered: give this user access, or room on the disk.`;
      log.error({ file }, sentence);
      return false;
    }
  };

  return {
    get accountKey() {
      return state.accountKey;
    },
    get certificate() {
      const found = certificate();
      return found && { cert: found.cert, key: found.key };
    },
    get why() {
      return attempts()?.why;
    },
    nextOrderAt() {
      const held = certificate();
      const validity = held && validityOf(held.cert);
      return nextOrderAt({ now: clock.now(), held: validity, attempts: attempts(), jitter });
    },
    begin: () => keep({ ...state, attempts: { ...begun(attempts(), clock.now()), wanted } }),
    succeed(obtained) {
      const ordered = { ...succeeded(clock.now(), validityOf(obtained.cert)), wanted };
      keep({ ...state, certificate: { ...obtained, wanted }, attempts: ordered });
    },
    fail(why, retryAfterMs) {
      const before = attempts() ?? begun(undefined, clock.now());
      keep({ ...state, attempts: { ...failed(before, clock.now(), retryAfterMs), wanted, why } });
    },
  };
}

export function validityOf(cert: string): Validity {
  const { validFrom, validTo } = new X509Certificate(cert);
  return { from: Date.parse(validFrom), until: Date.parse(validTo) };
}

function readOrBegin({ file, log }: LedgerOptions): AcmeState {
  try {
    return readState(file);
  } catch (cause) {
    log.error(
      { file },
      `${file} can't be used (${String(cause)}), so a new account and certificate are asked for.`,
    );
    return { accountKey: newAccountKey() };
  }
}
