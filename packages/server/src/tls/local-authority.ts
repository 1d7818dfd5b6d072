// Certificates from a CA of this server's own, kept fit for the machine's names, addresses and clock.
import { X509Certificate } from 'node:crypto';
import { renameSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { readAuthority, writeAuthority, type Leaf, type StoredAuthority } from './authority-file.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { constraintsFor, covered, uncovered } from './constraints.ts';
import { fingerprintOf } from './inspect.ts';
import type { Machine } from './machine.ts';

const DAY_MS = 24 * 3_600_000;
const AUTHORITY_MS = 3_650 * DAY_MS;
/** Shorter than the 90 days that anybody asks for, and renewed at half of it. */
const LEAF_MS = 60 * DAY_MS;
const RENEW_MS = 30 * DAY_MS;
/** A CA that ends this soon is followed by the next one. */
const LAST_MS = 90 * DAY_MS;
/** Devices whose clock is a little slow are to find it valid. */
const SLOW_CLOCK_MS = DAY_MS;
/** How often the machine is looked at. */
const LOOK_MS = 10_000;

export interface LocalAuthorityOptions {
  /** Of the CA. */
  file: string;
  machine: () => Machine;
  clock: Clock;
  log: Log;
}

/** Always has a certificate: a CA that can't be kept on disk lasts as long as the process. */
export function localAuthority(options: LocalAuthorityOptions): CertificateSource {
  const { machine, clock, log } = options;
  let authority: StoredAuthority | undefined;
  let served = { machine: '', until: 0 };
  let cancel: (() => void) | undefined;
  let isClosed = false;

  const issue = async (around: Machine): Promise<Certificate> => {
    const before = authority ?? stored(options);
    const fit = await fitting(options, before, around);
    const names = [...around.names, ...covered(fit.constraints, around)];
    const leaf = isFit(fit, names, clock.now()) ? fit.leaf : await sign(fit, names, clock.now());
    authority = { ...fit, leaf };
    if (fit !== before || leaf !== fit.leaf) keep(options, authority);
    served = { machine: JSON.stringify(around), until: periodOf(leaf).until };
    const { cert, key } = leaf;
    return { cert, key, authority: { cert: fit.cert, fingerprint: fingerprintOf(fit.cert) } };
  };
  const renew = async (around: Machine, changed: (certificate: Certificate) => void): Promise<void> => {
    const certificate = await issue(around);
    if (isClosed) return;
    log.info({ names: around.names.join(' '), addresses: addressesOf(around) }, 'certificate renewed');
    changed(certificate);
  };
  const look = async (changed: (certificate: Certificate) => void): Promise<void> => {
    try {
      // Throws, too: the system needs a file descriptor to say what addresses it has, and there may be none left.
      const around = machine();
      const isOther = JSON.stringify(around) !== served.machine;
      if (isOther || served.until - clock.now() < RENEW_MS) await renew(around, changed);
    } catch (cause) {
      log.error({ cause: String(cause) }, 'the certificate could not be renewed; the one before it goes on');
    }
    watch(changed);
  };
  const watch = (changed: (certificate: Certificate) => void): void => {
    if (!isClosed) cancel = clock.after(LOOK_MS, () => void look(changed));
  };

  return {
    async start(changed) {
      const first = await issue(machine());
      watch(changed);
      return first;
    },
    close() {
      isClosed = true;
      cancel?.();
    },
  };
}

/** The CA that there is, if it will do; else another one, of which people are told. */
async function fitting(
  options: LocalAuthorityOptions,
  before: StoredAuthority | undefined,
  around: Machine,
): Promise<StoredAuthority> {
  const { file, clock, log } = options;
  const now = clock.now();
  if (!before) return make(options, around, undefined);
  const { from, until } = periodOf(before);
  if (now < from) {
    log.error(
      {},
      `This machine's clock is before the day on which the local CA was made: set it right, or remove ${file} if it was wrong on that day.`,
    );
    return before;
  }
  const missing = uncovered(before.constraints, around);
  if (until - now >= LAST_MS && missing.length === 0) return before;
  const why = missing.length > 0 ? `does not cover ${missing.join(', ')}` : 'is about to expire';
  log.warn({}, `The local CA ${why}, so there is a new one: devices have to install it once more.`);
  return make(options, around, before);
}

async function make(
  { file, clock, log }: LocalAuthorityOptions,
  around: Machine,
  before: StoredAuthority | undefined,
): Promise<StoredAuthority> {
  const now = clock.now();
  const constraints = constraintsFor(around, before?.constraints);
  const period = { from: now - SLOW_CLOCK_MS, until: now + AUTHORITY_MS };
  // The same key and subject: a device that has the earlier CA goes on where that one covers all that is presented.
  const subject = before ? subjectOf(before) : `Parley on ${around.names.at(1) ?? 'this machine'}`;
  // Loaded here and below: 20 MB that most starts have no need of.
  const { makeAuthority } = await import('./issue.ts');
  const pair = await makeAuthority(subject, constraints, period, before?.key);
  log.info({ file, fingerprint: fingerprintOf(pair.cert) }, 'made a local CA');
  return { ...pair, constraints };
}

async function sign(authority: StoredAuthority, names: string[], now: number): Promise<Leaf> {
  const validity = periodOf(authority);
  const from = Math.max(now - SLOW_CLOCK_MS, validity.from);
  const until = Math.min(from + LEAF_MS, validity.until);
  const { makeLeaf } = await import('./issue.ts');
  return { ...(await makeLeaf(authority, names, { from, until })), names };
}

function isFit(
  authority: StoredAuthority,
  names: string[],
  now: number,
): authority is StoredAuthority & { leaf: Leaf } {
  const { leaf } = authority;
  if (!leaf || leaf.names.join(' ') !== names.join(' ')) return false;
  const { from, until } = periodOf(leaf);
  // One from the future was signed while the clock was wrong.
  return until - now >= RENEW_MS && from <= Math.max(now, periodOf(authority).from);
}

function keep({ file, log }: LocalAuthorityOptions, authority: StoredAuthority): void {
  try {
    writeAuthority(file, authority);
  } catch (cause) {
    log.error(
      { file },
      `The local CA can't be kept in ${file} (${String(cause)}), so the next start makes another: give this user access, or room on the disk.`,
    );
  }
}

/** What the file holds. One that is damaged is put aside. */
function stored({ file, log }: LocalAuthorityOptions): StoredAuthority | undefined {
  try {
    return readAuthority(file);
  } catch (cause) {
    log.error(
      { file },
      `The local CA in ${file} can't be used (${String(cause)}), so there is a new one: devices have to install it once more.`,
    );
    putAside(file);
    return undefined;
  }
}

function putAside(file: string): void {
  try {
    renameSync(file, `${file}.damaged`);
  } catch {
    // It is in the way of the next one, whose own sentence says so.
  }
}

function periodOf({ cert }: Pick<StoredAuthority, 'cert'>): { from: number; until: number } {
  const { validFrom, validTo } = new X509Certificate(cert);
  return { from: Date.parse(validFrom), until: Date.parse(validTo) };
}

function subjectOf({ cert }: StoredAuthority): string {
  return /^CN=(.+)$/m.exec(new X509Certificate(cert).subject)?.[1] ?? 'Parley';
}

function addressesOf({ addresses }: Machine): string {
  return addresses.map(({ address }) => address).join(' ');
}
