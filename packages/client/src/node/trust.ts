// Whom a program's TLS trusts, and what to say where that is not the server.
import { rootCertificates } from 'node:tls';
import { ParleyError } from '../error.ts';

/** For `tls.connect`: what is given there replaces the well-known authorities, so they are added. */
export function authorities(ca: string | undefined): { ca?: string[] } {
  return ca === undefined ? {} : { ca: [...rootCertificates, ca] };
}

/** Codes of OpenSSL's verification as Node names them (`X509_V_ERR_…`), by what can be done about them. */
const UNKNOWN = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const WRONG = new Map([
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'The certificate of the server is for other names: use one of those in `server`.',
  ],
  [
    'CERT_HAS_EXPIRED',
    'The certificate of the server has expired: have the operator renew it, or set the clock of this machine right.',
  ],
  [
    'CERT_NOT_YET_VALID',
    'The certificate of the server is not valid yet: set the clock of this machine right.',
  ],
]);

/** `undefined` where `cause` has nothing to do with trust. */
export function distrust(cause: unknown): ParleyError | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = UNKNOWN.has(code)
    ? 'The certificate of the server is from an authority that this machine does not trust: give the ' +
      "authority's certificate (PEM) as `ca`. A server with its own offers it at /parley-ca.crt, as DER: " +
      '"openssl x509 -inform der -in parley-ca.crt" turns it into PEM.'
    : WRONG.get(code);
  return message === undefined ? undefined : new ParleyError('certificate-untrusted', { message, cause });
}
