// Where people open Parley, and whether browsers give camera and microphone there.
import type { Settings } from '../config/settings.ts';
import { outsideOf, urlHere } from '../tls/addresses.ts';
import type { Machine } from '../tls/machine.ts';
import type { CertificateFacts } from './certificate.ts';
import { fail, ok, warn, type Check } from './check.ts';

export interface AddressFacts {
  /** On this machine. */
  readonly here: string;
  /** From other devices. */
  readonly elsewhere: readonly string[];
}

export function offeredAddresses(parts: {
  settings: Settings;
  /** Listened on. */
  port: number;
  machine: Machine;
  certificate: CertificateFacts;
}): AddressFacts {
  const { settings, port, machine, certificate } = parts;
  const { host, origin } = settings;
  const own =
    certificate.name === 'plain'
      ? plainAddresses(certificate, machine, port)
      : securedAddresses({ host, port, machine, certificate });
  return {
    here: urlHere(host, port, certificate.name !== 'plain'),
    elsewhere: [...new Set([...origin, ...own])],
  };
}

function plainAddresses(
  { isLocal, isBehindProxy }: Extract<CertificateFacts, { name: 'plain' }>,
  machine: Machine,
  port: number,
): string[] {
  // Behind a proxy nobody is to open the port itself.
  return isLocal || isBehindProxy ? [] : machine.addresses.map(({ address }) => urlAt('http', address, port));
}

function securedAddresses(parts: {
  host: string;
  port: number;
  machine: Machine;
  certificate: Exclude<CertificateFacts, { name: 'plain' }>;
}): string[] {
  const { host, port, machine, certificate } = parts;
  if (certificate.name === 'acme') return certificate.names.map((name) => urlAt('https', name, port));
  const presented = certificate.name === 'files' ? certificate.examined.pair : undefined;
  if (presented) return outsideOf({ host, port, certificate: presented }).urls;
  return machine.addresses.map(({ address }) => urlAt('https', address, port));
}

export function checkAddresses({ here, elsewhere }: AddressFacts): Check {
  if (elsewhere.length === 0) {
    return ok(
      'addresses',
      `Only on this machine, at ${here}. For other devices set host to 0.0.0.0, or name a proxy's address with origin.`,
    );
  }
  return ok('addresses', `On this machine ${here}, elsewhere ${elsewhere.join(' ')}`);
}

/** W3C Secure Contexts §3.1: https, and what is surely this machine. */
export function checkSecureContext({ here, elsewhere }: AddressFacts): Check {
  const all = [here, ...elsewhere];
  const insecure = all.filter((url) => !isSecure(url));
  if (insecure.length === 0)
    return ok('secure-context', 'Browsers give camera and microphone at every address offered.');
  const sentence = `Browsers give no camera and no microphone at ${insecure.join(' ')}: set https to auto, or have people open an https address.`;
  return elsewhere.some(isSecure) ? warn('secure-context', sentence) : fail('secure-context', sentence);
}

function isSecure(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  );
}

function urlAt(scheme: 'http' | 'https', address: string, port: number): string {
  return new URL(`${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`).origin;
}
