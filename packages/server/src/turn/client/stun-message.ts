// STUN messages as bytes (RFC 8489 §5, §14), with integrity and fingerprint. Pure: no socket, no clock, no chance.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { err, ok, type Result } from '@parley/protocol';
import { ATTRIBUTE } from './stun-attributes.ts';

export type StunClass = 'request' | 'indication' | 'success' | 'error';

export interface StunAttribute {
  readonly type: number;
  /** Without the padding. */
  readonly value: Buffer;
}

export interface StunMessage {
  readonly class: StunClass;
  /** 12 bits, see METHOD. */
  readonly method: number;
  /** 12 bytes. */
  readonly transaction: Buffer;
  /** In their order, without MESSAGE-INTEGRITY, FINGERPRINT and what follows the former. */
  readonly attributes: readonly StunAttribute[];
}

export const METHOD = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  createPermission: 0x008,
  channelBind: 0x009,
} as const;

const MAGIC_COOKIE = 0x2112_a442;
export const STUN_HEADER_BYTES = 20;
const TRANSACTION_BYTES = 12;
const INTEGRITY_BYTES = 20;
const FINGERPRINT_XOR = 0x5354_554e;
const CLASSES: readonly StunClass[] = ['request', 'indication', 'success', 'error'];

export interface EncodeOptions {
  /** Key of the MESSAGE-INTEGRITY; left out, there is none. */
  key?: Buffer | undefined;
  /** Whether a FINGERPRINT ends the message. */
  fingerprint?: boolean;
}

/** Attributes longer than 65,535 bytes, or a message longer than that, are a bug of the caller: it throws. */
export function encodeStun(message: StunMessage, { key, fingerprint = false }: EncodeOptions = {}): Buffer {
  let bytes = Buffer.concat([headerOf(message), ...message.attributes.map(encodeAttribute)]);
  if (key) {
    setLength(bytes, bytes.length + 4 + INTEGRITY_BYTES);
    const value = createHmac('sha1', key).update(bytes).digest();
    bytes = Buffer.concat([bytes, encodeAttribute({ type: ATTRIBUTE.messageIntegrity, value })]);
  }
  if (fingerprint) {
    setLength(bytes, bytes.length + 8);
    const value = Buffer.alloc(4);
    value.writeUInt32BE(fingerprintOf(bytes));
    bytes = Buffer.concat([bytes, encodeAttribute({ type: ATTRIBUTE.fingerprint, value })]);
  }
  setLength(bytes, bytes.length);
  return bytes;
}

function headerOf({ class: messageClass, method, transaction }: StunMessage): Buffer {
  if (transaction.length !== TRANSACTION_BYTES) throw new Error('a STUN transaction id has 12 bytes');
  const header = Buffer.alloc(STUN_HEADER_BYTES);
  header.writeUInt16BE(typeOf(messageClass, method), 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  transaction.copy(header, 8);
  return header;
}

/** The class sits between the bits of the method (RFC 8489 figure 3). */
function typeOf(messageClass: StunClass, method: number): number {
  const bits = CLASSES.indexOf(messageClass);
  return (
    (method & 0x00f) |
    ((method & 0x070) << 1) |
    ((method & 0xf80) << 2) |
    ((bits & 1) << 4) |
    ((bits & 2) << 7)
  );
}

function setLength(bytes: Buffer, total: number): void {
  bytes.writeUInt16BE(total - STUN_HEADER_BYTES, 2);
}

function encodeAttribute({ type, value }: StunAttribute): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/** Attributes, and ChannelData on a stream, end at a multiple of four bytes. */
export function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Whether a MESSAGE-INTEGRITY is there, and holds for this key. */
export type Integrity = 'valid' | 'invalid' | 'absent';

export interface DecodedStun {
  readonly message: StunMessage;
  integrity(key: Buffer): Integrity;
}

/** The error says what is wrong with the bytes. A fingerprint that does not hold is an error, too. */
export function decodeStun(bytes: Buffer): Result<DecodedStun, string> {
  if (bytes.length < STUN_HEADER_BYTES) return err('shorter than a STUN header');
  const type = bytes.readUInt16BE(0);
  if (type >= 0x4000) return err('not a STUN message');
  if (!hasMagicCookie(bytes)) return err('without the magic cookie');
  const length = bytes.readUInt16BE(2);
  if (length % 4 !== 0 || length !== bytes.length - STUN_HEADER_BYTES) return err('of a wrong length');
  const body = readBody(bytes);
  if (!body.ok) return body;
  const { attributes, integrityAt } = body.value;
  const messageClass = CLASSES[((type >> 4) & 1) | ((type >> 7) & 2)] ?? 'request';
  const method = (type & 0x00f) | ((type >> 1) & 0x070) | ((type >> 2) & 0xf80);
  const transaction = bytes.subarray(8, STUN_HEADER_BYTES);
  return ok({
    message: { class: messageClass, method, transaction, attributes },
    integrity: (key) => (integrityAt === undefined ? 'absent' : checkIntegrity(bytes, integrityAt, key)),
  });
}

/** Of eight bytes or more. */
export function hasMagicCookie(bytes: Buffer): boolean {
  return bytes.readUInt32BE(4) === MAGIC_COOKIE;
}

interface Body {
  attributes: StunAttribute[];
  integrityAt: number | undefined;
}

function readBody(bytes: Buffer): Result<Body, string> {
  const body: Body = { attributes: [], integrityAt: undefined };
  let at = STUN_HEADER_BYTES;
  while (at < bytes.length) {
    const type = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (at + 4 + padded(length) > bytes.length) return err('an attribute is cut off');
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (type === ATTRIBUTE.fingerprint) {
      if (length !== 4 || at + 8 !== bytes.length) return err('the fingerprint is not at its end');
      const isRight = value.readUInt32BE(0) === fingerprintOf(bytes.subarray(0, at));
      return isRight ? ok(body) : err('its fingerprint does not hold');
    }
    // What follows the integrity is not covered by it: ignored (RFC 8489 §14.5).
    if (body.integrityAt === undefined) {
      if (type === ATTRIBUTE.messageIntegrity) {
        if (length !== INTEGRITY_BYTES) return err('its integrity has a wrong length');
        body.integrityAt = at;
      } else body.attributes.push({ type, value });
    }
    at += 4 + padded(length);
  }
  return ok(body);
}

/** The length in the header counts up to and with the integrity, whatever follows it. */
function checkIntegrity(bytes: Buffer, at: number, key: Buffer): Integrity {
  const covered = Buffer.from(bytes.subarray(0, at));
  setLength(covered, at + 4 + INTEGRITY_BYTES);
  const right = createHmac('sha1', key).update(covered).digest();
  return timingSafeEqual(right, bytes.subarray(at + 4, at + 4 + INTEGRITY_BYTES)) ? 'valid' : 'invalid';
}

function fingerprintOf(bytes: Buffer): number {
  return (crc32(bytes) ^ FINGERPRINT_XOR) >>> 0;
}

/** The key of long-term credentials (RFC 8489 §9.2.2). Name and password are as SASLprep leaves them: ASCII is. */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest();
}
