// What the local CA may vouch for: this machine's names, and the networks that it is in (RFC 5280 §4.2.1.10).
import { isIPv4 } from 'node:net';
import { addressBytes } from '../limits/address.ts';
import { blockList, isIn, isPrivate, type Machine, type Subnet } from './machine.ts';

export interface Constraints {
  names: string[];
  subnets: Subnet[];
}

const LOOPBACK: readonly Subnet[] = [
  { address: '127.0.0.1', prefix: 32 },
  { address: '::1', prefix: 128 },
];
/** Networks of before that a wider CA goes on to cover, for a machine that moves between a few. */
const REMEMBERED = 16;

/** Wide enough for this machine where it is, and for the networks in which it was before. */
export function constraintsFor(machine: Machine, before?: Constraints): Constraints {
  const now = machine.addresses.map(({ address, prefix }) => networkOf(address, prefix));
  const subnets = unique([...LOOPBACK, ...now]);
  const earlier = unique([...subnets, ...(before?.subnets ?? [])]).slice(subnets.length);
  return { names: machine.names, subnets: [...subnets, ...earlier.slice(0, REMEMBERED)] };
}

/** Addresses of the machine that the constraints leave out and that have to be in. */
export function uncovered(constraints: Constraints, { names, addresses }: Machine): string[] {
  const list = blockList(constraints.subnets);
  // A provider may give another global IPv6 prefix every night: nobody installs a CA anew for that.
  const needed = addresses.filter(({ address }) => isIPv4(address) || isPrivate(address));
  return [
    ...names.filter((name) => !constraints.names.includes(name)),
    ...needed.map(({ address }) => address).filter((address) => !isIn(list, address)),
  ];
}

/** The addresses that a certificate of this CA can name. */
export function covered({ subnets }: Constraints, { addresses }: Machine): string[] {
  const list = blockList(subnets);
  const all = [...LOOPBACK, ...addresses].map(({ address }) => address);
  return [...new Set(all.filter((address) => isIn(list, address)))];
}

/** DER of the extension's value: permitted subtrees only, so that a name of any of these kinds has to be in one. */
export function encodeConstraints({ names, subnets }: Constraints): Uint8Array<ArrayBuffer> {
  const bases = [
    ...names.map((name) => der(0x82, Buffer.from(name, 'latin1'))),
    ...subnets.map(({ address, prefix }) => der(0x87, addressBytes(address), maskBytes(address, prefix))),
  ];
  return new Uint8Array(der(0x30, der(0xa0, ...bases.map((base) => der(0x30, base)))));
}

/**
 * A private address may change within its network, at most a /16 and at least a /24; IPv6 within its /64. A public IPv4
 * address is somebody's own.
 */
function networkOf(address: string, prefix: number): Subnet {
  const length = isIPv4(address) ? (isPrivate(address) ? Math.min(24, Math.max(16, prefix)) : 32) : 64;
  const mask = maskBytes(address, length);
  const network = addressBytes(address).map((byte, place) => byte & (mask[place] ?? 0));
  return { address: spell(network), prefix: length };
}

function maskBytes(address: string, prefix: number): Uint8Array {
  const length = isIPv4(address) ? 4 : 16;
  return Uint8Array.from({ length }, (_, place) => {
    const bits = Math.min(8, Math.max(0, prefix - 8 * place));
    return (0xff << (8 - bits)) & 0xff;
  });
}

function spell(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const hex = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? [];
  return new URL(`http://[${hex.join(':')}]`).hostname.slice(1, -1);
}

function unique(subnets: readonly Subnet[]): Subnet[] {
  return [...new Map(subnets.map((one) => [`${one.address}/${one.prefix}`, one])).values()];
}

/** One value of X.690 §8.1: a tag, the length, what is in it. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
