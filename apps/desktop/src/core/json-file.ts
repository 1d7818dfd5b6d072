// A small JSON file of this person's alone, written so that a crash leaves the old one or the new one.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Nothing where there is no such file. Throws an Error with a sentence where it is no JSON or can't be read. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new Error(`The file ${file} can't be read.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The file ${file} is not JSON: correct it, or delete it to begin anew.`, { cause });
  }
}

export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  // The mode counts only where the file is made.
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}
