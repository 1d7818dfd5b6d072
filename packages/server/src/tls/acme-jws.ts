// What an ACME account signs its requests and its answers to challenges with (RFC 7515, 7517, 7638): P-256 and ES256.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';

export interface AccountKey {
  /** The body of a signed POST (RFC 8555 §6.2). Without a payload it only asks (§6.3). */
  sign(
    header: { url: string; nonce: string; account: string | undefined },
    payload: object | undefined,
  ): string;
  /** What the server that is asked at a challenge's token has to answer (RFC 8555 §8.1). */
  authorise(token: string): string;
}

/** PEM of a new key. */
export function newAccountKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Throws where the PEM holds no key. */
export function readAccountKey(pem: string): AccountKey {
  const key = createPrivateKey(pem);
  const jwk = publicJwk(key);
  // The order and the lack of spaces are the thumbprint's (RFC 7638 §3).
  const thumbprint = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
  return {
    sign({ url, nonce, account }, payload) {
      const header = { alg: 'ES256', nonce, url, ...(account === undefined ? { jwk } : { kid: account }) };
      const head = base64url(JSON.stringify(header));
      const body = payload === undefined ? '' : base64url(JSON.stringify(payload));
      const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' });
      return JSON.stringify({ protected: head, payload: body, signature: signature.toString('base64url') });
    },
    authorise: (token) => `${token}.${thumbprint}`,
  };
}

function publicJwk(key: KeyObject): { crv: string; kty: string; x: string; y: string } {
  const { crv = '', kty = '', x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { crv, kty, x, y };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
