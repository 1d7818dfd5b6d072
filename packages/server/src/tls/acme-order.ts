// One order of a certificate, from the names to the PEM (RFC 8555 §7.4 and §7.5), with the challenge HTTP-01.
import { KeyObject, webcrypto } from 'node:crypto';
import { err, ok, type Result } from '@parley/protocol';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';
import type { Clock } from '../clock.ts';
import { inspectCertificate } from './inspect.ts';
import type { Challenges } from './acme-challenges.ts';
import { AcmeError, type AcmeFailure, type Problem } from './acme-failure.ts';
import {
  openSession,
  problemOf,
  type AcmeSession,
  type Answer,
  type SessionOptions,
} from './acme-session.ts';

export interface OrderOptions extends Omit<SessionOptions, 'now'> {
  names: readonly string[];
  /** Where the answers to the authority's challenges are served from. */
  challenges: Challenges;
  clock: Clock;
}

export interface Obtained {
  /** PEM, with the certificates between it and its root. */
  cert: string;
  /** PEM. */
  key: string;
}

/** Milliseconds from one look at something unfinished to the next, and for all of them. */
const FIRST_LOOK_MS = 250;
const SLOWEST_LOOK_MS = 5_000;
const PATIENCE_MS = 120_000;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export async function obtainCertificate(options: OrderOptions): Promise<Result<Obtained, AcmeFailure>> {
  try {
    return ok(await obtain(options));
  } catch (cause) {
    if (cause instanceof AcmeError) return err(naming(cause.failure, options.names));
    throw cause;
  }
}

async function obtain(options: OrderOptions): Promise<Obtained> {
  const { names, clock } = options;
  const session = await openSession({ ...options, now: () => clock.now() });
  const identifiers = names.map((value) => ({ type: 'dns', value }));
  const order = await session.post(session.newOrder, { identifiers });
  for (const url of listOf(order.body['authorizations'])) await prove(session, url, options);
  await settled(session, order.location, options, ['pending']);
  const { csr, key } = await makeRequest(names);
  await session.post(String(order.body['finalize']), { csr });
  const done = await settled(session, order.location, options, ['pending', 'ready', 'processing']);
  if (done.body['status'] !== 'valid') throw refused(problemOf(done.body['error']), names.join(', '));
  const { text: cert } = await session.post(String(done.body['certificate']));
  if (!inspectCertificate({ cert, key, now: clock.now() }).usable)
    throw new AcmeError({ kind: 'not-acme', cause: 'its certificate is not for the key' });
  return { cert, key };
}

/** Shows the authority that a name leads to this server. */
async function prove(session: AcmeSession, url: string, options: OrderOptions): Promise<void> {
  const { body } = await session.post(url);
  // It may remember that it was shown lately.
  if (body['status'] === 'valid') return;
  const { value } = (body['identifier'] ?? {}) as { value?: unknown };
  const name = typeof value === 'string' ? value : options.names.join(', ');
  const challenge = challengeOf(body);
  if (challenge === undefined) throw refused({ type: 'unsupported', detail: 'no HTTP-01' }, name);
  options.challenges.offer(challenge.token, session.authorise(challenge.token));
  try {
    await session.post(challenge.url, {});
    const done = await settled(session, url, options, ['pending']);
    if (done.body['status'] !== 'valid') throw refused(problemOf(challengeOf(done.body)?.error), name);
  } finally {
    options.challenges.withdraw(challenge.token);
  }
}

function challengeOf(authorization: Answer['body']) {
  const challenges = authorization['challenges'];
  const list = (Array.isArray(challenges) ? challenges : []) as Record<string, unknown>[];
  const found = list.find(({ type }) => type === 'http-01');
  return found && { url: String(found['url']), token: String(found['token']), error: found['error'] };
}

/** Looks until the status is another one than these. */
async function settled(
  session: AcmeSession,
  url: string,
  { clock, signal }: OrderOptions,
  unsettled: readonly string[],
): Promise<Answer> {
  const until = clock.now() + PATIENCE_MS;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(2 * wait, SLOWEST_LOOK_MS)) {
    const answer = await session.post(url);
    if (!unsettled.includes(String(answer.body['status']))) return answer;
    if (clock.now() >= until || signal.aborted) throw new AcmeError({ kind: 'unfinished' });
    await pause(clock, Math.min(answer.retryAfterMs ?? wait, SLOWEST_LOOK_MS), signal);
  }
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      cancel();
      signal.removeEventListener('abort', go);
      resolve();
    };
    const cancel = clock.after(ms, go);
    signal.addEventListener('abort', go);
  });
}

function refused(problem: Problem | undefined, name: string): AcmeError {
  const known = problem ?? { type: 'unknown', detail: 'no reason' };
  return new AcmeError({ kind: 'refused', problem: known, name, retryAfterMs: 0 });
}

/** What is refused before one name is looked at concerns them all. */
function naming(failure: AcmeFailure, names: readonly string[]): AcmeFailure {
  if (failure.kind !== 'refused' || failure.name !== '') return failure;
  return { ...failure, name: names.join(', ') };
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A request for a certificate (RFC 2986) with a key of its own. */
async function makeRequest(names: readonly string[]): Promise<{ csr: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const alternatives = names.map((value) => ({ type: 'dns' as const, value }));
  const request = await Pkcs10CertificateRequestGenerator.create({
    keys,
    signingAlgorithm: ECDSA,
    extensions: [new SubjectAlternativeNameExtension(alternatives)],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { csr: Buffer.from(request.rawData).toString('base64url'), key };
}
