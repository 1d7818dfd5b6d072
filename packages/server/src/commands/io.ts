// What a command may touch of the world around it.
import type { Readable, Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';

export interface Io {
  stdin: Readable & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;
  stdout: Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
  stderr: Writable;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Resolves when the program is asked to stop. */
  stopped: Promise<void>;
}

export function say(stream: Writable, line: string): void {
  stream.write(`${line}\n`);
}
