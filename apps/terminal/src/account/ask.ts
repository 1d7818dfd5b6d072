// Questions to the person at the terminal: an account, and a password that is not shown.
import { createInterface } from 'node:readline/promises';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\b', '\u007F']);
const INTERRUPT = '\u0003';

export async function askLine({ stdin, stderr, stopped }: Io, question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  try {
    return (await lines.question(question, { signal: stopped })).trim();
  } catch (cause) {
    throw givenUp(cause);
  } finally {
    lines.close();
  }
}

/** For a terminal in raw mode, which Ctrl-C reaches as a key. */
export function askUnseen({ stdin, stderr }: Io, question: string): Promise<string> {
  stderr.write(question);
  stdin.setRawMode?.(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const finish = (): void => {
      stdin.off('data', take);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
    };
    const take = (chunk: string): void => {
      for (const key of chunk) {
        if (ENTER.has(key)) {
          finish();
          return resolve(typed.join(''));
        }
        if (key === INTERRUPT) {
          finish();
          return reject(givenUp());
        }
        if (ERASE.has(key)) typed = typed.slice(0, -1);
        else typed.push(key);
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}

function givenUp(cause?: unknown): Failure {
  return new Failure(EXIT.interrupted, 'Given up.', { cause });
}
