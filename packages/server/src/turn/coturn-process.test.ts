import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { endProcess, findRunning, isRunning, launch, type CoturnFiles } from './coturn-process.ts';

vi.mock('node:child_process', async (original) => {
  const actual = await original<{ spawn: typeof spawn }>();
  return { ...actual, spawn: vi.fn(actual.spawn) };
});

/** What stands in for coturn is a shell: its `-c` takes the "file" as what it is to do. */
const CONFIG = 'sleep 60; true';
const { PATH = '' } = process.env;

let folder = '';
let files: CoturnFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-coturn-'));
  files = { config: CONFIG, pid: join(folder, 'turnserver.pid') };
  symlinkSync('/bin/sh', join(folder, 'turnserver'));
  process.env.PATH = `${folder}${delimiter}${PATH}`;
});
afterEach(() => {
  vi.restoreAllMocks();
  process.env.PATH = PATH;
  for (const { value } of vi.mocked(spawn).mock.results) endGroup(value as ChildProcess);
  vi.mocked(spawn).mockClear();
  rmSync(folder, { recursive: true, force: true });
});

/** The shell and what it sleeps in. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // They have ended.
  }
}

const quiet = (): void => {};
const started = (): ChildProcess => vi.mocked(spawn).mock.results[0]?.value as ChildProcess;

test('what is started is found by its number, and ends when it is told to', async () => {
  const { pid, ended } = await launch(files, quiet);
  expect(findRunning(files)).toBe(pid);
  expect(isRunning(pid, { ...files, config: 'another' })).toBe(false);
  await endProcess(pid, files);
  expect(await ended).toBe('SIGKILL');
  expect(existsSync(files.pid)).toBe(false);
});

test('a number of a process that is something else is not taken for coturn', () => {
  writeFileSync(files.pid, `${process.pid}\n`);
  expect(findRunning(files)).toBeUndefined();
});

describe('what fails is said, and stops no server', () => {
  test('a disk that takes no file: no coturn is left behind', async () => {
    const unwritable = { ...files, pid: join(folder, 'missing', 'turnserver.pid') };
    await expect(launch(unwritable, quiet)).rejects.toThrow('ENOENT');
    await new Promise((resolve) => started().once('exit', resolve));
    expect(started().signalCode).toBe('SIGKILL');
  });

  test('no file descriptor left for its output', async () => {
    vi.mocked(spawn).mockImplementationOnce(() => {
      const child = new EventEmitter();
      process.nextTick(() => child.emit('error', new Error('EMFILE')));
      return child as ChildProcess;
    });
    await expect(launch(files, quiet)).rejects.toThrow('EMFILE');
  });

  test('a file with its number that can not be removed', async () => {
    const { pid } = await launch(files, quiet);
    rmSync(files.pid);
    mkdirSync(files.pid);
    await endProcess(pid, files);
    expect(isRunning(pid, files)).toBe(false);
  });

  test('a process that this user may not end is not waited for without end', async () => {
    const { pid } = await launch(files, quiet);
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw new Error('EPERM');
    });
    await expect(endProcess(pid, files)).rejects.toThrow(`process ${pid} can't be ended`);
  });
});
