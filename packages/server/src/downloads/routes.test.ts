import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../http/testing/test-server.ts';
import { EXIT, StartFailure } from '../start-failure.ts';

const DEB = 'parley-desktop_0.1.0_all.deb';
const EXE = 'Parley Setup 0.1.0.exe';
const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

let folder = '';
let server: TestServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-downloads-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string | Buffer = CONTENT): void =>
  writeFileSync(join(folder, name), content);
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const start = async (): Promise<TestServer> => (server = await startTestServer({ downloads: folder }));

async function offer(from: TestServer): Promise<unknown> {
  const response = await from.request('/api/downloads');
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
  return response.json();
}

const standing = async (from: TestServer): Promise<unknown> => (await from.request('/api/session')).json();

describe('what is offered', () => {
  test('everything in the folder with its sum, packages first, and the newest version of the client', async () => {
    write(DEB);
    write(EXE, 'exe');
    write('parley-desktop_0.10.0_all.deb', 'newer');
    write('README', 'read me');
    write('other-program_9.0.0_all.deb', 'other');
    const entry = (name: string, content: string | Buffer, more: object): object => ({
      name,
      size: content.length,
      sha256: sha256(content),
      ...more,
    });
    const deb = { platform: 'linux', kind: 'deb', arch: 'all' };
    expect(await offer(await start())).toEqual({
      version: '0.10.0',
      files: [
        entry('parley-desktop_0.10.0_all.deb', 'newer', { ...deb, version: '0.10.0' }),
        entry(DEB, CONTENT, { ...deb, version: '0.1.0' }),
        entry(EXE, 'exe', { platform: 'windows', kind: 'exe', version: '0.1.0' }),
        entry('other-program_9.0.0_all.deb', 'other', { kind: 'deb' }),
        entry('README', 'read me', {}),
      ],
    });
  });

  test('[H13] a newcomer is told of the client, and of nothing else', async () => {
    write('README', 'read me');
    const running = await start();
    expect(await standing(running)).toEqual({ registration: 'open' });
    write(DEB);
    await vi.waitFor(
      async () => expect(await standing(running)).toEqual({ registration: 'open', downloads: true }),
      5_000,
    );
  });

  test('nothing where there is no folder, and what is put into the data folder later', async () => {
    const running = (server = await startTestServer());
    expect(await offer(running)).toEqual({ files: [] });
    expect((await running.request(`/downloads/${DEB}`)).status).toBe(404);
    mkdirSync(join(running.folder, 'data', 'downloads'));
    writeFileSync(join(running.folder, 'data', 'downloads', DEB), 'deb');
    await vi.waitFor(async () => expect(await offer(running)).toMatchObject({ version: '0.1.0' }), 5_000);
  });

  test('a folder that is named and is none stops the start with a sentence', async () => {
    write('file');
    for (const [name, words] of [
      ['missing', /^There is no folder .*missing: make it, or name with --downloads/],
      ['file', /file is no folder: --downloads takes/],
    ] as const) {
      const failure = await startTestServer({ downloads: join(folder, name) }).catch(
        (cause: unknown) => cause,
      );
      expect(failure).toBeInstanceOf(StartFailure);
      expect(failure).toMatchObject({ exit: EXIT.usage, message: expect.stringMatching(words) as string });
    }
  });
});

describe('a download', () => {
  test('is the file, to be kept, with all that a browser needs to know', async () => {
    write(EXE);
    const { request } = await start();
    const response = await request(`/downloads/${encodeURIComponent(EXE)}`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/vnd.microsoft.portable-executable',
      'content-length': '300000',
      'content-disposition': 'attachment; filename="Parley Setup 0.1.0.exe"',
      'cache-control': 'no-cache',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect(CONTENT.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
    const head = await request(`/downloads/${encodeURIComponent(EXE)}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '300000', '']);
  });

  test('goes on where it broke off, unless it is another file by now', async () => {
    write(DEB);
    const { request } = await start();
    const etag = (await request(`/downloads/${DEB}`, { method: 'HEAD' })).headers.get('etag') ?? '';
    const get = (headers: Record<string, string>): Promise<Response> =>
      request(`/downloads/${DEB}`, { headers });
    const part = await get({ range: 'bytes=299990-', 'if-range': etag });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 299990-299999/300000']);
    expect(CONTENT.subarray(299_990).equals(Buffer.from(await part.arrayBuffer()))).toBe(true);
    const none = await get({ range: 'bytes=300000-' });
    expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);

    write('.next', Buffer.alloc(300_000, 1));
    renameSync(join(folder, '.next'), join(folder, DEB));
    for (const headers of [{ range: 'bytes=299990-', 'if-range': etag }, { 'if-none-match': etag }]) {
      const whole = await get(headers);
      expect([whole.status, whole.headers.get('etag') === etag]).toEqual([200, false]);
      expect(Buffer.alloc(300_000, 1).equals(Buffer.from(await whole.arrayBuffer()))).toBe(true);
    }
  });

  test('has any name', async () => {
    const names = ['100% "größer" (neu).zip', 'empty'];
    write(names[0] ?? '', 'zip');
    write('empty', '');
    const { request } = await start();
    const zip = await request(`/downloads/${encodeURIComponent(names[0] ?? '')}`);
    expect([zip.status, await zip.text()]).toEqual([200, 'zip']);
    expect(zip.headers.get('content-disposition')).toBe(
      `attachment; filename="100_ _gr__er_ (neu).zip"; filename*=UTF-8''100%25%20%22gr%C3%B6%C3%9Fer%22%20%28neu%29.zip`,
    );
    const empty = await request('/downloads/empty');
    expect([empty.status, empty.headers.get('content-length'), await empty.text()]).toEqual([200, '0', '']);
  });

  test('is never what is not a file of the folder itself', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'parley-outside-'));
    writeFileSync(join(outside, 'secret'), 'secret');
    write('.hidden', 'secret');
    mkdirSync(join(folder, 'inner'));
    write('inner/secret', 'secret');
    symlinkSync(join(outside, 'secret'), join(folder, 'link.deb'));
    symlinkSync(outside, join(folder, 'linked'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const running = await start();
    try {
      expect(await offer(running)).toEqual({ files: [] });
      for (const path of [
        '.hidden',
        'inner',
        'inner/secret',
        'inner%2Fsecret',
        'link.deb',
        'linked/secret',
        'pipe',
        '',
        '%',
      ])
        expect([path, (await running.request(`/downloads/${path}`)).status]).toEqual([path, 404]);
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test('breaks off rather than being made of two files', async () => {
    const size = 64 * 1024 * 1024;
    write(DEB, Buffer.alloc(size, 1));
    const { request } = await start();
    const response = await request(`/downloads/${DEB}`);
    // In place, as cp does it: what was opened changes under the one who reads it.
    write(DEB, Buffer.alloc(size, 2));
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(server?.errors).toEqual([]);
  });
});
