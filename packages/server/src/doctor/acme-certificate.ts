// The certificate from a public authority: whether there is one, how long it lasts, and why the last order failed.
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { isSame, readState } from '../tls/acme-file.ts';
import { fail, ok, warn, type Check } from './check.ts';

export interface AcmeFacts {
  readonly name: 'acme';
  readonly names: readonly string[];
  readonly kept: AcmeKept;
  /** PEM of what a running server shows. */
  readonly shown: string | undefined;
  /** Milliseconds of the Unix epoch. */
  readonly now: number;
}

export type AcmeKept =
  | { readonly name: 'unusable'; readonly file: string; readonly why: string }
  /** `cert`: PEM, where there is one for these names. `why`: a sentence about the last order, where it failed. */
  | { readonly name: 'kept'; readonly cert: string | undefined; readonly why: string | undefined };

/** Renewed with a third of its life left: less than this, and renewing does not work. */
const LATE_MS = 14 * 24 * 3_600_000;

export function lookAtAcme({ domain: names, acmeDirectory: directory, data }: Settings): AcmeKept {
  const file = join(data, 'tls', 'acme.json');
  const wanted = { names, directory };
  try {
    const { certificate, attempts } = readState(file);
    const cert = certificate && isSame(certificate.wanted, wanted) ? certificate.cert : undefined;
    const why = attempts && isSame(attempts.wanted, wanted) ? attempts.why : undefined;
    return { name: 'kept', cert, why };
  } catch (cause) {
    return { name: 'unusable', file, why: (cause as Error).message };
  }
}

export function judgeAcme({ names, kept, shown, now }: AcmeFacts): Check {
  if (kept.name === 'unusable') {
    const sentence = `${kept.file} can't be used (${kept.why}), so the next start asks for a new account and certificate: put a backup in its place, or give this user access to it.`;
    return fail('certificate', sentence);
  }
  const { cert, why } = kept;
  const all = names.join(', ');
  if (cert === undefined) return judgeMissing(all, why, shown !== undefined);
  const until = Date.parse(new X509Certificate(cert).validTo);
  const cause = why ?? 'The log of the server says why.';
  if (until <= now)
    return fail('certificate', `The certificate for ${all} expired on ${day(until)}. ${cause}`);
  if (until - now < LATE_MS) {
    return warn(
      'certificate',
      `The certificate for ${all} is not renewed and expires on ${day(until)}. ${cause}`,
    );
  }
  return ok('certificate', `The certificate for ${all} is good until ${day(until)}, and renewed by itself.`);
}

function judgeMissing(names: string, why: string | undefined, isServed: boolean): Check {
  if (why !== undefined) return fail('certificate', `There is no certificate for ${names} yet. ${why}`);
  if (!isServed) return ok('certificate', `The first start orders a certificate for ${names}.`);
  return warn('certificate', `A certificate for ${names} is on order: look again in a minute.`);
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
