// Reads a password: all of standard input where that was asked for, else typed unseen in a terminal.
import { text } from 'node:stream/consumers';
import type { Io } from './io.ts';

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\b', '\u007f']);
const INTERRUPT = '\u0003';

/** `undefined` where there is neither, or where Ctrl-C was typed. */
export async function askPassword(io: Io, fromStdin: boolean): Promise<string | undefined> {
  // `echo` and editors end the last line, which is no part of the password.
  if (fromStdin) return (await text(io.stdin)).replace(/\r?\n$/, '');
  return io.stdin.isTTY === true ? typeUnseen(io) : undefined;
}

function typeUnseen({ stdin, stderr }: Io): Promise<string | undefined> {
  stderr.write('Password: ');
  stdin.setRawMode?.(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (password: string | undefined): void => {
      stdin.off('data', take);
      stdin.setRawMode?.(false);
      stdin.pause();
      stderr.write('\n');
      resolve(password);
    };
    const take = (chunk: string): void => {
      for (const key of chunk) {
        if (ENTER.has(key)) return finish(typed.join(''));
        if (key === INTERRUPT) return finish(undefined);
        if (ERASE.has(key)) typed = typed.slice(0, -1);
        else typed.push(key);
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}
