// Raw pictures that say themselves how large they are: YUV4MPEG2, whose planes are I420.
import type { Bytes } from './bytes.ts';

const FRAME = Buffer.from('FRAME\n');
const LONGEST_HEADER = 256;

export interface Pictures {
  readonly width: number;
  readonly height: number;
  /** `undefined` at the end. */
  next(): Promise<Buffer | undefined>;
}

/** `undefined` where the stream ends before the first picture could come. */
export async function readY4m(bytes: Bytes): Promise<Pictures | undefined> {
  const header = await line(bytes);
  if (header === undefined) return undefined;
  const [, width = 0, height = 0] = (/^YUV4MPEG2 W(\d+) H(\d+) /.exec(header) ?? []).map(Number);
  if (width === 0 || height === 0) throw new Error(`no header of YUV4MPEG2: ${header}`);
  return {
    width,
    height,
    async next() {
      const mark = await bytes.take(FRAME.length);
      if (mark === undefined) return undefined;
      if (!mark.equals(FRAME)) throw new Error('no frame of YUV4MPEG2');
      return bytes.take(width * height * 1.5);
    },
  };
}

async function line(bytes: Bytes): Promise<string | undefined> {
  let text = '';
  while (text.length < LONGEST_HEADER) {
    const byte = await bytes.take(1);
    if (byte === undefined) return undefined;
    if (byte[0] === 0x0a) return text;
    text += byte.toString('latin1');
  }
  throw new Error('no header of YUV4MPEG2');
}
