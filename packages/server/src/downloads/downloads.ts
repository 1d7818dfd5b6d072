// The files that the operator offers for download: what lies in one folder, looked at again when somebody asks.
import { accessSync, constants, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import { createHint } from '../http/hint.ts';
import type { Log } from '../log.ts';
import { EXIT, StartFailure } from '../start-failure.ts';
import { comparePackages, readPackageName, type Package } from './package-name.ts';
import { lookAtFile, openFile, sha256Of, type FileState, type OpenFile } from './regular-file.ts';

export interface OfferedFile extends Package {
  name: string;
  /** Bytes. */
  size: number;
  /** In hex. */
  sha256: string;
}

export interface Offer {
  /** The newest one of the PC client; absent where none is offered. */
  version?: string;
  files: OfferedFile[];
}

export interface Downloads {
  /** Whether there is a package of the PC client. */
  offersClient(): Promise<boolean>;
  /** Everything in the order of `comparePackages`. */
  list(): Promise<Offer>;
  /** `undefined` where no such file is offered, or where it can't be read. */
  open(name: string): Promise<OpenFile | void>;
  close(): void;
}

interface SeenFile extends FileState {
  name: string;
  path: string;
}

/** In the data folder, where no other one is named. */
const DEFAULT_FOLDER = 'downloads';
/** Files beyond these are not offered. */
const MAX_FILES = 100;
/** How long the folder is not looked at again. */
const FRESH_MS = 1_000;

/** Throws StartFailure where the folder that is named can't be read. */
export function openDownloads(
  { data, downloads: named }: Pick<Settings, 'data' | 'downloads'>,
  { clock, log }: { clock: Clock; log: Log },
): Downloads {
  const folder = named === '' ? join(data, DEFAULT_FOLDER) : named;
  if (named !== '') checkFolder(named);
  const hint = createHint({ clock, log });
  const skip = (name: string, cause: unknown): void =>
    hint(
      {},
      `The download ${join(folder, name)} can't be read (${String(cause)}): give this user access to it.`,
    );
  const digests = createDigests(skip);
  let look: { at: number; files: Promise<ReadonlyMap<string, SeenFile>> } | undefined;
  let listing: Promise<Offer> | undefined;

  const files = (): Promise<ReadonlyMap<string, SeenFile>> => {
    const now = clock.now();
    const age = look === undefined ? Infinity : now - look.at;
    if (!look || age < 0 || age >= FRESH_MS) look = { at: now, files: lookInto(folder).catch(unreadable) };
    return look.files;
  };
  const unreadable = (cause: NodeJS.ErrnoException): ReadonlyMap<string, SeenFile> => {
    // Nobody has to have the folder that nobody has named.
    if (named !== '' || cause.code !== 'ENOENT') hint({}, unreadableSentence(folder, cause));
    return new Map();
  };
  const list = async (): Promise<Offer> => offerOf(await digests.of([...(await files()).values()]));

  const api: Downloads = {
    offersClient: async () =>
      [...(await files()).keys()].some((name) => readPackageName(name).platform !== undefined),
    // Whoever asks while it is made waits for the same one.
    list: () => (listing ??= list().finally(() => (listing = undefined))),
    async open(name) {
      const file = (await files()).get(name);
      return file && openFile(file.path).catch((cause: unknown) => skip(name, cause));
    },
    close: () => digests.close(),
  };
  // So that nobody has to wait for the sums. It does not reject: what can't be read is told and left out.
  void api.list();
  return api;
}

function checkFolder(folder: string): void {
  try {
    readdirSync(folder);
    accessSync(folder, constants.X_OK);
  } catch (cause) {
    throw new StartFailure(EXIT.usage, unreadableSentence(folder, cause as NodeJS.ErrnoException), { cause });
  }
}

function unreadableSentence(folder: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT')
    return `There is no folder ${folder}: make it, or name with --downloads the one with the files that people may download.`;
  if (code === 'ENOTDIR')
    return `${folder} is no folder: --downloads takes the one with the files that people may download.`;
  return `The folder of downloads ${folder} can't be read (${message}): give this user access to it, or choose another with --downloads.`;
}

async function lookInto(folder: string): Promise<ReadonlyMap<string, SeenFile>> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
  const seen = new Map<string, SeenFile>();
  for (const name of names) {
    if (seen.size === MAX_FILES) break;
    const path = join(folder, name);
    const state = await lookAtFile(path).catch(() => undefined); // Gone since.
    if (state) seen.set(name, { ...state, name, path });
  }
  return seen;
}

function offerOf(files: OfferedFile[]): Offer {
  const sorted = files.toSorted(
    (one, other) => comparePackages(one, other) || one.name.localeCompare(other.name, 'en'),
  );
  const newest = sorted.find(({ platform }) => platform !== undefined)?.version;
  return { ...(newest !== undefined && { version: newest }), files: sorted };
}

/** Sums of files, made once for each state of one, one file after the other. `skip` is told of what can't be read. */
function createDigests(skip: (name: string, cause: unknown) => void): {
  of(files: readonly SeenFile[]): Promise<OfferedFile[]>;
  close(): void;
} {
  let known = new Map<string, string>();
  let closed = false;
  return {
    async of(files) {
      const offered: OfferedFile[] = [];
      const current = new Map<string, string>();
      for (const { name, path, size, stamp } of files) {
        if (closed) break;
        const sha256 =
          known.get(stamp) ?? (await digestOf(path, stamp).catch((cause: unknown) => skip(name, cause)));
        // A file that is still being written is not offered yet.
        if (sha256 === undefined) continue;
        current.set(stamp, sha256);
        offered.push({ name, size, ...readPackageName(name), sha256 });
      }
      known = current;
      return offered;
    },
    close: () => (closed = true),
  };
}

/** `undefined` where it is not in that state any more. */
async function digestOf(path: string, stamp: string): Promise<string | undefined> {
  const file = await openFile(path);
  if (!file) return undefined;
  try {
    return file.stamp === stamp ? await sha256Of(file) : undefined;
  } finally {
    await file.close();
  }
}
