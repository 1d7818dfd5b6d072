// Where no relay may send anything: addresses that mean a machine, its neighbours or nobody (IANA special-purpose registries).
import { includes, parseRange, type AddressRange } from './address-range.ts';

/** Private ranges, of which an operator may allow some: their LAN. */
const PRIVATE = [
  '10.0.0.0/8', // RFC 1918
  '100.64.0.0/10', // carrier-grade NAT, RFC 6598
  '172.16.0.0/12', // RFC 1918
  '192.168.0.0/16', // RFC 1918
  'fc00::/7', // unique local, RFC 4193
] as const;

const NEVER = [
  '0.0.0.0/8', // this network
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; the metadata of cloud machines
  '192.0.0.0/24', // IETF protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved; broadcast
  // Of IPv6 only 2000::/3 is global unicast. The rest has loopback, IPv4-mapped (::ffff:0:0/96), IPv4-compatible,
  // NAT64 (64:ff9b::/96, 64:ff9b:1::/48), discard-only, link-local, site-local, multicast.
  '::/3',
  '4000::/2',
  '8000::/1',
  '2001::/23', // IETF protocol assignments; Teredo
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: IPv4 inside
  '3fff::/20', // documentation
] as const;

function rangesOf(texts: readonly string[]): readonly AddressRange[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}

const privateRanges = rangesOf(PRIVATE);
export const DENIED_RANGES: readonly AddressRange[] = [...privateRanges, ...rangesOf(NEVER)];

/** Whether an operator may open this range to the relay. */
export function isPrivate(range: AddressRange): boolean {
  return privateRanges.some((one) => includes(one, range));
}
