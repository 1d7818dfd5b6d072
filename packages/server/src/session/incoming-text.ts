// A text as it comes in, found in the bytes of its frame without taking them apart: most of what a server reads.
import { LIMITS, OWN_TYPES, type ClientMessageOf, type TextId, type UserId } from '@parley/protocol';
import { Block, isAt, isUnescaped } from '../ws/bytes.ts';

/** `chat.send` with its keys in the schema's order, as the SDK writes it. */
const TYPE = new Block(Buffer.from('{"t":"chat.send"'));
export const BEFORE_ID = new Block(Buffer.from(',"id":"'));
const BEFORE_TO = new Block(Buffer.from('","to":"'));
const BEFORE_TEXT = new Block(Buffer.from('","text":"'));
/** `"}` as a little-endian number. */
const END = 0x7d22;
const ID_LENGTH = { least: 16, most: 64 } as const;

const bytesLike = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (pattern.test(String.fromCharCode(byte)) ? 1 : 0));
const ID = bytesLike(/[A-Za-z0-9_-]/);
/** Of names that need no second look: ASCII without what JSON escapes. */
const NAME = bytesLike(/[ !#-[\]-~]/);
/** With which no white space begins, in UTF-8: C2, E1, E2, E3 and EF may be a space's first byte. */
const VISIBLE = bytesLike(/[!-~\xc3-\xe0\xe4-\xee\xf0-\xf4]/);

/** What is relayed as it came. */
export type Relayed = ClientMessageOf<'chat.send' | 'message.send'>;

/**
 * A `chat.send` or `message.send`, right in every respect. `start` to `end` of the block is its JSON from the comma
 * before `"id"` to the closing brace, as JSON.stringify writes it: the same id, recipient and body are always the same
 * bytes. Good until the next frame is read.
 */
export class IncomingText {
  readonly t: Relayed['t'];
  block = TYPE;
  start = 0;
  end = 0;
  idLength = 0;
  to = '' as UserId;
  /** Whether the sender's other sessions are shown it (protocol T3, T12). */
  shown = true;

  constructor(t: Relayed['t'] = 'chat.send') {
    this.t = t;
  }

  /** One that was decoded, or is the server's own. */
  static of(message: Relayed): IncomingText {
    return new IncomingText(message.t).take(message);
  }

  /** Becomes the given one, of the same type. */
  take(message: Relayed): this {
    const { id, to } = message;
    const body = message.t === 'chat.send' ? { text: message.text } : bodyOf(message);
    const block = new Block(Buffer.from(`,"id":"${id}","to":${JSON.stringify(to)},${tailOf(body)}`));
    const shown = message.t === 'chat.send' || message.type.startsWith(OWN_TYPES);
    return Object.assign(this, { block, start: 0, end: block.size, idLength: id.length, to, shown });
  }

  get idStart(): number {
    return this.start + BEFORE_ID.size;
  }

  get idEnd(): number {
    return this.idStart + this.idLength;
  }

  get id(): TextId {
    return this.block.bytes.toString('latin1', this.idStart, this.idEnd) as TextId;
  }

  /** Taken apart: for the few that are not relayed as they came. */
  get message(): Relayed {
    const rest = this.block.bytes.toString('utf8', this.start + 1, this.end);
    return { t: this.t, ...(JSON.parse(`{${rest}`) as object) } as Relayed;
  }
}

/** One reader makes one text after the other of the same object. */
export class TextReader {
  readonly #text = new IncomingText('chat.send');
  readonly #message = new IncomingText('message.send');

  /** Reads a frame that is plainly right. Any other one, right or wrong, is to be decoded: `undefined`. */
  read(block: Block, start: number, end: number): IncomingText | undefined {
    if (!isAt(TYPE, block, start)) return undefined;
    const idStart = start + TYPE.size + BEFORE_ID.size;
    const idEnd = runOf(ID, block, idStart, Math.min(end, idStart + ID_LENGTH.most));
    const toStart = idEnd + BEFORE_TO.size;
    const toEnd = runOf(NAME, block, toStart, Math.min(end, toStart + LIMITS.accountLength));
    const textStart = toEnd + BEFORE_TEXT.size;
    const isRight =
      idEnd - idStart >= ID_LENGTH.least &&
      toEnd > toStart &&
      isAt(BEFORE_ID, block, start + TYPE.size) &&
      isAt(BEFORE_TO, block, idEnd) &&
      isAt(BEFORE_TEXT, block, toEnd) &&
      isPlainText(block, textStart, end - 2) &&
      block.view.getUint16(end - 2, true) === END;
    if (!isRight) return undefined;
    const text = this.#text;
    text.block = block;
    text.start = start + TYPE.size;
    text.end = end;
    text.idLength = idEnd - idStart;
    if (!isString(text.to, block, toStart, toEnd)) {
      text.to = block.bytes.toString('latin1', toStart, toEnd) as UserId;
    }
    return text;
  }

  /** The same of a message that was decoded. */
  of(message: Relayed): IncomingText {
    return (message.t === 'chat.send' ? this.#text : this.#message).take(message);
  }
}

function bodyOf({ type, data, bytes }: ClientMessageOf<'message.send'>): object {
  return bytes ? { type, data, bytes } : { type, data };
}

/** An object's JSON without its opening brace. */
function tailOf(body: object): string {
  return JSON.stringify(body).slice(1);
}

/** Where the bytes end, from `start` on, that the table says 1 of. */
function runOf(table: Uint8Array, { bytes }: Block, start: number, end: number): number {
  let at = start;
  while (at < end && table[bytes[at] ?? 0] === 1) at += 1;
  return at;
}

/** Whether the inside of a JSON string is its own value, of a length that may be sent, and not blank. */
function isPlainText(block: Block, start: number, end: number): boolean {
  if (end <= start || end - start > LIMITS.textBytes) return false;
  return VISIBLE[block.bytes[start] ?? 0] === 1 && isUnescaped(block, start, end);
}

function isString(text: string, { bytes }: Block, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
