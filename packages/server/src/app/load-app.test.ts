import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../start-failure.ts';
import { loadApp } from './load-app.ts';
import { readDefinition } from './read-definition.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-load-app-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('[A1] the default export of a module is the app', async () => {
  const path = file(
    'app.mjs',
    'export default { handlers: { queries: { ping: () => "pong" } }, hooks: {} };',
  );
  const { handlers } = await loadApp(path);
  expect(handlers?.queries?.['ping']?.({} as never, {} as never)).toBe('pong');
});

test.each([
  ['no file', () => join(folder, 'none.mjs'), /^There is no file .*none\.mjs: --app takes/],
  ['a folder', () => folder, /^There is no file/],
  ['no module', () => file('broken.mjs', 'export default {'), /broken\.mjs could not be loaded \(/],
  ['a throw', () => file('throws.mjs', 'throw new Error("no database")'), /\(Error: no database\)/],
  [
    'a module that is missing',
    () => file('lacks.mjs', 'import "./lost.mjs";'),
    /could not be loaded \(.*lost\.mjs/,
  ],
  ['no default export', () => file('named.mjs', 'export const app = {};'), /has no default export/],
  [
    'something else',
    () => file('text.mjs', 'export default "app";'),
    /text\.mjs must be an object .* not a string/,
  ],
])('%s is told in a sentence', async (_name, path, sentence) => {
  await expect(loadApp(path())).rejects.toMatchObject({
    name: 'StartFailure',
    exit: EXIT.app,
    message: expect.stringMatching(sentence),
  });
});

test.each([
  [null, 'must be an object with handlers and hooks, not null'],
  [[], 'must be an object with handlers and hooks, not an array'],
  [{ hook: {} }, 'has an unknown "hook"; did you mean "hooks"?'],
  [{ hooks: { maySe: () => true } }, 'has an unknown "hooks.maySe"; did you mean "hooks.maySee"?'],
  [{ hooks: { frobnicate: () => true } }, /^has an unknown "hooks\.frobnicate"; known are signIn, maySee, /],
  [{ hooks: { maySee: true } }, 'must have a function as "hooks.maySee", not a boolean'],
  [{ handlers: { messages: [] } }, 'must have an object as "handlers.messages", not an array'],
  [
    { handlers: { queries: { 'price.of': 12 } } },
    'must have a function as handlers.queries["price.of"], not a number',
  ],
  [{ handlers: { otherMessages: {} } }, 'must have a function as "handlers.otherMessages", not a object'],
])('[A1] %j is told what is wrong with it', (value, sentence) => {
  const read = readDefinition(value);
  expect(read.ok ? '' : read.error).toEqual(
    typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
  );
});

test('what is left out may be undefined', () => {
  expect(readDefinition({}).ok).toBe(true);
  expect(readDefinition({ hooks: { maySee: undefined }, handlers: { messages: undefined } }).ok).toBe(true);
});
