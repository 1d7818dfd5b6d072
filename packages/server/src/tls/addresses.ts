// Where a server is opened: on this machine, and from other devices.
import { X509Certificate } from 'node:crypto';
import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { Authority, Certificate } from './certificates.ts';
import { namesOf } from './inspect.ts';
import { isPrivate } from './machine.ts';

export interface Outside {
  /** https URLs, the likeliest to work first. */
  urls: string[];
  /** For a QR code: the page that explains where a CA has to be installed, else the server itself. */
  entry: string | undefined;
  authority: Authority | undefined;
}

const HERE = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']);

/** Where a person on this machine opens a server that listens on `host`. */
export function urlHere(host: string, port: number, encrypted: boolean): string {
  return HERE.has(host) ? urlOf('http', 'localhost', port) : urlOf(encrypted ? 'https' : 'http', host, port);
}

export interface OutsideOptions {
  host: string;
  port: number;
  certificate: Certificate;
  /** Public names of the server, whose certificate may be still to come. */
  domains?: readonly string[];
}

/** What the certificate says: a browser takes it under its names and addresses only. */
export function outsideOf({ host, port, certificate, domains = [] }: OutsideOptions): Outside {
  const [domain] = domains;
  if (domain !== undefined) {
    const urls = domains.map((name) => urlOf('https', name, port));
    return { urls, entry: urlOf('https', domain, port), authority: undefined };
  }
  const names = namesOf(new X509Certificate(certificate.cert));
  const addresses = names.filter((name) => isIP(name) !== 0 && name !== '127.0.0.1' && !isLoopback6(name));
  // The local CA's certificate names the machine as well, which not every network resolves.
  const shown = certificate.authority ? addresses : [...hostNamesIn(certificate), ...addresses];
  const all = shown.toSorted((a, b) => rankOf(a) - rankOf(b));
  const listening = HERE.has(host) || !all.includes(host) ? all : [host];
  const urls = listening.map((name) => urlOf('https', name, port));
  const { authority } = certificate;
  const [first] = listening;
  const entry = first === undefined ? undefined : urlOf(authority ? 'http' : 'https', first, port);
  return { urls, entry, authority };
}

/** DNS names in a certificate. One with a wildcard is nobody's address. */
export function hostNamesIn({ cert }: Certificate): string[] {
  return namesOf(new X509Certificate(cert)).filter((name) => isIP(name) === 0 && /^[\w.-]+$/.test(name));
}

/** Names, addresses of the home network, other ones, IPv6. */
function rankOf(name: string): number {
  if (isIP(name) === 0) return 0;
  return isIPv4(name) ? (isPrivate(name) ? 1 : 2) : 3;
}

/** As certificates spell it. */
function isLoopback6(name: string): boolean {
  return name === '0:0:0:0:0:0:0:1' || name === '::1';
}

/** As a browser writes it, without the scheme's own port. */
function urlOf(scheme: 'http' | 'https', name: string, port: number): string {
  return new URL(`${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`).origin;
}
