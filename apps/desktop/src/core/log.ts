// The client's log: lines in a file of this person's, of which the last two parts are kept. No text, no secret.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes of one part. */
const PART = 512 * 1024;

export type Log = (sentence: string) => void;

/** `echo` gets each line, too. A log that can't be written is told to it once, and stops nothing. */
export function openLog(file: string, echo: (line: string) => void, now: () => number = Date.now): Log {
  let size = sizeOf(file);
  let broken = false;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return (sentence) => {
    const line = `${new Date(now()).toISOString()} ${escaped(sentence)}\n`;
    echo(line);
    if (broken) return;
    try {
      if (size > 0 && size + line.length > PART) {
        renameSync(file, `${file}.1`);
        size = 0;
      }
      appendFileSync(file, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch (error) {
      broken = true;
      echo(`The log ${file} can't be written: ${String(error)}\n`);
    }
  };
}

/** One line, whatever a server or a page has put into it. */
function escaped(sentence: string): string {
  return sentence.replaceAll(/\p{Cc}/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
