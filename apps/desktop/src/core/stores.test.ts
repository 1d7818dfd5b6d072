// Configuration, memory and log: files that people edit, that are cut off by crashes, and that others must not read.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConfig } from './config.ts';
import { openLog } from './log.ts';
import { openMemory } from './memory-store.ts';
import { findPaths, makePrivateFolder, type Surroundings } from './paths.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'parley-desktop-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('servers are remembered, the one in use first', () => {
  const file = join(folder, 'new', 'parley.json');
  const config = openConfig(file);
  expect(config.current).toEqual({ servers: [], closeToTray: true, updates: true });
  config.use('https://a.example');
  config.use('https://b.example');
  config.use('https://a.example');
  expect(openConfig(file).current.servers).toEqual(['https://a.example', 'https://b.example']);
  config.forget('https://a.example');
  expect(openConfig(file).current.servers).toEqual(['https://b.example']);
});

test('a configuration that a person has written is taken as addresses are, and what they chose is kept', () => {
  const file = join(folder, 'parley.json');
  writeFileSync(file, JSON.stringify({ servers: ['Parley.example', 'localhost:8080'], closeToTray: false }));
  const config = openConfig(file);
  expect(config.current.servers).toEqual(['https://parley.example', 'http://localhost:8080']);
  config.use('https://b.example');
  expect(openConfig(file).current).toMatchObject({ closeToTray: false });
});

test('an administrator may choose before; what the person chooses counts, and is all that is written', () => {
  const [file, first, second] = ['own.json', 'beside.json', 'system.json'].map((name) => join(folder, name));
  if (!file || !first || !second) throw new Error('no files');
  writeFileSync(second, JSON.stringify({ servers: ['parley.example'], ca: '/etc/ca.pem', updates: false }));
  const config = openConfig(file, [first, second]);
  expect(config.current).toEqual({
    servers: ['https://parley.example'],
    ca: '/etc/ca.pem',
    updates: false,
    closeToTray: true,
  });
  config.use('https://other.example');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    servers: ['https://other.example', 'https://parley.example'],
  });
  writeFileSync(first, '{"updates":true}');
  expect(openConfig(file, [first, second]).current).toMatchObject({ updates: true });
  expect(openConfig(file, [first, second]).current.ca).toBeUndefined();
});

test.each([
  ['{', /is not JSON: correct it, or delete it/],
  ['7', /is wrong: /],
  ['{"servers":["ftp://x"]}', /is wrong at "servers\.0": An address begins with https/],
  ['{"server":"x"}', /is wrong at "server"/],
  ['{"closeToTray":"no"}', /is wrong at "closeToTray"/],
])('the configuration %s is refused with a sentence', (text, sentence) => {
  const file = join(folder, 'parley.json');
  writeFileSync(file, text);
  expect(() => openConfig(file)).toThrow(sentence);
});

test('a sign-in is remembered for this person alone, and forgotten', () => {
  const doubts: string[] = [];
  const open = () => openMemory(folder, (sentence) => doubts.push(sentence));
  const file = join(folder, 'sign-ins.json');
  writeFileSync(file, '{}');
  chmodSync(file, 0o644);
  open().rememberSignIn('https://a.example', { user: 'bob', cookie: 'parley=secret' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(open().signIn('https://a.example')).toEqual({ user: 'bob', cookie: 'parley=secret' });
  expect(open().signIn('https://b.example')).toBeUndefined();
  expect(open().signIn('constructor')).toBeUndefined();
  open().forgetSignIn('https://a.example');
  expect(open().signIn('https://a.example')).toBeUndefined();
  expect(readFileSync(file, 'utf8')).not.toContain('secret');
  expect(doubts).toEqual([]);
});

test('memory that is broken is said, and begun anew', () => {
  const doubts: string[] = [];
  writeFileSync(join(folder, 'places.json'), '{"bounds":{"width":3}}');
  writeFileSync(join(folder, 'sign-ins.json'), '{"https://a.ex');
  const memory = openMemory(folder, (sentence) => doubts.push(sentence));
  expect(memory.bounds).toBeUndefined();
  memory.rememberBounds({ x: 1, y: 2, width: 800, height: 600 });
  expect(memory.tellOnce('still-here')).toBe(true);
  expect(memory.tellOnce('still-here')).toBe(false);
  const next = openMemory(folder, (sentence) => doubts.push(sentence));
  expect(next.bounds).toEqual({ x: 1, y: 2, width: 800, height: 600 });
  expect(next.tellOnce('still-here')).toBe(false);
  expect(doubts).toHaveLength(3);
  expect(doubts[0]).toMatch(/sign-ins\.json is not used: .*is not JSON/);
});

test('the log keeps two parts, one line a sentence', () => {
  const file = join(folder, 'logs', 'client.log');
  const echoed: string[] = [];
  const log = openLog(
    file,
    (line) => echoed.push(line),
    () => 0,
  );
  log('first\nand no second');
  expect(readFileSync(file, 'utf8')).toBe('1970-01-01T00:00:00.000Z first\\u000aand no second\n');
  for (let i = 0; i < 30; i++) log(`${i} ${'x'.repeat(60_000)}`);
  expect(statSync(file).size).toBeLessThan(512 * 1024);
  expect(statSync(`${file}.1`).size).toBeLessThan(512 * 1024);
  expect(existsSync(`${file}.2`)).toBe(false);
  expect(readFileSync(file, 'utf8')).toMatch(/ 29 x+\n$/);
  expect(echoed).toHaveLength(31);
});

test('folders are where each system has them, and all in one where that is asked for', () => {
  const around = (more: Partial<Surroundings>): Surroundings => ({
    platform: 'linux',
    env: {},
    home: '/home/bob',
    temporary: '/tmp',
    user: '1000',
    ...more,
  });
  expect(findPaths('/opt/parley', around({}))).toMatchObject({
    config: '/home/bob/.config/parley-desktop/parley.json',
    state: '/home/bob/.local/state/parley-desktop',
    profile: '/home/bob/.local/share/parley-desktop/profile',
    socket: expect.stringMatching(
      /^\/tmp\/parley-desktop-1000\/parley-desktop-[0-9a-f]{12}\.sock$/,
    ) as string,
  });
  expect(findPaths('/opt/parley', around({})).defaults).toEqual([
    '/opt/parley/parley.json',
    '/etc/xdg/parley-desktop/parley.json',
  ]);
  const session = { XDG_RUNTIME_DIR: '/run/user/1000', XDG_CONFIG_HOME: '/etc/bob' };
  expect(findPaths('/opt/parley', around({ env: session }))).toMatchObject({
    config: '/etc/bob/parley-desktop/parley.json',
    socket: expect.stringMatching(/^\/run\/user\/1000\/parley-desktop-/) as string,
  });
  expect(findPaths('/opt/parley', around({ platform: 'win32' })).socket).toMatch(
    /^\\\\\.\\pipe\\parley-desktop-/,
  );
  const apart = findPaths('/opt/parley', around({ env: { PARLEY_DESKTOP_HOME: '/x' } }));
  expect(apart).toMatchObject({
    config: '/x/parley.json',
    state: '/x',
    profile: '/x/profile',
    log: '/x/client.log',
  });
  expect(apart.socket).not.toBe(findPaths('/opt/parley', around({})).socket);
});

test('a private folder is made for this person alone', () => {
  const made = join(folder, 'a', 'b');
  makePrivateFolder(made);
  expect(statSync(made).mode & 0o777).toBe(0o700);
});

test.runIf(process.getuid?.() === 0)('a folder that somebody else has put there is not used', () => {
  const foreign = join(folder, 'foreign');
  makePrivateFolder(foreign);
  chownSync(foreign, 65534, 65534);
  expect(() => makePrivateFolder(foreign)).toThrow(/belongs to somebody else/);
});
