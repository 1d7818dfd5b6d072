// One D-Bus message: its header and its values.
import { Reader, Variant, Writer } from './marshal.ts';

export type Kind = 'call' | 'return' | 'error' | 'signal';

export interface Message {
  readonly kind: Kind;
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

const KINDS: readonly Kind[] = ['call', 'return', 'error', 'signal'];
/** By number, from 1. */
const FIELDS = [
  ['path', 'o'],
  ['interface', 's'],
  ['member', 's'],
  ['errorName', 's'],
  ['replySerial', 'u'],
  ['destination', 's'],
  ['sender', 's'],
  ['signature', 'g'],
] as const;
/** Bytes before the header's fields. */
const FIXED = 16;
/** Bytes, by the specification. */
const LONGEST = 128 * 1024 * 1024;

export function encode(message: Message): Buffer {
  const body = new Writer().write(message.signature ?? '', message.body ?? []).bytes();
  const fields = FIELDS.flatMap(([name, type], index) =>
    message[name] === undefined || message[name] === ''
      ? []
      : [[index + 1, new Variant(type, message[name])]],
  );
  const header = new Writer()
    .write('yyyyuua(yv)', [
      'l'.charCodeAt(0),
      KINDS.indexOf(message.kind) + 1,
      0,
      1,
      body.length,
      message.serial,
      fields,
    ])
    .pad(8);
  return Buffer.concat([header.bytes(), body]);
}

/** How long the message is that begins here; nothing as long as that can't be told. Throws where it is none. */
export function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < FIXED) return undefined;
  if (bytes[0] !== 'l'.charCodeAt(0)) throw new Error('a D-Bus message in big-endian order');
  const header = FIXED + bytes.readUInt32LE(12);
  const length = Math.ceil(header / 8) * 8 + bytes.readUInt32LE(4);
  if (length > LONGEST) throw new RangeError('a D-Bus message of more bytes than there may be');
  return length;
}

export function decode(bytes: Buffer): Message {
  const reader = new Reader(bytes);
  const [, kind, , , , serial, fields] = reader.read('yyyyuua(yv)') as [
    number,
    number,
    number,
    number,
    number,
    number,
    [number, Variant][],
  ];
  const named = Object.fromEntries(
    fields.flatMap(([number, { value }]) => {
      const name = FIELDS[number - 1]?.[0];
      return name === undefined ? [] : [[name, value]];
    }),
  ) as Partial<Message>;
  const body = new Reader(bytes, reader.pad(8).at).read(named.signature ?? '');
  return { ...named, kind: KINDS[kind - 1] ?? 'signal', serial, body };
}
