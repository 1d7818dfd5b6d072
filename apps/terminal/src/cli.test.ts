import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { END_REASONS } from '@parley/client';
import { runCli } from './cli.ts';
import { callEnd, EXIT } from './exit.ts';
import { FLAGS } from './flags.ts';
import { fakeIo } from './testing/fake-io.ts';

async function run(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const io = fakeIo();
  const exit = await runCli(argv, io);
  return { exit, out: io.out(), err: io.err() };
}

describe('what is refused, in a sentence that names it', () => {
  test.each([
    [['frobnicate'], 'There is no command "frobnicate"; "parley-cli --help" shows those there are.'],
    [['--account', 'bob', 'people'], 'A command comes before its flags: parley-cli people …'],
    [[], 'Say what to do: "parley-cli --help" shows the commands. Without one it needs a terminal.'],
    [['people', 'bob'], '"parley-cli people" does not understand "bob".'],
    [['call'], 'Say whom: parley-cli call WHO'],
    [['call', 'b b'], '"b b" can\'t be an account: a name has 1 to 32 letters, digits, ".", "_" or "-".'],
    [['call', 'bob', '--prot'], 'There is no flag --prot: "parley-cli call --help" shows those there are.'],
    [
      ['people', '--camera', 'x'],
      'There is no flag --camera: "parley-cli people --help" shows those there are.',
    ],
    [
      ['people', '--constructor'],
      'There is no flag --constructor: "parley-cli people --help" shows those there are.',
    ],
    [['people', '-x'], 'There is no flag -x: "parley-cli people --help" shows those there are.'],
    [['call', 'bob', '--for'], 'The flag --for needs a value.'],
    [['people', '--json=yes'], 'The flag --json takes no value.'],
    [['call', 'bob', '--for', '0'], '--for must be a number from 0.1 to 604800, not "0".'],
    [['call', 'bob', '--for', '1e3'], '--for must be a number from 0.1 to 604800, not "1e3".'],
    [['call', 'bob', '--tone', '5'], '--tone must be a number from 20 to 20000, not "5".'],
    [['call', 'bob', '--size', '641x480'], '--size must be two even numbers such as 640x480, not "641x480".'],
    [['call', 'bob', '--record', 'x.avi'], "A recording's name ends in .mkv, .mp4, .wav."],
    [
      ['call', 'bob', '--camera', 'x', '--test-picture'],
      '--camera or --test-picture: a call sends one of them.',
    ],
    [
      ['call', 'bob', '--voice', '--test-picture'],
      'A voice call has no picture: leave --voice or --test-picture away.',
    ],
    [['call', 'bob', '--loop'], '--loop is about --file, and there is none.'],
    [
      ['people'],
      'Nothing says who signs in, and there is no terminal to ask at: give --account, or run "parley-cli sign-in" once.',
    ],
    [
      ['people', '--token', 't', '--account', 'a'],
      '--token says who signs in by itself: leave --account away.',
    ],
  ])('%j', async (argv, sentence) => {
    expect(await run(...argv)).toEqual({ exit: EXIT.usage, out: '', err: `${sentence}\n` });
  });

  test('as JSON, too', async () => {
    const { exit, out } = await run('people', '--json', 'bob');
    expect([exit, JSON.parse(out)]).toEqual([
      2,
      { event: 'failed', exit: 2, sentence: '"parley-cli people" does not understand "bob".' },
    ]);
  });

  test('a recording can not begin where there is no such folder', async () => {
    const { exit, err } = await run('call', 'bob', '--record', '/no/such/folder/x.mkv');
    expect([exit, err]).toEqual([
      EXIT.device,
      expect.stringContaining("/no/such/folder can't be written to"),
    ]);
  });
});

describe('--help', () => {
  test('is there for the program and each of its commands, with every flag', async () => {
    const help = await run('--help');
    expect(help).toMatchObject({ exit: 0, err: '' });
    const found = [...help.out.matchAll(/^ {2}parley-cli ([a-z-]+)/gm)].map(([, name = '']) => name);
    const names = [...new Set(found)];
    expect(names).toEqual(['people', 'send', 'chat', 'call', 'answer', 'sign-in', 'sign-out']);
    const all = await Promise.all(names.map((name) => run(name, '--help')));
    for (const one of all) expect(one).toMatchObject({ exit: 0, err: '' });
    for (const flag of Object.keys(FLAGS)) expect(all.map(({ out }) => out).join('')).toContain(`--${flag}`);
  });
});

test('every way in which a call ends has its exit code, and docs/terminal.md has them all', () => {
  const codes = new Map(END_REASONS.map((reason) => [reason, callEnd(reason, 'bob').exit]));
  expect(Object.fromEntries(codes)).toEqual({
    'hung-up': 0,
    'answered-elsewhere': 0,
    cancelled: 130,
    unavailable: 6,
    busy: 7,
    'do-not-disturb': 7,
    declined: 8,
    'no-answer': 9,
    'connection-lost': 10,
    'media-failed': 10,
    blocked: 11,
    displaced: 5,
  });
  const manual = readFileSync(new URL('../../../docs/terminal.md', import.meta.url), 'utf8');
  for (const code of Object.values(EXIT)) expect(manual).toMatch(new RegExp(`^\\| ${code} `, 'm'));
});
