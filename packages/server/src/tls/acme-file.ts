// What is kept of ACME from one start to the next: the account's key, the certificate, and how the orders went.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { newAccountKey, readAccountKey } from './acme-jws.ts';
import type { Obtained } from './acme-order.ts';
import type { Attempts } from './acme-schedule.ts';
import { writeSecret } from './secret-file.ts';

/** Names and directory: what a certificate, or an order, was for. */
export interface Wanted {
  names: readonly string[];
  directory: string;
}

export interface AcmeState {
  /** PEM. */
  accountKey: string;
  certificate?: Obtained & { wanted: Wanted };
  /** `why` the last one failed. */
  attempts?: Attempts & { wanted: Wanted; why?: string };
}

export function isSame(one: Wanted, other: Wanted): boolean {
  return one.directory === other.directory && one.names.join(' ') === other.names.join(' ');
}

/** Starts anew where there is no file. Throws where it can't be read, and where it holds something else. */
export function readState(file: string): AcmeState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { accountKey: newAccountKey() };
    throw cause;
  }
  const state = JSON.parse(text) as AcmeState;
  const { accountKey, certificate, attempts } = state;
  readAccountKey(accountKey);
  if (certificate) {
    assertWanted(certificate.wanted);
    // Throws where it is none.
    void new X509Certificate(certificate.cert);
  }
  if (attempts) {
    assertWanted(attempts.wanted);
    const { failures, at, notBefore } = attempts;
    if (![failures, at, notBefore].every(Number.isFinite)) throw new Error('no times of orders');
  }
  return state;
}

function assertWanted({ names, directory }: Wanted): void {
  if (!Array.isArray(names) || typeof directory !== 'string') throw new Error('no names');
}

/** Throws where it can't be written; what was there is then still there. */
export function writeState(file: string, state: AcmeState): void {
  writeSecret(file, `${JSON.stringify(state, undefined, 2)}\n`);
}
