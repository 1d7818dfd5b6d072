import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeXorAddress, encodeXorAddress } from './stun-attributes.ts';
import { addressIn, textIn } from './stun-fields.ts';
import {
  decodeStun,
  encodeStun,
  longTermKey,
  METHOD,
  type StunClass,
  type StunMessage,
} from './stun-message.ts';
import { ATTRIBUTE } from './stun-attributes.ts';

const hex = (...lines: string[]): Buffer => Buffer.from(lines.join('').replaceAll(' ', ''), 'hex');

// RFC 5769 §2.
const PASSWORD = Buffer.from('VOkJxbRl1RmTxUk/WvJxBt');
const TRANSACTION = 'b7e7a701bc34d686fa87dfae';
const REQUEST = hex(
  `00010058 2112a442 ${TRANSACTION}`,
  '80220010 5354554e207465737420636c69656e74 00240004 6e0001ff 80290008 932ff9b151263b36',
  '00060009 6576746a3a68367659202020 00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2 80280004 e57a3bcf',
);
const IPV4_RESPONSE = hex(
  `0101003c 2112a442 ${TRANSACTION} 8022000b 7465737420766563746f7220 00200008 0001a147e112a643`,
  '00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7 80280004 c07d4c96',
);
const IPV6_RESPONSE = hex(
  `01010048 2112a442 ${TRANSACTION} 8022000b 7465737420766563746f7220`,
  '00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9',
  '00080014 a382954e4be67bf11784c97c8292c275bfe3ed41 80280004 c8fb0b4c',
);
const LONG_TERM = hex(
  '00010060 2112a442 78ad3433c6ad72c029da412e',
  '00060012 e3839ee38388e383aae38383e382afe382b90000',
  '0015001c 662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b 6578616d706c652e6f726700',
  '00080014 f67024656dd64a3e02b8e0712e85c9a28ca89666',
);

function decoded(bytes: Buffer) {
  const result = decodeStun(bytes);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('the vectors of RFC 5769', () => {
  test('request with short-term credentials and a fingerprint', () => {
    const { message, integrity } = decoded(REQUEST);
    expect(message).toMatchObject({ class: 'request', method: METHOD.binding });
    expect(textIn(message, ATTRIBUTE.username)).toBe('evtj:h6vY');
    expect(textIn(message, ATTRIBUTE.software)).toBe('STUN test client');
    expect([integrity(PASSWORD), integrity(Buffer.from('another'))]).toEqual(['valid', 'invalid']);
  });

  test.each([
    ['IPv4', IPV4_RESPONSE, { address: '192.0.2.1', port: 32_853 }],
    ['IPv6', IPV6_RESPONSE, { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32_853 }],
  ])('%s response', (_, bytes, address) => {
    const { message, integrity } = decoded(bytes);
    expect(message).toMatchObject({ class: 'success', method: METHOD.binding });
    expect(addressIn(message, ATTRIBUTE.xorMappedAddress)).toEqual(address);
    expect(integrity(PASSWORD)).toBe('valid');
  });

  test('request with long-term credentials is read, and made byte for byte', () => {
    const key = longTermKey('マトリックス', 'example.org', 'TheMatrIX');
    const { message, integrity } = decoded(LONG_TERM);
    expect(integrity(key)).toBe('valid');
    expect(encodeStun(message, { key })).toEqual(LONG_TERM);
  });

  test.each([
    ['request', REQUEST],
    ['response', IPV4_RESPONSE],
  ])('any bit that flips in the %s is noticed', (_, bytes) => {
    // Not in the four bytes that say that there is a fingerprint: without one there is nothing to check.
    const named = (bytes.length - 8) * 8;
    const at = fc
      .integer({ min: 0, max: bytes.length * 8 - 1 })
      .filter((bit) => bit < named || bit >= named + 32);
    fc.assert(
      fc.property(at, (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const read = decodeStun(flipped);
        // A length that flips may hide the fingerprint within another attribute: then the integrity tells.
        expect(read.ok && read.value.integrity(PASSWORD) === 'valid').toBe(false);
      }),
    );
  });
});

const bytesOf = (options: { minLength?: number; maxLength: number }): fc.Arbitrary<Buffer> =>
  fc.uint8Array(options).map((array) => Buffer.from(array));
// Integrity and fingerprint have a place of their own.
const attributeType = fc
  .integer({ min: 0, max: 0xffff })
  .filter((type) => type !== ATTRIBUTE.messageIntegrity && type !== ATTRIBUTE.fingerprint);
const messages: fc.Arbitrary<StunMessage> = fc.record({
  class: fc.constantFrom<StunClass>('request', 'indication', 'success', 'error'),
  method: fc.integer({ min: 0, max: 0xfff }),
  transaction: bytesOf({ minLength: 12, maxLength: 12 }),
  attributes: fc.array(fc.record({ type: attributeType, value: bytesOf({ maxLength: 40 }) }), {
    maxLength: 6,
  }),
});

test('every message is read as it was made', () => {
  fc.assert(
    fc.property(
      messages,
      fc.option(bytesOf({ maxLength: 32 })),
      fc.boolean(),
      (message, key, fingerprint) => {
        const bytes = encodeStun(message, { key: key ?? undefined, fingerprint });
        expect(bytes.length % 4).toBe(0);
        const { message: read, integrity } = decoded(bytes);
        expect(read).toEqual(message);
        expect(integrity(key ?? Buffer.from('any'))).toBe(key ? 'valid' : 'absent');
      },
    ),
  );
});

test('bytes that are no message never throw', () => {
  const broken = fc.tuple(messages, fc.nat(120), bytesOf({ maxLength: 8 })).map(([message, at, noise]) => {
    const bytes = encodeStun(message, { fingerprint: true });
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + noise.length)]);
  });
  fc.assert(
    fc.property(fc.oneof(broken, bytesOf({ maxLength: 80 })), (bytes) => {
      const result = decodeStun(bytes);
      if (result.ok) result.value.integrity(PASSWORD);
    }),
  );
});

test.each([
  ['shorter than a STUN header', Buffer.alloc(19)],
  ['not a STUN message', Buffer.concat([Buffer.from([0x40]), REQUEST.subarray(1)])],
  ['without the magic cookie', Buffer.concat([REQUEST.subarray(0, 4), Buffer.alloc(4), REQUEST.subarray(8)])],
  ['of a wrong length', REQUEST.subarray(0, -4)],
  ['its fingerprint does not hold', Buffer.concat([REQUEST.subarray(0, -1), Buffer.from([0])])],
])('says that bytes are %s', (error, bytes) => {
  expect(decodeStun(bytes)).toEqual({ ok: false, error });
});

test('what follows the integrity is not believed', () => {
  const { message } = decoded(LONG_TERM);
  const extra = hex('00200008 0001a147e112a643');
  const bytes = Buffer.concat([LONG_TERM, extra]);
  bytes.writeUInt16BE(bytes.length - 20, 2);
  const read = decoded(bytes);
  expect(read.message.attributes).toEqual(message.attributes);
  expect(read.integrity(longTermKey('マトリックス', 'example.org', 'TheMatrIX'))).toBe('valid');
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['::ffff:127.0.0.1', '::ffff:7f00:1'],
  ['64:ff9b::7f00:1', '64:ff9b::7f00:1'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
])('the address %s is sent and read as %s', (address, canonical) => {
  const transaction = Buffer.from(TRANSACTION, 'hex');
  const value = encodeXorAddress({ address, port: 3_478 }, transaction);
  expect(decodeXorAddress(value, transaction)).toEqual({ address: canonical, port: 3_478 });
});
