// The frames of a transfer's bytes, the same on every way between the two devices (protocol B6).

/**
 * From the sender: `data`, `paused` whether it holds back, `end` once all has been sent. From the receiver: `taken`, which is
 * how far it has come. Offsets count from the beginning of the transfer, so that any frame may be lost, or come twice.
 */
export type BlobFrame =
  | { kind: 'data'; offset: number; bytes: Uint8Array }
  | {
      kind: 'taken';
      /** Bytes that the receiver has, and those that its sink has taken. It takes LIMITS.blobWindow more than the latter. */
      received: number;
      taken: number;
      /** The way is new: go on from `received`. */
      resume: boolean;
      paused: boolean;
    }
  | { kind: 'paused'; paused: boolean }
  | { kind: 'end'; total: number; sha256: Uint8Array };

const KINDS = ['data', 'taken', 'paused', 'end'] as const;
const OFFSET = 8;
const HASH = 32;

/** Bytes that a frame has before the data. */
export const BLOB_HEADER = 1 + OFFSET;

export function encodeBlobFrame(frame: BlobFrame): Uint8Array<ArrayBuffer> {
  switch (frame.kind) {
    case 'data': {
      const out = begin(frame.kind, OFFSET + frame.bytes.length);
      putOffset(out, 1, frame.offset);
      out.set(frame.bytes, BLOB_HEADER);
      return out;
    }
    case 'taken': {
      const out = begin(frame.kind, 2 * OFFSET + 1);
      putOffset(out, 1, frame.received);
      putOffset(out, 1 + OFFSET, frame.taken);
      out[1 + 2 * OFFSET] = (frame.resume ? 1 : 0) | (frame.paused ? 2 : 0);
      return out;
    }
    case 'paused': {
      const out = begin(frame.kind, 1);
      out[1] = frame.paused ? 1 : 0;
      return out;
    }
    case 'end': {
      const out = begin(frame.kind, OFFSET + HASH);
      putOffset(out, 1, frame.total);
      out.set(frame.sha256.subarray(0, HASH), 1 + OFFSET);
      return out;
    }
  }
}

/** `undefined` for what is none. The data is a view into `bytes`. */
export function decodeBlobFrame(bytes: Uint8Array): BlobFrame | undefined {
  const kind = KINDS[bytes[0] ?? -1];
  if (kind === undefined || bytes.length < 2) return undefined;
  if (kind === 'paused') return bytes.length === 2 ? { kind, paused: bytes[1] === 1 } : undefined;
  const first = bytes.length < BLOB_HEADER ? undefined : offsetAt(bytes, 1);
  if (first === undefined) return undefined;
  if (kind === 'data') return { kind, offset: first, bytes: bytes.subarray(BLOB_HEADER) };
  if (kind === 'end') {
    const isWhole = bytes.length === BLOB_HEADER + HASH;
    return isWhole ? { kind, total: first, sha256: bytes.slice(BLOB_HEADER) } : undefined;
  }
  const taken = bytes.length === 2 + 2 * OFFSET ? offsetAt(bytes, 1 + OFFSET) : undefined;
  if (taken === undefined || taken > first) return undefined;
  const flags = bytes[1 + 2 * OFFSET] ?? 0;
  return { kind, received: first, taken, resume: (flags & 1) !== 0, paused: (flags & 2) !== 0 };
}

function begin(kind: BlobFrame['kind'], length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(1 + length);
  out[0] = KINDS.indexOf(kind);
  return out;
}

function putOffset(out: Uint8Array, at: number, value: number): void {
  const view = new DataView(out.buffer, out.byteOffset + at, OFFSET);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value % 2 ** 32);
}

function offsetAt(bytes: Uint8Array, at: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, OFFSET);
  const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  return Number.isSafeInteger(value) ? value : undefined;
}
