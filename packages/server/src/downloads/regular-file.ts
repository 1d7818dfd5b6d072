// One regular file, opened so that no link leads elsewhere, and its bytes as long as it stays the same.
import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';

export interface FileState {
  /** Bytes. */
  size: number;
  /** Another one whenever the content may be another. */
  stamp: string;
}

export interface OpenFile extends FileState {
  /** From `start` to `end`, both included. Throws where the file changes meanwhile, before the last byte is out. */
  bytes(start: number, end: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const CHUNK = 128 * 1024;
/** A pipe would wait for its writer. Windows has neither flag, and needs a right to make a link. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** `undefined` for a folder, a link, a device. Rejects where there is nothing. */
export async function lookAtFile(path: string): Promise<FileState | undefined> {
  return stateOf(await lstat(path, { bigint: true }));
}

/** `undefined` for what is no regular file, or is not there any more. */
export async function openFile(path: string): Promise<OpenFile | undefined> {
  // Asked first too, because to open a device may do something.
  const before = await lookAtFile(path).catch(whereGone);
  const handle = before && (await open(path, FLAGS).catch(whereGone));
  if (!handle) return undefined;
  const stats = await handle.stat({ bigint: true });
  const state = stateOf(stats);
  if (state)
    return {
      ...state,
      bytes: (start, end) => read(handle, stats, start, end),
      close: () => handle.close(),
    };
  await handle.close();
  return undefined;
}

/** In hex; `undefined` where the file is being written. */
export async function sha256Of(file: OpenFile): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of file.bytes(0, file.size - 1)) hash.update(chunk);
  } catch (cause) {
    if (cause instanceof FileChanged) return undefined;
    throw cause;
  }
  return hash.digest('hex');
}

export class FileChanged extends Error {
  constructor() {
    super('the file was changed while it was read');
    this.name = 'FileChanged';
  }
}

async function* read(
  handle: FileHandle,
  before: BigIntStats,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  // Not by ctime: a file whose name is given to another one meanwhile is still whole.
  const isChanged = async (): Promise<boolean> => {
    const { mtimeNs, size } = await handle.stat({ bigint: true });
    return mtimeNs !== before.mtimeNs || size !== before.size;
  };
  for (let at = start; at <= end;) {
    const length = Math.min(CHUNK, end + 1 - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
    at += bytesRead;
    if (bytesRead === 0 || (at > end && (await isChanged()))) throw new FileChanged();
    yield buffer.subarray(0, bytesRead);
  }
}

function stateOf(stats: BigIntStats): FileState | undefined {
  if (!stats.isFile()) return undefined;
  const { size, ino, mtimeNs, ctimeNs } = stats;
  // Hashed, since the number of an inode is nobody's business.
  const seen = createHash('sha256').update([size, ino, mtimeNs, ctimeNs].join(' '));
  return { size: Number(size), stamp: seen.digest('base64url').slice(0, 22) };
}

function whereGone(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === 'ENOENT' || cause.code === 'ELOOP') return undefined;
  throw cause;
}
