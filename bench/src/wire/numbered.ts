// Texts of 120 bytes that carry their number, built once as a masked frame and patched for each sending.
import { MASK, maskedFrame, OPCODE } from './frames.ts';

export const TEXT_BYTES = 120;
const DIGITS = 9;
const ID_LENGTH = 22;
const MARK = '@'.repeat(DIGITS);
const FILLER =
  ' The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs, and then some more of it all.';

/** What a frame says around a text: the ids differ in each, as every message id must. */
export type Wording = (id: string, text: string) => string;

export interface NumberedTexts {
  /** Frames for the numbers `first` to `first + count - 1`, one after the other. */
  frames(first: number, count: number): Buffer;
}

/** `prefix` makes the ids differ from another sender's: at most 13 characters of an id. */
export function createNumberedTexts(prefix: string, wording: Wording): NumberedTexts {
  const id = prefix.padEnd(ID_LENGTH - DIGITS, '-') + MARK;
  const text = (MARK + FILLER).padEnd(TEXT_BYTES, '.').slice(0, TEXT_BYTES);
  const payload = Buffer.from(wording(id, text));
  const frame = maskedFrame(OPCODE.text, payload);
  const header = frame.length - payload.length;
  const marks = positions(payload, MARK);
  return {
    frames(first, count) {
      const out = Buffer.allocUnsafe(frame.length * count);
      for (let i = 0; i < count; i++) {
        const at = i * frame.length;
        frame.copy(out, at);
        for (const mark of marks) writeDigits(out, at + header, mark, first + i);
      }
      return out;
    },
  };
}

function positions(payload: Buffer, mark: string): number[] {
  const found: number[] = [];
  for (let at = payload.indexOf(mark); at >= 0; at = payload.indexOf(mark, at + 1)) found.push(at);
  return found;
}

function writeDigits(out: Buffer, payloadAt: number, mark: number, number: number): void {
  let rest = number;
  for (let i = mark + DIGITS - 1; i >= mark; i--) {
    const digit = rest % 10;
    rest = (rest - digit) / 10;
    out[payloadAt + i] = (48 + digit) ^ (MASK[(i & 3) as 0 | 1 | 2 | 3] ?? 0);
  }
}

/** The number behind a key of a frame, e.g. `"seq":` or `"text":"`; NaN where there is none. */
export type NumberReader = (bytes: Buffer, start: number, end: number) => number;

/** A key hardly ever moves within frames of one type, so its last place is tried first. */
export function createNumberReader(key: string): NumberReader {
  const wanted = Buffer.from(key);
  let offset = 0;
  return (bytes, start, end) => {
    if (!matches(bytes, start + offset, wanted)) offset = Math.max(0, bytes.indexOf(wanted, start) - start);
    const at = start + offset + wanted.length;
    return at < end && matches(bytes, start + offset, wanted) ? readDigits(bytes, at, end) : Number.NaN;
  };
}

function matches(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function readDigits(bytes: Buffer, at: number, end: number): number {
  let number = 0;
  let i = at;
  for (; i < end; i++) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return i === at ? Number.NaN : number;
}
