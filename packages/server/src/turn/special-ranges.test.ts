import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress, parseRange, type AddressRange } from './address-range.ts';
import { DENIED_RANGES, isPrivate } from './special-ranges.ts';

/** IANA's special-purpose registries (RFC 6890 and later) but what is globally reachable, and what embeds IPv4. */
const SPECIAL = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
  255.255.255.255/32 ::/128 ::1/128 ::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64
  2001::/32 2001:2::/48 2001:10::/28 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8`;
const special = SPECIAL.trim()
  .split(/\s+/)
  .map((text) => [text, range(text)] as const);

function range(text: string): AddressRange {
  const parsed = parseRange(text);
  if (!parsed) throw new Error(`${text} is no range`);
  return parsed;
}

const isDenied = (family: 4 | 6, address: bigint): boolean =>
  DENIED_RANGES.some((one) => one.family === family && one.first <= address && address <= one.last);
const isDeniedText = (text: string): boolean =>
  isDenied(text.includes(':') ? 6 : 4, parseAddress(text) ?? 0n);

test.each(special)('no address of %s may be sent to', (_text, { family, first, last }) => {
  const ends = [first, last].map((address) => [address]);
  fc.assert(
    fc.property(fc.bigInt({ min: first, max: last }), (address) => isDenied(family, address)),
    { examples: ends as [bigint][] },
  );
});

test('every IPv4 address that may not be sent to may not be reached within an IPv6 one either', () => {
  const prefixes = ['::', '::ffff:', '64:ff9b::'];
  fc.assert(
    fc.property(
      fc.constantFrom(...prefixes),
      fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
      (prefix, address) => isDeniedText(`${prefix}${formatAddress(4, address)}`),
    ),
  );
});

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '2000::',
  '2001:200::1',
  '2001:db7:ffff::1',
  '2606:4700::1111',
  '2a00:1450::1',
  '3ffe::1',
])('%s is for everybody, and so for the relay', (text) => expect(isDeniedText(text)).toBe(false));

describe('what an operator may allow', () => {
  test.each(['10.0.0.0/8', '10.1.2.3', '192.168.1.0/24', '172.16.0.0/12', '100.64.0.0/10', 'fd12:3456::/48'])(
    '%s',
    (text) => expect(isPrivate(range(text))).toBe(true),
  );
  test.each([
    '0.0.0.0/0',
    '::/0',
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    '::ffff:10.0.0.1',
    '8.8.8.8',
    '192.168.0.0/15',
  ])('not %s', (text) => expect(isPrivate(range(text))).toBe(false));
});

describe('addresses as text', () => {
  test('come back as they went in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(4 as const, 6 as const),
        fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
        (family, low) => {
          const address = family === 4 ? low : (low << 90n) + low;
          return parseAddress(formatAddress(family, address)) === address;
        },
      ),
    );
  });
  test.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'fe80::1%eth0',
    '::/129',
    '1.2.3.4-5',
  ])('%j is no range', (text) => expect(parseRange(text)).toBeUndefined());
});
