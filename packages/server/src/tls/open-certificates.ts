// Which certificates a server with these settings has, in order of preference.
import { join } from 'node:path';
import { isLoopbackHost } from '../limits/address.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { acme } from './acme.ts';
import type { Challenges } from './acme-challenges.ts';
import { preferred, type CertificateSource } from './certificates.ts';
import { localAuthority } from './local-authority.ts';
import { lookAround } from './machine.ts';
import { ownFiles } from './own-files.ts';

export interface CertificateParts {
  clock: Clock;
  log: Log;
  /** What a public CA asks for by plain HTTP. */
  challenges: Challenges;
}

/** `undefined` for plain HTTP everywhere. */
export function openCertificates(settings: Settings, parts: CertificateParts): CertificateSource | undefined {
  const { https, host, certificate, certificateKey: key, domain: names } = settings;
  const { clock, log, challenges } = parts;
  if (https === 'off') return undefined;
  const sources: CertificateSource[] = [];
  if (certificate !== '' || key !== '') sources.push(ownFiles({ certificate, key, clock, log }));
  if (names.length > 0) {
    const { acmeDirectory: directory, acmeEmail: email, data } = settings;
    const file = join(data, 'tls', 'acme.json');
    sources.push(acme({ names, directory, email, file, challenges, clock, log }));
  }
  // On this machine plain HTTP is a secure context, and nobody can listen in.
  if (sources.length === 0 && isLoopbackHost(host)) return undefined;
  const local = localAuthority({
    file: join(settings.data, 'tls', 'local-ca.json'),
    machine: () => lookAround(host),
    clock,
    log,
  });
  return preferred([...sources, local]);
}
