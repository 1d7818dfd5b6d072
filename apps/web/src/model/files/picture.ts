// Which files are pictures that may be shown, by their bytes alone: what the sender calls them counts for nothing.

/** What an <img> shows without running anything. Never SVG: it is a document. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';

export interface PictureHead {
  readonly type: PictureType;
  /** Pixels, before any turning that the picture asks for. */
  readonly width: number;
  readonly height: number;
}

/** A picture as the page may show it. */
export interface Picture {
  readonly url: string;
  /** Pixels, the right way up. */
  readonly width: number;
  readonly height: number;
}

/** Larger ones are files like others: decoded, each pixel takes four bytes. */
const MOST_BYTES = 50_000_000;
const MOST_PIXELS = 50_000_000;
const LONGEST_SIDE = 16_384;
/** Cameras put a small copy and a colour profile before the size of a JPEG. */
const HEAD_BYTES = 256 * 1024;

export interface PictureTools {
  makeUrl: (blob: Blob) => string;
  revokeUrl: (url: string) => void;
  /** Rejects where the browser can't decode what is there. */
  decode: (url: string) => Promise<{ width: number; height: number }>;
}

/** The picture that a file is, decodable and of a bearable size; its URL is then the caller's to revoke. */
export async function readPicture(file: Blob, tools: PictureTools): Promise<Picture | undefined> {
  if (file.size > MOST_BYTES) return undefined;
  const head = pictureHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (!head || !isBearable(head)) return undefined;
  const url = tools.makeUrl(file.slice(0, file.size, head.type));
  try {
    const decoded = await tools.decode(url);
    if (isBearable(decoded)) return { url, ...decoded };
  } catch {
    // Broken, or of a kind that this browser does not know: a file like any other.
  }
  tools.revokeUrl(url);
  return undefined;
}

function isBearable({ width, height }: { width: number; height: number }): boolean {
  const sides = Math.min(width, height) > 0 && Math.max(width, height) <= LONGEST_SIDE;
  return sides && width * height <= MOST_PIXELS;
}

/** What the first bytes of a file say; nothing where they are none of a picture's, or end too early. */
export function pictureHead(bytes: Uint8Array): PictureHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return png(view) ?? gif(view) ?? webp(view) ?? jpeg(view) ?? avif(view);
  } catch {
    return undefined; // A DataView throws beyond its end.
  }
}

/** PNG (W3C, third edition) §5.2 and §11.2.1: the signature, and the header is the first chunk. */
function png(view: DataView): PictureHead | undefined {
  if (!reads(view, 0, '\x89PNG\r\n\x1a\n') || !reads(view, 12, 'IHDR')) return undefined;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** GIF89a §17 and §18. */
function gif(view: DataView): PictureHead | undefined {
  if (!reads(view, 0, 'GIF87a') && !reads(view, 0, 'GIF89a')) return undefined;
  return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** WebP container (RFC 9649 §2.4 to §2.7), lossy (RFC 6386 §9.1) and lossless (RFC 9649 §3.4). */
function webp(view: DataView): PictureHead | undefined {
  if (!reads(view, 0, 'RIFF') || !reads(view, 8, 'WEBP')) return undefined;
  const type = 'image/webp';
  if (reads(view, 12, 'VP8X')) {
    const side = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_0000 + 1;
    return { type, width: side(24), height: side(27) };
  }
  if (reads(view, 12, 'VP8L') && view.getUint8(20) === 0x2f) {
    const sides = view.getUint32(21, true);
    // eslint-disable-next-line no-bitwise -- two fields of 14 bits
    return { type, width: (sides & 0x3fff) + 1, height: ((sides >> 14) & 0x3fff) + 1 };
  }
  if (reads(view, 12, 'VP8 ') && reads(view, 23, '\x9d\x01\x2a'))
    return { type, width: view.getUint16(26, true) % 0x4000, height: view.getUint16(28, true) % 0x4000 };
  return undefined;
}

/** JPEG (ITU-T T.81 §B.1 and §B.2): segments, until one says the size of the frame. */
function jpeg(view: DataView): PictureHead | undefined {
  if (!reads(view, 0, '\xff\xd8\xff')) return undefined;
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // Filling.
      continue;
    }
    if (isFrame(marker))
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, but for DHT, JPG and DAC, which lie among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** AVIF: a file of the brand (ISO/IEC 14496-12 §4.3) with the extents of its pictures (ISO/IEC 23008-12 §6.5.3). */
function avif(view: DataView): PictureHead | undefined {
  if (!reads(view, 4, 'ftyp')) return undefined;
  const end = view.getUint32(0);
  const isAvif = (at: number): boolean => reads(view, at, 'avif') || reads(view, at, 'avis');
  let found = isAvif(8);
  for (let at = 16; at < Math.min(end, 256) && !found; at += 4) found = isAvif(at);
  if (!found) return undefined;
  // The largest one: tiles and transparency have their own.
  let width = 0;
  let height = 0;
  for (let at = end; at + 16 <= view.byteLength; at++) {
    if (!reads(view, at, 'ispe')) continue;
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return { type: 'image/avif', width, height };
}

function reads(view: DataView, at: number, bytes: string): boolean {
  if (at + bytes.length > view.byteLength) return false;
  for (let i = 0; i < bytes.length; i++) if (view.getUint8(at + i) !== bytes.charCodeAt(i)) return false;
  return true;
}
