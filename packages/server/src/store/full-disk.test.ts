// The server on a disk that is really full: a few hundred kilobytes of memory, which takes root to mount.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renewSignIn } from '../accounts/accounts.ts';
import { startTestServer, type TestServer } from '../http/testing/test-server.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { diskFull, isDiskFull, reportingFullDisk } from './full-disk.ts';
import { openStore } from './open-store.ts';

const PASSWORD = 'secret-password';
let folder = '';
let server: TestServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-full-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  spawnSync('umount', ['--lazy', folder], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
});

function mountSmall(): boolean {
  const flags = ['-t', 'tmpfs', '-o', 'size=400k,mode=700', 'tmpfs', folder];
  return process.getuid?.() === 0 && spawnSync('mount', flags, { stdio: 'ignore' }).status === 0;
}

function fill(): void {
  const file = openSync(join(folder, 'filler'), 'w');
  try {
    while (writeSync(file, Buffer.alloc(4_096)) > 0);
  } catch (cause) {
    expect(isDiskFull(cause)).toBe(true);
  }
  closeSync(file);
}

const answer = async (response: Response): Promise<unknown> => [response.status, await response.json()];

test('a full disk keeps nobody out who is signed in, and tells whoever signs in; one line a minute', async (context) => {
  context.skip(!mountSmall(), 'mounting a small disk takes root');
  server = await startTestServer({ data: folder, limitLoopback: 'on', registrationBurst: 2 });
  const signedIn = (await (await server.signIn('alice', PASSWORD, { bearer: true })).json()) as {
    token: string;
  };
  fill();
  // What could not be tried costs nothing: more than the limit allows at once.
  for (const name of ['bob', 'carol', 'dave', 'alice']) {
    expect(await answer(await server.signIn(name, PASSWORD))).toEqual([503, { error: 'disk-full' }]);
  }
  const headers = { authorization: `Bearer ${signedIn.token}` };
  expect(await answer(await server.request('/api/session', { headers }))).toEqual([200, { user: 'alice' }]);
  expect((await server.request('/api/session', { headers, method: 'DELETE' })).status).toBe(503);
  expect(server.errors).toEqual([`${diskFull(folder)} {}`]);

  rmSync(join(folder, 'filler'));
  expect((await server.signIn('bob', PASSWORD)).status).toBe(200);
  expect((await server.request('/api/session', { headers, method: 'DELETE' })).status).toBe(204);
});

test('a start on a full disk fails with the same sentence', async (context) => {
  context.skip(!mountSmall(), 'mounting a small disk takes root');
  fill();
  await expect(startTestServer({ data: folder })).rejects.toThrow(diskFull(folder));
  execFileSync('rm', [join(folder, 'filler')]);
  openStore(join(folder, 'parley.db')).close();
  fill();
  await expect(startTestServer({ data: folder })).rejects.toThrow(diskFull(folder));
});

test('the log says it again after a minute, and of nothing else', () => {
  const clock = createVirtualClock();
  const said: string[] = [];
  const log = { error: (_fields: object, message: string) => void said.push(message) };
  const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
  let thrown: Error = full;
  const failing = {
    countAccounts: () => {
      throw thrown;
    },
  };
  const store = reportingFullDisk(failing as never, { clock, log, folder: '/data' });
  const fail = (): void => expect(() => store.countAccounts()).toThrow(thrown);
  fail();
  clock.advance(59_999);
  fail();
  expect(said).toEqual([diskFull('/data')]);
  clock.advance(1);
  fail();
  expect(said).toHaveLength(2);
  clock.advance(60_000);
  thrown = new Error('something else');
  fail();
  expect(said).toHaveLength(2);
});

test('a sign-in whose time can not be extended is good all the same', () => {
  const renewing = (thrown: Error): boolean =>
    renewSignIn(
      {
        renewSignIn: () => {
          throw thrown;
        },
      } as never,
      { id: 'one', expires: 0, fixed: false },
      0,
    );
  expect(renewing(Object.assign(new Error('no room'), { code: 'ENOSPC' }))).toBe(false);
  expect(() => renewing(new Error('something else'))).toThrow('something else');
});
