// The attributes that a TURN client sends and reads (RFC 8489 §14, RFC 8656 §18): their numbers, and what is in them.
import { isIPv4, isIPv6 } from 'node:net';

export const ATTRIBUTE = {
  mappedAddress: 0x0001,
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  unknownAttributes: 0x000a,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedAddressFamily: 0x0017,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
  software: 0x8022,
  fingerprint: 0x8028,
} as const;

/** Where a packet comes from or goes to. The address is an IP address in text, without a zone. */
export interface TransportAddress {
  readonly address: string;
  readonly port: number;
}

export type AddressFamily = 4 | 6;

/** `undefined` for what is no IP address, or one with a zone, which means nothing to another machine. */
export function familyOf(address: string): AddressFamily | undefined {
  if (isIPv4(address)) return 4;
  return isIPv6(address) && !address.includes('%') ? 6 : undefined;
}

/** One text for each address: IPv6 in its shortest form, its last groups in hexadecimal, too. */
export function canonicalAddress(address: string): string {
  return addressText(addressBytes(address));
}

export interface StunError {
  /** 300 to 699. */
  readonly code: number;
  readonly reason: string;
}

const FAMILY_BYTE = { 4: 0x01, 6: 0x02 } as const;
const UDP = 17;

export function readErrorCode(value: Buffer): StunError | undefined {
  if (value.length < 4) return undefined;
  const code = (value.readUInt8(2) & 7) * 100 + value.readUInt8(3);
  return { code, reason: value.subarray(4).toString() };
}

export function requestedTransportUdp(): Buffer {
  return Buffer.from([UDP, 0, 0, 0]);
}

export function requestedFamily(family: AddressFamily): Buffer {
  return Buffer.from([FAMILY_BYTE[family], 0, 0, 0]);
}

/** CHANNEL-NUMBER is followed by two bytes that are kept for later. */
export function channelNumber(channel: number): Buffer {
  const value = Buffer.alloc(4);
  value.writeUInt16BE(channel);
  return value;
}

export function uint32(number: number): Buffer {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(number);
  return value;
}

/** Throws where the address is no IP address: the caller has checked it. */
export function encodeXorAddress({ address, port }: TransportAddress, transaction: Buffer): Buffer {
  const family = familyOf(address);
  if (!family) throw new Error(`not an IP address: ${address}`);
  const plain = Buffer.concat([Buffer.from([0, FAMILY_BYTE[family], 0, 0]), addressBytes(address)]);
  plain.writeUInt16BE(port, 2);
  return xored(plain, transaction);
}

export function decodeXorAddress(value: Buffer, transaction: Buffer): TransportAddress | undefined {
  const family = value.length > 1 ? value.readUInt8(1) : 0;
  const isWhole =
    (family === FAMILY_BYTE[4] && value.length === 8) || (family === FAMILY_BYTE[6] && value.length === 20);
  if (!isWhole) return undefined;
  const plain = xored(value, transaction);
  return { address: addressText(plain.subarray(4)), port: plain.readUInt16BE(2) };
}

/** Port and address are mixed with the magic cookie and the transaction, so that no router between rewrites them. */
function xored(value: Buffer, transaction: Buffer): Buffer {
  const cookie = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
  const mask = Buffer.concat([Buffer.alloc(2), cookie.subarray(0, 2), cookie, transaction]);
  return Buffer.from(value.map((byte, at) => byte ^ (mask[at] ?? 0)));
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // The URL parser writes every form of an IPv6 address as groups in hexadecimal.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const bytes = Buffer.alloc(16);
  for (const [at, group] of [...before, ...gap, ...after].entries()) bytes.writeUInt16BE(group, at * 2);
  return bytes;
}

function groupsOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
