import { describe, expect, test } from 'vitest';
import { dictionary, Reader, Variant, Writer } from './marshal.ts';
import { decode, encode, lengthOf } from './message.ts';

test('values have the bytes of the specification’s own examples', () => {
  const bytes = new Writer().write('yu', [1, 2]).write('s', ['foo']).write('s', ['+']).bytes();
  expect([...bytes]).toEqual([1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 102, 111, 111, 0, 1, 0, 0, 0, 43, 0]);
  // An array of one 64-bit number: four bytes of length, four of padding that it does not count.
  expect([...new Writer().write('ax', [[5n]]).bytes()]).toEqual([
    8, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

test.each<[string, unknown[]]>([
  ['ybnqiuxtd', [255, true, -2, 65_535, -70_000, 4_000_000_000, -5n, 2n ** 63n, 0.5]],
  ['sog', ['ä € 😀', '/a/b', 'a{sv}']],
  [
    'a(is)a{us}',
    [
      [
        [1, 'one'],
        [2, 'two'],
      ],
      new Map([[7, 'seven']]),
    ],
  ],
  ['aasax', [[['a'], []], []]],
  ['v(v)', [new Variant('as', ['x']), [new Variant('v', new Variant('u', 3))]]],
  [
    'ysa{sv}',
    [1, 'long '.repeat(1_000), dictionary({ key: new Variant('(iiay)', [1, 2, Buffer.alloc(3_000, 9)]) })],
  ],
])('%s is read as it was written', (signature, values) => {
  const bytes = Buffer.from(new Writer().write(signature, values).bytes());
  expect(new Reader(bytes).read(signature)).toEqual(values);
});

describe('a message', () => {
  const message = {
    kind: 'call' as const,
    serial: 9,
    path: '/org/x',
    interface: 'org.x',
    member: 'Do',
    destination: 'org.y',
    signature: 'sv',
    body: ['one', new Variant('i', -1)],
  };

  test('is read as it was written, and its length is known from its beginning', () => {
    const bytes = encode(message);
    expect(decode(bytes)).toEqual(message);
    expect(lengthOf(bytes.subarray(0, 15))).toBeUndefined();
    expect(lengthOf(Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(99)]))).toBe(bytes.length);
  });

  test('that is none is refused', () => {
    const bytes = encode(message);
    expect(() => decode(bytes.subarray(0, -6))).toThrow(RangeError);
    expect(() => lengthOf(Buffer.from(`B${'\0'.repeat(15)}`))).toThrow('big-endian');
    expect(() => new Reader(Buffer.from([255, 255, 255, 127])).read('au')).toThrow(RangeError);
    expect(() => new Writer().write('a{s', [])).toThrow('no D-Bus signature');
    expect(() => new Writer().write('a'.repeat(40), [])).toThrow('too deep');
  });
});
