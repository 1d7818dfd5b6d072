// Which certificates a server with these settings has, in order of preference.
import { join } from 'node:path';
import { isLoopback } from '../limits/address.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { preferred, type CertificateSource } from './certificates.ts';
import { localAuthority } from './local-authority.ts';
import { lookAround } from './machine.ts';
import { ownFiles } from './own-files.ts';

/** `undefined` for plain HTTP everywhere. */
export function openCertificates(
  settings: Settings,
  { clock, log }: { clock: Clock; log: Log },
): CertificateSource | undefined {
  const { https, host, certificate, certificateKey: key } = settings;
  const hasFiles = certificate !== '' || key !== '';
  if (https === 'off') return undefined;
  // On this machine plain HTTP is a secure context, and nobody can listen in.
  if (!hasFiles && isOnThisMachine(host)) return undefined;
  const local = localAuthority({
    file: join(settings.data, 'tls', 'local-ca.json'),
    machine: () => lookAround(host),
    clock,
    log,
  });
  return hasFiles ? preferred([ownFiles({ certificate, key, clock, log }), local]) : local;
}

function isOnThisMachine(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}
