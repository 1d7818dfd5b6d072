// Makes the local CA and the certificates that it signs (RFC 5280): P-256 keys, and nothing that a server has no use for.
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { encodeConstraints, type Constraints } from './constraints.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const NAME_CONSTRAINTS = '2.5.29.30';
const { subtle } = webcrypto;

export interface Pair {
  /** PEM. */
  cert: string;
  /** PEM (PKCS #8). */
  key: string;
}

/** Milliseconds since the epoch. */
export interface Period {
  from: number;
  until: number;
}

/** A CA for these names and networks and nothing below them. With `key`, for the key of one before. */
export async function makeAuthority(
  subject: string,
  constraints: Constraints,
  period: Period,
  key?: string,
): Promise<Pair> {
  const keys = key === undefined ? await makeKeys() : await readKeys(key);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [subject] }, { O: ['Parley'] }],
    keys,
    ...common(period),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      // Name constraints say nothing of programs' signatures and of mail, for which a system's roots may be good, too.
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new Extension(NAME_CONSTRAINTS, true, encodeConstraints(constraints)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: key ?? (await writeKey(keys.privateKey)) };
}

/** A server's certificate for these names and addresses, signed by the authority. */
export async function makeLeaf(authority: Pair, names: readonly string[], period: Period): Promise<Pair> {
  const issuer = new X509Certificate(authority.cert);
  const [keys, signing] = [await makeKeys(), await readKeys(authority.key)];
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: ['Parley server'] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: signing.privateKey,
    ...common(period),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await writeKey(keys.privateKey) };
}

function common({ from, until }: Period) {
  // Positive, and never the same twice: browsers refuse an issuer's number that they know of another certificate.
  const number = randomBytes(16);
  number[0] = ((number[0] ?? 0) & 0x3f) | 0x40;
  return {
    serialNumber: number.toString('hex'),
    notBefore: new Date(from),
    notAfter: new Date(until),
    signingAlgorithm: ECDSA,
  };
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

async function writeKey(key: webcrypto.CryptoKey): Promise<string> {
  const body = Buffer.from(await subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = body.match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

async function readKeys(pem: string): Promise<webcrypto.CryptoKeyPair> {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const privateKey = await subtle.importKey('pkcs8', der, ECDSA, true, ['sign']);
  const { d: _secret, key_ops: _ops, ...open } = await subtle.exportKey('jwk', privateKey);
  const publicKey = await subtle.importKey('jwk', open, ECDSA, true, ['verify']);
  return { privateKey, publicKey };
}
