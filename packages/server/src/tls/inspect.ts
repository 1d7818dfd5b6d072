// What is wrong with a certificate and its key, found by reading them: for the server at its start, and for `doctor`.
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { assertNever } from '@parley/protocol';

export type Finding =
  | { code: 'no-certificate' }
  | { code: 'no-key' }
  /** The key needs a passphrase, which nobody is there to type when the server starts. */
  | { code: 'encrypted-key' }
  | { code: 'key-mismatch' }
  /** OpenSSL can't read the file as a whole, or takes no such pair: a short key, an old hash. `reason` is its own. */
  | { code: 'refused'; reason: string }
  | { code: 'expired'; at: Date }
  | { code: 'not-yet-valid'; from: Date }
  | { code: 'expires-soon'; at: Date }
  /** The certificate is for other names than the one that people open. */
  | { code: 'other-names'; host: string; names: string[] }
  /** A certificate in the file has not signed the one before it. */
  | { code: 'broken-chain'; subject: string };

export interface Inspection {
  findings: Finding[];
  /** Whether a TLS server can present it at all, whatever browsers then say. */
  usable: boolean;
}

export interface Inspected {
  /** PEM, the server's own certificate first. */
  cert: string;
  /** PEM. */
  key: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** The names and addresses that people open, where they are known. */
  hosts?: readonly string[];
}

/** Two weeks: what renews certificates does so a month ahead. */
const SOON_MS = 14 * 24 * 3_600_000;

export function inspectCertificate({ cert, key, now, hosts = [] }: Inspected): Inspection {
  const chain = readChain(cert);
  const [leaf] = chain ?? [];
  const privateKey = readKey(key);
  const findings: Finding[] = [];
  if (!leaf) findings.push({ code: 'no-certificate' });
  if ('code' in privateKey) findings.push(privateKey);
  if (!chain || !leaf || 'code' in privateKey) return { findings, usable: false };
  if (!leaf.checkPrivateKey(privateKey.key)) return { findings: [{ code: 'key-mismatch' }], usable: false };
  const reason = refusal(cert, key);
  if (reason !== undefined) return { findings: [{ code: 'refused', reason }], usable: false };
  findings.push(...validity(leaf, now));
  for (const host of hosts) {
    if (!covers(leaf, host)) findings.push({ code: 'other-names', host, names: namesOf(leaf) });
  }
  const stray = chain.find((one, place) => place > 0 && chain[place - 1]?.checkIssued(one) === false);
  if (stray) findings.push({ code: 'broken-chain', subject: stray.subject.replaceAll('\n', ', ') });
  return { findings, usable: true };
}

/** DNS names and addresses of the subjectAltName (RFC 5280 §4.2.1.6), as the certificate spells them. */
export function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .flatMap((one) => /^(?:DNS|IP Address):(.+)$/.exec(one)?.[1] ?? []);
}

/** SHA-256 of a PEM certificate, as `AB:CD:…`. */
export function fingerprintOf(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}

/** A whole sentence about the files, for the log and for `doctor`. */
export function describeFinding(finding: Finding, files: { certificate: string; key: string }): string {
  const { certificate, key } = files;
  switch (finding.code) {
    case 'no-certificate':
      return `The file ${certificate} holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----"): check --certificate.`;
    case 'no-key':
      return `The file ${key} holds no private key in PEM form: check --certificate-key.`;
    case 'encrypted-key':
      return `The private key in ${key} is encrypted: take the passphrase off it (openssl pkey -in FILE -out FILE).`;
    case 'key-mismatch':
      return `The private key in ${key} does not belong to the certificate in ${certificate}: give both of one pair.`;
    case 'refused':
      return `OpenSSL refuses the certificate in ${certificate} (${finding.reason}): make the file anew, with a P-256 key or an RSA key of 2048 bits.`;
    case 'expired':
      return `The certificate in ${certificate} expired on ${day(finding.at)}, so browsers refuse it: renew it, or set this machine's clock if that is wrong.`;
    case 'not-yet-valid':
      return `The certificate in ${certificate} is valid only from ${day(finding.from)} on: set this machine's clock if that is wrong.`;
    case 'expires-soon':
      return `The certificate in ${certificate} expires on ${day(finding.at)}: renew it before.`;
    case 'other-names':
      return `The certificate in ${certificate} is for ${finding.names.join(', ') || 'no name'} and not for ${finding.host}: open Parley by one of its names, or get one for this.`;
    case 'broken-chain':
      return `In ${certificate} "${finding.subject}" has not signed the certificate before it: put the server's own first, then each one's issuer.`;
    default:
      return assertNever(finding);
  }
}

function readChain(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined; // Not a certificate is a finding.
  }
}

function readKey(pem: string): { key: KeyObject } | Extract<Finding, { code: 'no-key' | 'encrypted-key' }> {
  if (/ENCRYPTED/.test(pem)) return { code: 'encrypted-key' };
  try {
    return { key: createPrivateKey(pem) };
  } catch {
    return { code: 'no-key' };
  }
}

function refusal(cert: string, key: string): string | undefined {
  try {
    createSecureContext({ cert, key });
    return undefined;
  } catch (cause) {
    return (cause as Error).message;
  }
}

function validity(leaf: X509Certificate, now: number): Finding[] {
  const [from, at] = [new Date(leaf.validFrom), new Date(leaf.validTo)];
  if (now < from.getTime()) return [{ code: 'not-yet-valid', from }];
  if (now >= at.getTime()) return [{ code: 'expired', at }];
  return at.getTime() - now < SOON_MS ? [{ code: 'expires-soon', at }] : [];
}

function covers(leaf: X509Certificate, host: string): boolean {
  return (isIP(host) ? leaf.checkIP(host) : leaf.checkHost(host, { subject: 'never' })) !== undefined;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
