import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freeProfile } from './profile-lock.ts';

describe.skipIf(process.platform !== 'linux')('a profile', () => {
  let profile = '';
  const logged: string[] = [];
  beforeEach(() => {
    profile = mkdtempSync(join(tmpdir(), 'parley-profile-'));
    logged.length = 0;
  });
  afterEach(() => rmSync(profile, { recursive: true, force: true }));

  const lock = (host: string, pid: number | undefined): void =>
    symlinkSync(`${host}-${pid}`, join(profile, 'SingletonLock'));
  const free = (): Promise<void> => freeProfile(profile, (sentence) => logged.push(sentence));

  test('is free without a lock, and with one of a process that is gone or another’s by now', async () => {
    await free();
    lock(hostname(), process.pid);
    await free();
    expect(logged).toEqual([]);
  });

  test('is taken from a browser that was left behind with it', async () => {
    const left = spawn(process.execPath, [
      '-e',
      'setInterval(() => 0, 1e3)',
      '--',
      `--user-data-dir=${profile}`,
    ]);
    const ended = once(left, 'exit');
    lock(hostname(), left.pid);
    await free();
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(logged).toEqual([expect.stringContaining(`process ${left.pid}`)]);
  });

  test('that another computer uses is not touched, and a sentence says where to quit', async () => {
    lock('other-computer', 1);
    await expect(free()).rejects.toThrow(/other-computer \(process 1\).*SingletonLock/);
  });
});
