import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { askPassword } from './ask-password.ts';

function terminal() {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode(raw: boolean) {
      modes.push(raw);
      return stdin;
    },
  });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io = {
    stdin,
    stdout,
    stderr,
    env: {},
    cwd: '/',
    stopped: Promise.resolve(),
  } as unknown as Parameters<typeof askPassword>[0];
  return { io, stdin, stdout, stderr, modes };
}

test('what is typed in a terminal is not shown, and can be corrected', async () => {
  const { io, stdin, stdout, stderr, modes } = terminal();
  const asked = askPassword(io, false);
  stdin.write('correkt');
  stdin.write('\u007f\u007fct ü\bhorse');
  stdin.write('\r');
  expect(await asked).toBe('correct horse');
  expect(modes).toEqual([true, false]);
  expect(String(stderr.read())).toBe('Password: \n');
  expect(stdout.read()).toBeNull();
});

test('Ctrl-C gives up and leaves the terminal as it was', async () => {
  const { io, stdin, modes } = terminal();
  const asked = askPassword(io, false);
  stdin.write('corr\u0003');
  expect(await asked).toBeUndefined();
  expect(modes).toEqual([true, false]);
});

test('from standard input, one line end is no part of the password', async () => {
  const { io } = terminal();
  for (const [input, password] of [
    ['correct horse\n', 'correct horse'],
    ['correct horse\r\n', 'correct horse'],
    ['correct horse', 'correct horse'],
    ['two\nlines\n\n', 'two\nlines\n'],
  ] as const) {
    expect(await askPassword({ ...io, stdin: Readable.from([input]) }, true)).toBe(password);
  }
});
