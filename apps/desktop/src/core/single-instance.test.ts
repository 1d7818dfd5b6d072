import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimInstance, type Instance } from './single-instance.ts';

let folder: string;
const open: Instance[] = [];
const heard: string[][] = [];
const claim = async (...args: string[]): Promise<Instance | undefined> => {
  const address = join(folder, 'run', 'one.sock');
  const instance = await claimInstance({ address, args, onStart: (more) => heard.push([...more]) });
  if (instance) open.push(instance);
  return instance;
};

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'parley-one-'))));
afterEach(async () => {
  for (const instance of open.splice(0)) await instance.close();
  heard.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

test('a second start hands its arguments to the first, and knows that it is none', async () => {
  expect(await claim('--hidden')).toBeDefined();
  expect(await claim('parley://h/call/bob', 'with\nline')).toBeUndefined();
  expect(await claim()).toBeUndefined();
  expect(heard).toEqual([['parley://h/call/bob', 'with\nline'], []]);
});

test('after its end there is room for the next', async () => {
  await (await claim())?.close();
  open.length = 0;
  expect(await claim()).toBeDefined();
});

test('what a killed one has left behind is no first', async () => {
  const first = await claim();
  await first?.close();
  open.length = 0;
  const address = join(folder, 'run', 'one.sock');
  spawnSync(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(address)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]);
  expect(existsSync(address)).toBe(true);
  expect(await claim()).toBeDefined();
});

test('what is no list of arguments is dropped, and the next is heard', async () => {
  await claim();
  for (const text of ['{"a":1}\n', '[1]\n', 'no\n', `["${'x'.repeat(70_000)}"]\n`]) {
    const socket = connect(join(folder, 'run', 'one.sock'));
    socket.on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
  }
  await claim('after');
  expect(heard).toEqual([['after']]);
});
