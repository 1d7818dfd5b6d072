// Where a transfer's bytes come from, read in order, each once, and never many at a time.
import type { BlobSource } from '../api/blobs.ts';

/** Bytes that are read at once of what can be read in pieces of any size. */
const PIECE = 256 * 1024;

export interface SourceReader {
  /** The next bytes; `undefined` at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** No more are wanted. */
  cancel(reason: unknown): void;
}

export function openSource(source: BlobSource): SourceReader {
  if (source instanceof Uint8Array)
    return piecewise(source.length, (from, to) => Promise.resolve(source.subarray(from, to)));
  if (source instanceof Blob)
    return piecewise(
      source.size,
      async (from, to) => new Uint8Array(await source.slice(from, to).arrayBuffer()),
    );
  return 'getReader' in source ? ofStream(source.getReader()) : ofIterator(source[Symbol.asyncIterator]());
}

function piecewise(size: number, read: (from: number, to: number) => Promise<Uint8Array>): SourceReader {
  let at = 0;
  return {
    async read() {
      if (at >= size) return undefined;
      const piece = await read(at, Math.min(size, at + PIECE));
      at += piece.length;
      return piece;
    },
    cancel: () => undefined,
  };
}

function ofStream(reader: ReadableStreamDefaultReader<Uint8Array>): SourceReader {
  return inPieces({
    read: () => reader.read(),
    cancel: (reason) => void reader.cancel(reason).catch(() => undefined),
  });
}

function ofIterator(iterator: AsyncIterator<Uint8Array>): SourceReader {
  const leave = async (): Promise<unknown> => iterator.return?.();
  return inPieces({ read: () => iterator.next(), cancel: () => void leave().catch(() => undefined) });
}

interface Chunks {
  read(): Promise<{ done?: boolean | undefined; value?: unknown }>;
  cancel(reason: unknown): void;
}

/** A chunk may be of any size. */
function inPieces({ read, cancel }: Chunks): SourceReader {
  let rest: Uint8Array = new Uint8Array();
  return {
    cancel,
    async read() {
      while (rest.length === 0) {
        const { done, value } = await read();
        if (done) return undefined;
        rest = bytesOf(value);
      }
      const piece = rest.subarray(0, PIECE);
      rest = rest.subarray(PIECE);
      return piece;
    },
  };
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('The source gives something else than a Uint8Array.');
}
