// Whose certificates the background believes: the well-known authorities, this computer's own, and one that is named.
import { existsSync, readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Where the systems without an interface of Node's for it keep their authorities. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

export interface Trust {
  /** For `tls.connect`. Made once: it is parsed anew for each connection otherwise. */
  readonly secureContext?: tls.SecureContext;
}

/** `ca`: a PEM file; `authority`: in PEM. Throws an Error with a sentence where the file can't be read. */
export function trustOf(origin: string, ca: string | undefined, authority?: string): Trust {
  if (!origin.startsWith('https:')) return {};
  const named = [
    ...(ca === undefined ? [] : [readAuthority(ca)]),
    ...(authority === undefined ? [] : [authority]),
  ];
  return {
    secureContext: tls.createSecureContext({ ca: [...tls.rootCertificates, ...ofSystem(), ...named] }),
  };
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`The certificate ${file}, named by "ca" in the configuration, can't be read.`, { cause });
  }
}

/** Node 20 does not ask the system. */
function ofSystem(): readonly string[] {
  const ask = (tls as { getCACertificates?: (type: 'system') => string[] }).getCACertificates;
  if (ask) return ask('system');
  const file = process.env['SSL_CERT_FILE'] ?? BUNDLES.find((one) => existsSync(one));
  return file === undefined || !existsSync(file) ? [] : [readFileSync(file, 'utf8')];
}
