// Backup and restore with the commands that docs/operations.md shows, the backup while the server runs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { newTicket, type Ticket } from '../faults/person.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { documented } from './documented.ts';

const missing = missingTools('sqlite3');

test.skipIf(missing)('what was backed up is back, in a folder that was lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  // Every address: then there is a certificate authority of the server's own to keep.
  const server = await startServerProcess({ flags: ['--host', '0.0.0.0'] });
  const authority = join(server.data, 'tls/local-ca.json');
  // The commands name the folders of an operator who stands beside them.
  symlinkSync(server.data, join(folder, 'data'));
  const run = (heading: string): void => {
    execFileSync('sh', ['-e', '-c', documented(heading, 'sh')], { cwd: folder });
  };
  try {
    const before = await newTicket(server.url, 'anna');
    const fingerprint = readFileSync(authority, 'utf8');
    run('Backup');
    const after = await newTicket(server.url, 'ben');

    await server.stop();
    for (const name of readdirSync(server.data)) rmSync(join(server.data, name), { recursive: true });
    run('Restore');
    await server.start();

    expect(await isSignedIn(server, before)).toBe(true);
    expect(await isSignedIn(server, after)).toBe(false);
    expect(readFileSync(authority, 'utf8')).toBe(fingerprint);
    expect(statSync(authority).mode & 0o777).toBe(0o600);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function isSignedIn(server: ServerProcess, { user, token }: Ticket): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/session`, { headers });
  return ((await response.json()) as { user?: string }).user === user;
}
