// A terminal-less world for commands: what they print is kept.
import { PassThrough } from 'node:stream';
import type { Io } from '../io.ts';

export interface FakeIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

export function fakeIo(given: Partial<Io> = {}): FakeIo {
  const printed = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): PassThrough => {
    const through = new PassThrough();
    through.on('data', (chunk: Buffer) => (printed[name] += chunk.toString()));
    return through;
  };
  return {
    stdin: new PassThrough(),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: {},
    cwd: '/work',
    platform: 'linux',
    home: '/nobody',
    stopped: new AbortController().signal,
    ...given,
    out: () => printed.stdout,
    err: () => printed.stderr,
  };
}
