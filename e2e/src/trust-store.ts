// What a Chromium on Linux trusts beside the well-known CAs: an NSS database in its person's home folder. Needs `certutil`.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface TrustStore {
  /** For `launchBrowser`. */
  readonly env: Readonly<Record<string, string>>;
  /** `ca`: a file. A browser that runs already does not learn of it. */
  trust(ca: string): void;
}

export function createTrustStore(home: string): TrustStore {
  const database = join(home, '.pki/nssdb');
  mkdirSync(database, { recursive: true });
  const certutil = (...args: string[]): void =>
    void execFileSync('certutil', ['-d', `sql:${database}`, ...args], { stdio: 'ignore' });
  certutil('-N', '--empty-password');
  return {
    env: { HOME: home },
    trust: (ca) => certutil('-A', '-n', 'Parley', '-t', 'C,,', '-i', ca),
  };
}
