// Files as ends of transfers, in Node. Only for Node's own entry: pages have no files.
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';

/**
 * Where a transfer is written: into `path` with `.part` behind it, which becomes `path` once all of it is there and whole,
 * and is removed in every other case. What is at `path` before that is replaced. A full disk ends the transfer with
 * `disk-full`.
 */
export function fileSink(path: string): WritableStream<Uint8Array> {
  const part = `${path}.part`;
  let file: FileHandle | undefined;
  const discard = async (): Promise<void> => {
    await file?.close().catch(() => undefined);
    await rm(part, { force: true });
  };
  return new WritableStream<Uint8Array>({
    async start() {
      file = await open(part, 'w');
    },
    async write(bytes) {
      try {
        // Node writes less than it is given where the disk is nearly full.
        for (let rest = bytes; rest.length > 0;) {
          const { bytesWritten } = await opened(file).write(rest);
          rest = rest.subarray(bytesWritten);
        }
      } catch (cause) {
        await discard();
        throw cause;
      }
    },
    async close() {
      try {
        // Some disks say that they are full only now.
        await opened(file).sync();
        await opened(file).close();
        await rename(part, path);
      } catch (cause) {
        await discard();
        throw cause;
      }
    },
    abort: discard,
  });
}

/** A file to be sent, read piece by piece, with its size for `BlobOptions`. Rejects where it is no readable file. */
export async function fileSource(path: string): Promise<{ source: AsyncIterable<Uint8Array>; size: number }> {
  const file = await open(path, 'r');
  const { size } = await stat(path);
  return { source: piecesOf(file), size };
}

async function* piecesOf(file: FileHandle): AsyncIterable<Uint8Array> {
  try {
    for (let at = 0; ;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(256 * 1024), 0, 256 * 1024, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function opened(file: FileHandle | undefined): FileHandle {
  if (!file) throw new Error('the file is not open');
  return file;
}
