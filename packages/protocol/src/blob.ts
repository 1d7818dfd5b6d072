// What both sides know of transfers: what one is called, how it may end, and where the server carries its bytes.
import * as v from 'valibot';
import { blobId, type BlobId } from './ids.ts';
import { LIMITS } from './limits.ts';

/** WebSocket subprotocol and path, before the transfer's id, of its bytes' way through the server. */
export const BLOB_SUBPROTOCOL = 'parley.blob.v1';
export const BLOB_PATH = '/blob/';

/** The transfer whose bytes go over the socket at this path. */
export function blobAt(path: string): BlobId | undefined {
  if (!path.startsWith(BLOB_PATH)) return undefined;
  const id = v.safeParse(blobId, path.slice(BLOB_PATH.length));
  return id.success ? id.output : undefined;
}

// A name is shown to a person: what could move the writing about has no place in it.
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A name or media type that may be given to a transfer. */
export function isBlobLabel(text: string, length: number = LIMITS.blobName): boolean {
  return text.length <= length && !CONTROLS.test(text);
}

const label = (length: number) =>
  v.pipe(
    v.string(),
    v.check((text) => isBlobLabel(text, length), 'too long, or with control characters'),
  );

export const blobName = label(LIMITS.blobName);
/** RFC 6838 §4.2 as far as length goes; nothing depends on it. */
export const blobType = label(LIMITS.blobType);
export const blobSize = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** How a device may say that a transfer has ended: codes of the closed list, and that all of it is there. */
export const BLOB_ENDS = [
  'done',
  'cancelled',
  'declined',
  'too-large',
  'damaged',
  'disk-full',
  'sink-failed',
  'source-failed',
  'misbehaved',
  'interrupted',
] as const;
export const blobEnd = v.picklist(BLOB_ENDS);
export type BlobEnd = (typeof BLOB_ENDS)[number];
