import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBlobFrame, encodeBlobFrame, type BlobFrame } from './blob-frame.ts';

const offset = fc.maxSafeNat();
const frame: fc.Arbitrary<BlobFrame> = fc.oneof(
  fc.record({ kind: fc.constant('data' as const), offset, bytes: fc.uint8Array({ minLength: 1 }) }),
  fc
    .record({ received: offset, taken: offset, resume: fc.boolean(), paused: fc.boolean() })
    .map(({ received, taken, ...flags }) => ({
      kind: 'taken' as const,
      received: Math.max(received, taken),
      taken: Math.min(received, taken),
      ...flags,
    })),
  fc.record({ kind: fc.constant('paused' as const), paused: fc.boolean() }),
  fc.record({
    kind: fc.constant('end' as const),
    total: offset,
    sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  }),
);

test('[B6] a frame is read as it was written, wherever in a buffer it lies', () => {
  fc.assert(
    fc.property(frame, fc.nat(7), (one, before) => {
      const encoded = encodeBlobFrame(one);
      const among = new Uint8Array(before + encoded.length + 3);
      among.set(encoded, before);
      expect(decodeBlobFrame(among.subarray(before, before + encoded.length))).toEqual(one);
    }),
  );
});

test('[B6] any bytes are a frame or none, and nothing is read beyond them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const found = decodeBlobFrame(bytes);
      // Unknown flags mean nothing, so what is written again may differ from it there.
      if (found) expect(decodeBlobFrame(encodeBlobFrame(found))).toEqual(found);
    }),
  );
});

test('[B6] what is no frame is none', () => {
  const none = [
    [],
    [0],
    [9, 0],
    [1, ...Array<number>(16).fill(0)],
    [3, ...Array<number>(8).fill(0)],
    [2, 0, 0],
  ];
  for (const bytes of [...none, [0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 1]])
    expect(decodeBlobFrame(Uint8Array.from(bytes))).toBeUndefined();
  // More taken than received.
  expect(decodeBlobFrame(Uint8Array.from([1, ...Array<number>(15).fill(0), 1, 0]))).toBeUndefined();
});
