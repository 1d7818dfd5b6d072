// The sign-in that is remembered, in a file that only its user may read.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { EXIT, Failure } from '../exit.ts';
import type { Io } from '../io.ts';

export interface Remembered {
  server: string;
  account: string;
  password: string;
  /** PEM. */
  ca?: string | undefined;
}

type Place = Pick<Io, 'platform' | 'env' | 'home'>;

export function rememberedFile({ platform, env, home }: Place): string {
  const { join } = platform === 'win32' ? win32 : posix;
  return join(configurationFolder(), 'parley-cli', 'sign-in.json');

  function configurationFolder(): string {
    if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
    if (platform === 'darwin') return join(home, 'Library', 'Application Support');
    return env['XDG_CONFIG_HOME'] || join(home, '.config');
  }
}

/** `undefined` where there is none. Throws Failure where it is of no use, or others could read it. */
export function recall(place: Place): Remembered | undefined {
  const file = rememberedFile(place);
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  if (place.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new Failure(EXIT.refused, `Others on this machine may read ${file}: chmod 600 it, or sign out.`);
  const content = parse(text);
  if (content) return content;
  throw new Failure(EXIT.refused, `${file} is damaged: "parley-cli sign-out" removes it.`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Failure(EXIT.refused, `The remembered sign-in can't be read (${message}).`, { cause });
  }
}

function parse(text: string): Remembered | undefined {
  try {
    const { server, account, password, ca } = JSON.parse(text) as Record<string, unknown>;
    if (typeof server !== 'string' || typeof account !== 'string' || typeof password !== 'string')
      return undefined;
    return { server, account, password, ...(typeof ca === 'string' && { ca }) };
  } catch {
    return undefined; // What is wrong with it is said by whoever asked.
  }
}

/** Answers the file. At no moment can others read it, nor is there half of it. */
export function remember(place: Place, what: Remembered): string {
  const file = rememberedFile(place);
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(posixOrNot(place).dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(part, `${JSON.stringify(what, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(part, 0o600);
    renameSync(part, file);
    return file;
  } catch (cause) {
    rmSync(part, { force: true });
    throw new Failure(EXIT.refused, `The sign-in can't be kept (${(cause as Error).message}).`, { cause });
  }
}

/** Answers whether there was one. */
export function forget(place: Place): boolean {
  const file = rememberedFile(place);
  try {
    rmSync(file);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new Failure(EXIT.refused, `${file} can't be removed (${(cause as Error).message}).`, { cause });
  }
}

function posixOrNot({ platform }: Place): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
