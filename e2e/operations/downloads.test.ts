// What an operator offers for download, from the real server: everything in the folder, and nothing beside it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { documented } from './documented.ts';

const DEB = 'parley-desktop_0.1.0_all.deb';
const FIRST = Buffer.alloc(32 * 1024 * 1024, 'first ');
const SECOND = Buffer.alloc(32 * 1024 * 1024, 'second ');

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** The path as it is written: `fetch` would tidy it up. */
function statusOf({ port }: ServerProcess, path: string): Promise<[status: number, body: string]> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve([response.statusCode ?? 0, body]));
    });
    asked.on('error', reject).end();
  });
}

async function listed({
  url,
}: ServerProcess): Promise<{ version?: string; files: { name: string; sha256: string }[] }> {
  const response = await fetch(`${url}/api/downloads`);
  return (await response.json()) as Awaited<ReturnType<typeof listed>>;
}

test('[H13] what the documentation says to type is on offer, and replaced while the server runs', async () => {
  const server = await startServerProcess({
    prepare(data) {
      writeFileSync(join(data, DEB), FIRST);
      // The commands name the folder of an operator who stands beside it.
      symlinkSync(data, join(data, 'data'));
      execFileSync('sh', ['-e', '-c', documented('Offering downloads', 'sh', {}, 'pc-client.md')], {
        cwd: data,
      });
    },
  });
  const folder = join(server.data, 'downloads');
  const address = `${server.url}/downloads/${DEB}`;
  const openFiles = (): string[] =>
    readdirSync(`/proc/${server.pid}/fd`).flatMap((fd) => {
      try {
        const target = readlinkSync(`/proc/${server.pid}/fd/${fd}`);
        return target.startsWith(folder) ? [target] : [];
      } catch {
        return []; // Closed since.
      }
    });
  try {
    expect(await listed(server)).toMatchObject({
      version: '0.1.0',
      files: [{ name: DEB, sha256: sha256(FIRST) }],
    });
    const whole = await fetch(address);
    const etag = whole.headers.get('etag') ?? '';
    expect(sha256(Buffer.from(await whole.arrayBuffer()))).toBe(sha256(FIRST));

    // Replaced by another while it is sent: this one ends as it began, the next is the new one.
    const begun = await fetch(address);
    writeFileSync(join(folder, '.coming'), SECOND);
    renameSync(join(folder, '.coming'), join(folder, DEB));
    expect(sha256(Buffer.from(await begun.arrayBuffer()))).toBe(sha256(FIRST));
    const next = await fetch(address, {
      headers: { 'if-none-match': etag, range: 'bytes=1-', 'if-range': etag },
    });
    expect(next.status).toBe(200);
    expect(sha256(Buffer.from(await next.arrayBuffer()))).toBe(sha256(SECOND));
    await vi.waitFor(async () => expect((await listed(server)).files[0]?.sha256).toBe(sha256(SECOND)), 5_000);

    // Who goes away in the middle leaves nothing open.
    const left = new AbortController();
    await fetch(address, { signal: left.signal });
    expect(openFiles()).toHaveLength(1);
    left.abort();
    await vi.waitFor(() => expect(openFiles()).toEqual([]), 5_000);
    expect(server.printed()).not.toMatch(/error|"level":50/i);
  } finally {
    await server.close();
  }
});

test('nothing is sent that is not a file of the folder itself', async () => {
  const server = await startServerProcess({
    flags: ['--downloads', import.meta.dirname],
  });
  const secret = 'openTheatre';
  try {
    expect(await statusOf(server, '/downloads/program.ts')).toEqual([200, expect.stringContaining('spawn')]);
    for (const path of [
      '/downloads/../src/theatre.ts',
      '/downloads/%2e%2e/src/theatre.ts',
      '/downloads/..%2fsrc%2ftheatre.ts',
      '/downloads/..%5csrc%5ctheatre.ts',
      '/downloads/%252e%252e%252fsrc%252ftheatre.ts',
      '/downloads//../src/theatre.ts',
      '/downloads/./program.ts/../../src/theatre.ts',
      `/downloads/${encodeURIComponent(join(import.meta.dirname, '../src/theatre.ts'))}`,
      '/downloads/program.ts%00.deb',
      '/downloads/program.ts/',
      '/downloads/',
      '/downloads',
    ]) {
      const [status, body] = await statusOf(server, path);
      expect([path, status], path).toEqual([path, 404]);
      expect(body).not.toContain(secret);
    }
  } finally {
    await server.close();
  }
});

test('hidden files and links are not offered, wherever they lead', async () => {
  const server = await startServerProcess({
    prepare(data) {
      const folder = join(data, 'downloads');
      mkdirSync(join(folder, 'inner'), { recursive: true });
      writeFileSync(join(folder, 'inner', 'file'), 'secret');
      writeFileSync(join(folder, '.hidden'), 'secret');
      symlinkSync('../parley.db', join(folder, 'link.deb'));
      symlinkSync('..', join(folder, 'above'));
      symlinkSync('loop', join(folder, 'loop'));
      symlinkSync('/dev/zero', join(folder, 'zero.deb'));
    },
  });
  try {
    expect(await listed(server)).toEqual({ files: [] });
    for (const name of [
      '.hidden',
      'inner',
      'inner/file',
      'link.deb',
      'above',
      'above/parley.db',
      'loop',
      'zero.deb',
    ])
      expect([name, (await statusOf(server, `/downloads/${name}`))[0]]).toEqual([name, 404]);
    // A link in the place of a file that was just looked at.
    writeFileSync(join(server.data, 'downloads', 'file'), 'open');
    await vi.waitFor(async () => expect((await statusOf(server, '/downloads/file'))[0]).toBe(200), 5_000);
    symlinkSync('../parley.db', join(server.data, 'downloads', '.swapped'));
    renameSync(join(server.data, 'downloads', '.swapped'), join(server.data, 'downloads', 'file'));
    expect((await statusOf(server, '/downloads/file'))[0]).toBe(404);
  } finally {
    await server.close();
  }
});

test('a folder that is named and is not there stops the start with a sentence', async () => {
  const starting = startServerProcess({ flags: ['--downloads', '/nonexistent/downloads'] });
  await expect(starting).rejects.toThrow(
    /ended with 2 before.*\nThere is no folder \/nonexistent\/downloads: make it, or name with --downloads/s,
  );
});
