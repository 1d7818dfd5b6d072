// The keys whose signatures on tokens count, from the settings: a shared secret, or public keys from a file.
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EXIT, StartFailure } from '../start-failure.ts';

export interface SiteKey {
  /** `kid`, where the key has one (RFC 7517 §4.5). */
  id: string | undefined;
  /** Of signatures by this key (RFC 7518 §3.1, RFC 8037 §3.1). */
  algorithms: readonly string[];
  key: KeyObject | Uint8Array;
}

export interface SiteKeySettings {
  tokenSecret: string;
  /** A file. */
  tokenPublicKey: string;
}

/** HS256 is as strong as its secret: less than its 256 bits is refused (RFC 7518 §3.2). */
const SECRET_BYTES = 32;
const RSA_BITS = 2048;

/** None where tokens are not set up. Throws StartFailure. */
export function readSiteKeys({ tokenSecret, tokenPublicKey }: SiteKeySettings): SiteKey[] {
  if (tokenSecret !== '' && tokenPublicKey !== '')
    throw usage('Give token-secret or token-public-key, not both: a token is signed in one way.');
  if (tokenSecret !== '') return [secretKey(tokenSecret)];
  return tokenPublicKey === '' ? [] : publicKeys(tokenPublicKey);
}

function secretKey(secret: string): SiteKey {
  const key = new TextEncoder().encode(secret);
  if (key.length < SECRET_BYTES)
    throw usage(
      `token-secret has ${key.length} bytes and needs ${SECRET_BYTES} or more: "openssl rand -base64 32" makes one.`,
    );
  return { id: undefined, algorithms: ['HS256'], key };
}

/** PEM, a JWK or a JWK Set (RFC 7517). */
function publicKeys(file: string): SiteKey[] {
  const text = readText(file);
  if (text.includes('PRIVATE KEY')) throw usage(privateSentence(file));
  if (text.trimStart().startsWith('-----BEGIN')) return [keyOf(file, () => createPublicKey(text))];
  const jwks = parseJwks(file, text);
  if (jwks.length === 0) throw usage(`token-public-key: ${file} holds no key.`);
  return jwks.map((jwk) => {
    if (jwk.kty === 'oct' || jwk.d !== undefined) throw usage(privateSentence(file));
    const id = typeof jwk['kid'] === 'string' ? jwk['kid'] : undefined;
    return { ...keyOf(file, () => createPublicKey({ key: jwk, format: 'jwk' })), id };
  });
}

function parseJwks(file: string, text: string): JsonWebKey[] {
  try {
    const content = JSON.parse(text) as { keys?: JsonWebKey[] } & JsonWebKey;
    return content.keys ?? [content];
  } catch (cause) {
    throw usage(`token-public-key: ${file} is neither PEM nor JSON with a JWK or a JWK Set.`, cause);
  }
}

function keyOf(file: string, read: () => KeyObject): SiteKey {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    throw usage(`token-public-key: ${file} holds no public key that can be read.`, cause);
  }
  const algorithms = algorithmsOf(key);
  if (algorithms.length > 0) return { id: undefined, algorithms, key };
  throw usage(
    `token-public-key: ${file} must hold keys of RSA with ${RSA_BITS} bits or more (RS256), P-256 (ES256) or Ed25519 (EdDSA).`,
  );
}

function algorithmsOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string[] {
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails ?? {};
  switch (asymmetricKeyType ?? '') {
    case 'rsa':
      return modulusLength >= RSA_BITS ? ['RS256'] : [];
    case 'ec':
      return namedCurve === 'prime256v1' ? ['ES256'] : [];
    case 'ed25519':
      return ['EdDSA', 'Ed25519'];
    default:
      return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw usage(
      `token-public-key: ${file} can't be read (${(cause as Error).message}): check its name and who may read it.`,
      cause,
    );
  }
}

function privateSentence(file: string): string {
  return `token-public-key: ${file} holds a private key or a secret. That one stays with your site; give Parley the public key.`;
}

function usage(message: string, cause?: unknown): StartFailure {
  return new StartFailure(EXIT.usage, message, { cause });
}
