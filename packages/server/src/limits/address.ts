// Which addresses count as one caller: an IPv4 address, or an IPv6 /64, which is what one household is given.
import { isIPv4, isIPv6 } from 'node:net';

/** The key under which an address is limited. IPv4 in its IPv6 form (RFC 4291 §2.5.5.2) is the IPv4 address. */
export function addressKey(address: string | undefined): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  return `${ipv6Groups(plain).slice(0, 4).join(':')}::/64`;
}

/** Whether the caller is on this very machine. */
export function isLoopback(address: string | undefined): boolean {
  const plain = plainAddress(address);
  return isIPv4(plain)
    ? plain.startsWith('127.')
    : isIPv6(plain) && ipv6Groups(plain).join(':') === '0:0:0:0:0:0:0:1';
}

/** Whether this host, by name or address as it stands in a setting or a URL, is this very machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopback(host.replaceAll(/^\[|\]$/g, ''));
}

/** In lower case, without a zone, and IPv4 in its IPv6 form as IPv4. */
export function plainAddress(address = ''): string {
  const [bare = ''] = address.toLowerCase().split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  return mapped?.[1] ?? bare;
}

/** The eight groups in hexadecimal without leading zeros. */
function ipv6Groups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: gap }, () => '0'), ...after];
}

function groupsOf(part: string): string[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16).toString(16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  });
}

/** The 4 or 16 bytes of an address. */
export function addressBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split('.').map(Number));
  return Uint8Array.from(
    ipv6Groups(address).flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    }),
  );
}
