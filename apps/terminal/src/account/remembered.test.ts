import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseFlags } from '../flags.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { credentials, SIGN_IN_FLAGS } from './credentials.ts';
import { forget, recall, remember, rememberedFile } from './remembered.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'parley-cli-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const WHO = { server: 'https://parley.example', account: 'kiosk', password: 'a long password' };
const place = () => ({ platform: 'linux' as const, env: {}, home });

test('the file is where each system keeps such files', () => {
  expect(rememberedFile({ platform: 'linux', env: {}, home: '/home/a' })).toBe(
    '/home/a/.config/parley-cli/sign-in.json',
  );
  expect(rememberedFile({ platform: 'linux', env: { XDG_CONFIG_HOME: '/x' }, home: '/home/a' })).toBe(
    '/x/parley-cli/sign-in.json',
  );
  expect(rememberedFile({ platform: 'darwin', env: {}, home: '/Users/a' })).toBe(
    '/Users/a/Library/Application Support/parley-cli/sign-in.json',
  );
  expect(rememberedFile({ platform: 'win32', env: { APPDATA: 'C:\\A' }, home: 'C:\\a' })).toBe(
    'C:\\A\\parley-cli\\sign-in.json',
  );
});

test('what is remembered is for its user alone, also where a file of everybody was before', () => {
  const file = rememberedFile(place());
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '{}', { mode: 0o644 });
  expect(remember(place(), WHO)).toBe(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(file))).toEqual(['sign-in.json']);
  expect(recall(place())).toEqual(WHO);
  expect([forget(place()), recall(place()), forget(place())]).toEqual([true, undefined, false]);
});

test('what others could have read, or is no sign-in, is not used', () => {
  const file = remember(place(), WHO);
  chmodSync(file, 0o640);
  expect(() => recall(place())).toThrow(`Others on this machine may read ${file}`);
  chmodSync(file, 0o600);
  writeFileSync(file, '{"server": 1}');
  expect(() => recall(place())).toThrow(`${file} is damaged`);
});

test('flags count before the environment, that before what is remembered, and a password only for its account and server', async () => {
  remember(place(), WHO);
  const file = join(home, 'password');
  writeFileSync(file, 'from a file\n');
  const ask = (argv: string[], env = {}) =>
    credentials(
      parseFlags(argv, { names: SIGN_IN_FLAGS, called: 'parley-cli', cwd: home }),
      fakeIo({ home, env }),
    );
  expect(await ask([])).toEqual({ ...WHO, ca: undefined });
  expect(await ask([], { PARLEY_PASSWORD: 'another' })).toMatchObject({
    account: 'kiosk',
    password: 'another',
  });
  expect(await ask(['--password-file', 'password'], { PARLEY_PASSWORD: 'another' })).toMatchObject({
    password: 'from a file',
  });
  expect(await ask(['--account', 'bob'], { PARLEY_ACCOUNT: 'ann', PARLEY_PASSWORD: 'x' })).toMatchObject({
    account: 'bob',
  });
  await expect(ask(['--account', 'bob'])).rejects.toThrow('Nothing says who signs in');
  await expect(ask(['--server', 'https://other.example'])).rejects.toThrow('Nothing says who signs in');
  expect(await ask([], { PARLEY_TOKEN: 'signed' })).toEqual({
    server: WHO.server,
    token: 'signed',
    ca: undefined,
  });
  await expect(ask(['--ca', 'password'])).rejects.toThrow('is no certificate');
});
