import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXIT, StartFailure } from '../start-failure.ts';
import { settingsHelp, settingsTable } from './help.ts';
import { loadSettings } from './load.ts';
import { splitArguments } from './arguments.ts';
import { defaultSettings, flagOf, SETTING_NAMES, variableOf } from './settings.ts';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'parley-config-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

function load(flags: Record<string, string[]> = {}, env: Record<string, string> = {}) {
  return loadSettings({ flags: new Map(Object.entries(flags)), env, cwd });
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (cause) {
    if (cause instanceof StartFailure && cause.exit === EXIT.usage) return cause.message;
    throw cause;
  }
  throw new Error('not refused');
}

function write(name: string, content: unknown): string {
  const file = join(cwd, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('where a setting comes from', () => {
  test('nothing given: the defaults, with the data folder in the current one', () => {
    expect(load()).toEqual({ settings: { ...defaultSettings(), data: join(cwd, 'data') }, notes: [] });
  });

  test('flags win over the environment, that over the file, that over the defaults', () => {
    const config = [write('c.json', { port: 1001, 'max-sessions': 1002, policy: 'multiple' })];
    const env = { PARLEY_PORT: '2001', PARLEY_MAX_SESSIONS: '2002' };
    expect(load({ config, port: ['3001'] }, env).settings).toMatchObject({
      port: 3001,
      maxSessions: 2002,
      policy: 'multiple',
      registration: 'open',
    });
  });

  test('a flag given again replaces itself; origins add up, from commas too', () => {
    const { settings } = load({
      port: ['1', '2'],
      origin: ['https://a.example', 'https://b.example,http://c:81'],
    });
    expect(settings.port).toBe(2);
    expect(settings.origin).toEqual(['https://a.example', 'https://b.example', 'http://c:81']);
  });

  test('parley.json in the data folder is read where there is one', () => {
    mkdirSync(join(cwd, 'here'));
    write('here/parley.json', { registration: 'closed' });
    expect(load({ data: ['here'] }).settings.registration).toBe('closed');
    expect(load({}, { PARLEY_DATA: 'here' }).settings.registration).toBe('closed');
  });

  test('paths are relative to the current folder, and in a file to that of the file', () => {
    mkdirSync(join(cwd, 'etc'));
    const file = write('etc/c.json', { data: 'store' });
    expect(load({}, { PARLEY_CONFIG: file }).settings.data).toBe(join(cwd, 'etc', 'store'));
    expect(load({ data: ['store'], config: [file] }).settings.data).toBe(join(cwd, 'store'));
  });

  test('an empty variable is one that is not set, and true in a file is on', () => {
    const config = [
      write('c.json', { preconnect: false, 'limit-loopback': true, origin: ['https://a.example'] }),
    ];
    const { settings } = load({ config }, { PARLEY_PORT: '' });
    expect(settings).toMatchObject({ port: 9900, preconnect: 'off', limitLoopback: 'on' });
    expect(settings.origin).toEqual(['https://a.example']);
  });
});

test('a domain is kept as the DNS has it', () => {
  const domain = ['Calls.Example.ORG,bücher.example'];
  expect(load({ domain }).settings.domain).toEqual(['calls.example.org', 'xn--bcher-kva.example']);
});

describe('what is refused, in a sentence that names it', () => {
  test.each([
    [{ port: ['70000'] }, '--port must be a whole number from 0 to 65535, not "70000".'],
    [{ port: ['-1'] }, '--port must be a whole number'],
    [{ port: ['0x50'] }, '--port must be a whole number'],
    [{ port: [''] }, '--port must be a whole number'],
    [{ policy: ['both'] }, '--policy must be replace or multiple, not "both".'],
    [{ host: [''] }, '--host must be a text that is not empty'],
    [{ origin: ['calls.example.org'] }, '--origin must be origins like'],
    [{ origin: ['https://calls.example.org/path'] }, '--origin must be origins like'],
    [
      { 'trust-proxy': ['all'] },
      '--trust-proxy must be addresses, ranges like 10.0.0.0/24, or loopback, not',
    ],
    [{ 'trust-proxy': ['loopback,0.0.0.0/0'] }, '--trust-proxy must be addresses'],
    [{ config: ['missing.json'] }, "missing.json can't be read (ENOENT"],
  ])('%j', (flags, sentence) => {
    expect(refusal(() => load(flags))).toContain(sentence);
  });

  test('a variable out of range', () => {
    expect(refusal(() => load({}, { PARLEY_MAX_SESSIONS: 'many' }))).toContain(
      'PARLEY_MAX_SESSIONS must be a whole number from 1 to 1000000, not "many".',
    );
  });

  test.each([
    ['{"port": 9900,}', 'is not valid JSON'],
    ['[]', 'must hold one JSON object'],
    ['null', 'must hold one JSON object'],
    ['{"prot": 9900}', 'has an unknown key "prot"; did you mean "port"?'],
    ['{"maxSessions": 9900}', 'has an unknown key "maxSessions"; did you mean "max-sessions"?'],
    ['{"__proto__": 1}', 'has an unknown key "__proto__".'],
    ['{"port": 1.5}', 'must be a whole number'],
    ['{"port": null}', 'must be a whole number'],
    ['{"origin": [1]}', 'must be origins like'],
  ])('the file %s', (content, sentence) => {
    const config = [write('c.json', content)];
    expect(refusal(() => load({ config }))).toContain(sentence);
    expect(refusal(() => load({ config }))).toContain('c.json');
  });

  test('a data folder set by the file that was found in the data folder', () => {
    mkdirSync(join(cwd, 'data'));
    write('data/parley.json', { data: '/elsewhere' });
    expect(refusal(() => load())).toContain('can\'t set "data"');
  });
});

test('a misspelt variable is mentioned, a foreign one is not', () => {
  expect(load({}, { PARLEY_PROT: '1', PARLEY_E2E_BROWSER: 'x' }).notes).toEqual([
    'The environment variable PARLEY_PROT is no setting; did you mean PARLEY_PORT?',
  ]);
});

describe('the command line', () => {
  const known = [
    { name: 'port', takes: 'value' as const },
    { name: 'json', takes: 'nothing' as const },
    { name: 'help', short: 'h', takes: 'nothing' as const },
  ];
  test.each([
    [['--prot', '1'], 'There is no flag --prot; did you mean --port?'],
    [['--frobnicate'], 'There is no flag --frobnicate.'],
    [['-x'], 'There is no flag -x.'],
    [['--port'], 'The flag --port needs a value.'],
    [['--port', '--json'], 'The flag --port needs a value.'],
    [['--json=yes'], 'The flag --json takes no value.'],
    [['--constructor', '1'], 'There is no flag --constructor.'],
  ])('%j is refused', (args, sentence) => {
    expect(splitArguments(args, known)).toEqual({ ok: false, error: sentence });
  });

  test('words and flags in any order', () => {
    const split = splitArguments(['add', '--port=1', 'name', '-h', '--port', '2', '--', '--json'], known);
    expect(split).toEqual({
      ok: true,
      value: {
        words: ['add', 'name', '--json'],
        flags: new Map([
          ['port', ['1', '2']],
          ['help', []],
        ]),
      },
    });
  });
});

describe('one table for everything', () => {
  test('--help names every setting', () => {
    for (const name of SETTING_NAMES) expect(settingsHelp()).toContain(`--${flagOf(name)} `);
    expect(variableOf('maxSessions')).toBe('PARLEY_MAX_SESSIONS');
  });

  test('docs/operations.md has the same table', () => {
    const text = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
    const [, table = ''] = /<!-- settings:begin -->(.*)<!-- settings:end -->/s.exec(text) ?? [];
    const rows = table.split('\n').filter((line) => line.startsWith('|'));
    const cells = rows.map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(cells.slice(2)).toEqual(settingsTable());
  });
});

test('what is wrong with a secret is said without it', () => {
  const config = write('secret.json', { 'turn-secret': 20_261_124 });
  const said = refusal(() => load({ config: [config] }));
  expect(said).toMatch(/^"turn-secret" in .* must be a text that is not empty, not what is there\.$/);
  const broken = write('broken.json', '{"port": 9900, "turn-secret": hush-hush, "host": "0.0.0.0"}');
  expect(refusal(() => load({ config: [broken] }))).toMatch(/ is not valid JSON \(Unexpected token 'h'\)\.$/);
});
