// What a command may touch of the world around it.
import type { Readable, Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';

export interface Io {
  stdin: Readable & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;
  stdout: Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
  stderr: Writable;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  platform: NodeJS.Platform;
  /** The user's own folder. */
  home: string;
  /** Fires at the first Ctrl-C or SIGTERM. */
  stopped: AbortSignal;
}

/** Resolves when the program is asked to stop. */
export function asked(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    stopped.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Only ever resolves. */
export function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
