// The certificate for HTTPS: the operator's own files, or the local CA's, and what a running server really shows.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { isLoopbackHost } from '../limits/address.ts';
import { readAuthority } from '../tls/authority-file.ts';
import { uncovered } from '../tls/constraints.ts';
import { namesOf } from '../tls/inspect.ts';
import type { Machine } from '../tls/machine.ts';
import { examineFiles, type ExaminedFiles } from '../tls/own-files.ts';
import type { CertificateFiles } from '../turn/coturn-config.ts';
import { judgeAcme, lookAtAcme, type AcmeFacts } from './acme-certificate.ts';
import { fail, ok, warn, type Check } from './check.ts';
import type { RunningFacts } from './running.ts';

export type CertificateFacts =
  | AcmeFacts
  /** Plain HTTP: it is switched off, or nobody but this machine connects. */
  | {
      readonly name: 'plain';
      readonly isLocal: boolean;
      readonly isBehindProxy: boolean;
    }
  | {
      readonly name: 'files';
      readonly file: string;
      readonly key: string;
      readonly examined: ExaminedFiles;
      /** PEM. */
      readonly shown: string | undefined;
    }
  | {
      readonly name: 'local';
      readonly file: string;
      readonly authority: AuthorityFacts;
      readonly shown: string | undefined;
      readonly now: number;
    };

export type AuthorityFacts =
  | { readonly name: 'none' }
  | { readonly name: 'unusable'; readonly why: string }
  /** `missing`: names and addresses of this machine that it does not cover. */
  | {
      readonly name: 'kept';
      readonly cert: string;
      readonly until: number;
      readonly missing: readonly string[];
    };

const SOON_MS = 14 * 24 * 3_600_000;

export async function lookAtCertificate(parts: {
  settings: Settings;
  machine: Machine;
  running: RunningFacts;
  now: number;
}): Promise<CertificateFacts> {
  const { settings, machine, running, now } = parts;
  const { https, host, certificate, certificateKey: key, data } = settings;
  const hasFiles = certificate !== '' || key !== '';
  const isLocal = isLoopbackHost(host);
  const { domain: names } = settings;
  if (https === 'off' || (!hasFiles && names.length === 0 && isLocal)) {
    return { name: 'plain', isLocal, isBehindProxy: settings.trustProxy.length > 0 };
  }
  const shown =
    running.name === 'running' && running.answer.name === 'answer' ? running.answer.certificate : undefined;
  if (hasFiles) {
    const examined = await examineFiles({ certificate, key, now, hosts: hostsOf(settings) });
    return { name: 'files', file: certificate, key, examined, shown };
  }
  if (names.length > 0) return { name: 'acme', names, kept: lookAtAcme(settings), shown, now };
  const file = join(data, 'tls', 'local-ca.json');
  return { name: 'local', file, authority: lookAtAuthority(file, machine), shown, now };
}

export function checkCertificate(facts: CertificateFacts): Check[] {
  switch (facts.name) {
    case 'plain':
      return [judgePlain(facts)];
    case 'files':
      return judgeFiles(facts);
    case 'acme':
      return [judgeAcme(facts)];
    default:
      return [judgeLocal(facts)];
  }
}

function judgePlain({ isLocal, isBehindProxy }: Extract<CertificateFacts, { name: 'plain' }>): Check {
  if (isBehindProxy)
    return ok(
      'certificate',
      'This server speaks plain HTTP to the proxy in front of it, whose certificate it is.',
    );
  if (isLocal) return ok('certificate', 'None is needed: only this machine connects.');
  const sentence =
    'HTTPS is off, so browsers on other machines give no camera and no microphone: set https to auto, or trust-proxy where a proxy speaks HTTPS.';
  return warn('certificate', sentence);
}

function judgeFiles({ file, examined, shown }: Extract<CertificateFacts, { name: 'files' }>): Check[] {
  const { pair, remarks } = examined;
  const checks = remarks.map(({ code, sentence }) => {
    const isFailure = !pair || code === 'expired' || code === 'not-yet-valid';
    return (isFailure ? fail : warn)('certificate', sentence);
  });
  if (!pair) return checks;
  const leaf = new X509Certificate(pair.cert);
  if (shown !== undefined && new X509Certificate(shown).fingerprint256 !== leaf.fingerprint256) {
    checks.push(
      warn(
        'certificate',
        `The server shows another certificate than the one in ${file}: it takes a new one within seconds; restart it where it does not.`,
      ),
    );
  }
  if (checks.length > 0) return checks;
  return [
    ok(
      'certificate',
      `The one in ${file} is for ${namesOf(leaf).join(', ')}, and good until ${day(Date.parse(leaf.validTo))}.`,
    ),
  ];
}

function judgeLocal({ file, authority, shown, now }: Extract<CertificateFacts, { name: 'local' }>): Check {
  if (authority.name === 'none') {
    return ok(
      'certificate',
      'There is no local CA yet; the first start makes it, and devices have to trust it once.',
    );
  }
  if (authority.name === 'unusable') {
    return fail(
      'certificate',
      `The local CA in ${file} can't be used (${authority.why}): the next start makes another, which devices have to install anew. Put a backup in its place, or give this user access to it.`,
    );
  }
  const { until, missing } = authority;
  if (now >= until)
    return fail(
      'certificate',
      `The local CA expired on ${day(until)}: restart the server for another one, or set this machine's clock if that is wrong.`,
    );
  if (missing.length > 0) {
    return warn(
      'certificate',
      `The local CA does not cover ${missing.join(', ')}, which this machine has now: a running server makes another, which devices have to install anew.`,
    );
  }
  const leaf = shown === undefined ? undefined : new X509Certificate(shown);
  if (leaf && Date.parse(leaf.validTo) - now < SOON_MS) {
    return warn(
      'certificate',
      `What the server shows is good until ${day(Date.parse(leaf.validTo))} only, though it renews by itself: look at its log, and restart it.`,
    );
  }
  const showing = leaf ? `; the certificate shown is good until ${day(Date.parse(leaf.validTo))}` : '';
  return ok(
    'certificate',
    `The local CA is good until ${day(until)}${showing}. Devices have to trust it once.`,
  );
}

function lookAtAuthority(file: string, machine: Machine): AuthorityFacts {
  try {
    const authority = readAuthority(file);
    if (!authority) return { name: 'none' };
    const until = Date.parse(new X509Certificate(authority.cert).validTo);
    return { name: 'kept', cert: authority.cert, until, missing: uncovered(authority.constraints, machine) };
  } catch (cause) {
    return { name: 'unusable', why: (cause as Error).message };
  }
}

/** What a relay that shows the same certificate is trusted by, and what it would be given. */
export function trustIn(facts: CertificateFacts): {
  certificate: CertificateFiles | undefined;
  chain: string | undefined;
  authority: string | undefined;
} {
  switch (facts.name) {
    case 'plain':
      return { certificate: undefined, chain: undefined, authority: undefined };
    case 'files': {
      const { file, key, examined } = facts;
      const certificate = examined.pair && { certificate: file, key };
      return { certificate, chain: facts.shown ?? examined.pair?.cert, authority: undefined };
    }
    case 'acme': {
      const { kept, shown } = facts;
      const chain = shown ?? (kept.name === 'kept' ? kept.cert : undefined);
      return { certificate: undefined, chain, authority: undefined };
    }
    default: {
      const { authority, shown } = facts;
      return {
        certificate: undefined,
        chain: shown,
        authority: authority.name === 'kept' ? authority.cert : undefined,
      };
    }
  }
}

/** What is opened on this very port: the host where it is a name, and origins that no proxy answers for. */
function hostsOf({ host, port, origin }: Settings): string[] {
  const own = origin
    .map((one) => new URL(one))
    .filter((url) => url.protocol === 'https:' && Number(url.port || 443) === port)
    .map(({ hostname }) => hostname);
  return [...(isIP(host) === 0 && host !== 'localhost' ? [host] : []), ...own];
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
