import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT, startServer } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const quiet = { port: 0, webRoot: false, logLevel: 'silent' } as const;

test('a server in this process starts, answers, and lets go of everything', async () => {
  const server = await startServer({ ...quiet, data: folder });
  expect(server.url).toBe(`http://localhost:${server.port}`);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(server.url)).status).toBe(404);
  expect(server.counts()).toEqual({
    sockets: 0,
    sessions: 0,
    users: 0,
    calls: 0,
    textsHeld: 0,
    queries: 0,
    blobs: 0,
    blobSockets: 0,
  });
  await Promise.all([server.close(), server.close()]);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');

  const next = await startServer({ ...quiet, data: folder, port: server.port });
  expect(next.port).toBe(server.port);
  await next.close();
});

test('two servers live side by side in one process, on folders of their own', async () => {
  const [one, two] = await Promise.all(
    ['one', 'two'].map((name) => startServer({ ...quiet, data: join(folder, name) })),
  );
  expect(one?.port).not.toBe(two?.port);
  one?.issue('alice');
  expect(two?.issue('alice')).toMatchObject({ ok: true, value: { created: true } });
  await one?.close();
  await two?.close();
});

test('a start that fails leaves nothing behind', async () => {
  const first = await startServer({ ...quiet, data: join(folder, 'one') });
  const failing = startServer({ ...quiet, data: join(folder, 'two'), port: first.port });
  await expect(failing).rejects.toMatchObject({ name: 'StartFailure', exit: EXIT.address });
  const second = await startServer({ ...quiet, data: join(folder, 'two') });
  await second.close();
  await first.close();
});
