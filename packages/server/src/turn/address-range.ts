// Ranges of IP addresses, as a person writes them and as numbers.
import { isIP, isIPv4 } from 'node:net';
import { addressBytes } from '../limits/address.ts';

export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads `10.0.0.0/8`, `fd00::/8`, or a single address. Nothing where it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const number = parseAddress(address);
  if (number === undefined || rest.length > 0) return undefined;
  const family = isIPv4(address) ? 4 : 6;
  const bits = BITS[family];
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const kept = length === undefined ? bits : Number(length);
  if (kept > bits) return undefined;
  const free = BigInt(bits - kept);
  const first = (number >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

/** The address as a number; nothing where it is none. Zones (`fe80::1%eth0`) are none either. */
export function parseAddress(text: string): bigint | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  return [...addressBytes(text)].reduce((number, byte) => number * 256n + BigInt(byte), 0n);
}

export function formatAddress(family: 4 | 6, number: bigint): string {
  const [parts, size] = family === 4 ? [4, 8n] : [8, 16n];
  const words = Array.from({ length: parts }, (_, index) => {
    const word = (number >> (size * BigInt(parts - 1 - index))) & ((1n << size) - 1n);
    return word.toString(family === 4 ? 10 : 16);
  });
  return words.join(family === 4 ? '.' : ':');
}

export function includes(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}
