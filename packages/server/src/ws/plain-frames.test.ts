import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlainFrames } from './plain-frames.ts';

/** ws's receiver, which its types leave out. */
type ReceiverClass = new (options: { isServer: boolean; maxPayload: number }) => Writable;
const { Receiver } = createRequire(import.meta.url)('ws') as { Receiver: ReceiverClass };

const MAX_PAYLOAD = 2_000;

interface Frame {
  first: number;
  payload: Uint8Array;
  mask: Uint8Array | undefined;
  /** Bytes that say the length: more than are needed are allowed to ws. */
  wide: 0 | 2 | 8;
}

function encode({ first, payload, mask, wide }: Frame): Buffer {
  const size = Math.max(wide, payload.length < 126 ? 0 : 2);
  const length = Buffer.alloc(size);
  if (size === 2) length.writeUInt16BE(payload.length);
  if (size === 8) length.writeBigUInt64BE(BigInt(payload.length));
  const second = (mask ? 0x80 : 0) | (size === 0 ? payload.length : size === 2 ? 126 : 127);
  const masked = mask ? payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([first, second]), length, mask ?? Buffer.alloc(0), masked]);
}

/** What a server hears of these chunks: with the frames that are read before ws sees them, or by ws alone. */
function hear(chunks: readonly Buffer[], withPlainFrames: boolean): string[] {
  const heard: string[] = [];
  const receiver = new Receiver({ isServer: true, maxPayload: MAX_PAYLOAD });
  let isOpen = true;
  receiver.on('message', (data: Buffer, isBinary: boolean) =>
    heard.push(`${isBinary ? 'binary' : 'text'} ${data.toString('hex')}`),
  );
  receiver.on('ping', (data: Buffer) => heard.push(`ping ${data.toString('hex')}`));
  receiver.on('pong', () => heard.push('pong'));
  receiver.on('conclude', (code: number) => {
    isOpen = false;
    heard.push(`close ${code}`);
  });
  receiver.on('error', (error: NodeJS.ErrnoException) => heard.push(`error ${error.code}`));
  // As ws's WebSocket does: nothing more is read after an error.
  const failed = (): boolean => heard.some((line) => line.startsWith('error')) || receiver.errored !== null;
  const pass = (bytes: Buffer): boolean => {
    if (failed() || receiver.writableEnded) return true;
    const isWilling = receiver.write(bytes);
    if (failed()) isOpen = false;
    return isWilling;
  };
  const frames = new PlainFrames({
    text: (block, start, end) => heard.push(`text ${block.bytes.toString('hex', start, end)}`),
    pong: () => heard.push('pong'),
    pass,
    get isOpen() {
      return isOpen;
    },
  });
  for (const chunk of chunks) {
    const copy = Buffer.from(chunk);
    if (withPlainFrames) frames.read(copy);
    else pass(copy);
  }
  return heard;
}

const payload = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: MAX_PAYLOAD, maxLength: MAX_PAYLOAD + 1 }) },
);
const frame: fc.Arbitrary<Frame> = fc.record({
  first: fc.oneof(
    { weight: 12, arbitrary: fc.constant(0x81) },
    { weight: 4, arbitrary: fc.constantFrom(0x01, 0x00, 0x80, 0x89, 0x8a) },
    { weight: 1, arbitrary: fc.constantFrom(0x82, 0x02, 0x88, 0xc1, 0x83, 0x09) },
  ),
  payload,
  mask: fc.oneof(
    { weight: 15, arbitrary: fc.uint8Array({ minLength: 4, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  wide: fc.constantFrom(0, 0, 0, 0, 2, 8),
});

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

test('[S2] whatever a client sends, in whatever chunks, is heard as ws alone would hear it', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 8 }), (sent, places) => {
      const chunks = cut(Buffer.concat(sent.map(encode)), places);
      const wanted = hear(chunks, false);
      expect(hear(chunks, true)).toEqual(wanted);
      plain += wanted.filter((line) => line.startsWith('text')).length;
    }),
    { numRuns: 3_000 },
  );
  expect(plain).toBeGreaterThan(1_000);
});

test('[S2] one byte at a time', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 4 }), (sent) => {
      const bytes = Buffer.concat(sent.map(encode));
      const chunks = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
      expect(hear(chunks, true)).toEqual(hear(chunks, false));
    }),
    { numRuns: 100 },
  );
});

test('[S2] the frames and pongs of one chunk are read without ws, but for those that are none of ours', () => {
  const mask = Uint8Array.of(1, 2, 3, 4);
  const text = (content: string): Buffer =>
    encode({ first: 0x81, payload: Buffer.from(content), mask, wide: 0 });
  const ping = encode({ first: 0x89, payload: Buffer.from('?'), mask, wide: 0 });
  const pong = encode({ first: 0x8a, payload: Buffer.alloc(0), mask, wide: 0 });
  const events: string[] = [];
  const frames = new PlainFrames({
    text: ({ bytes }, start, end) => events.push(bytes.toString('utf8', start, end)),
    pong: () => events.push('pong'),
    pass: (bytes) => events.push(`ws gets ${bytes.length}`) > 0,
    isOpen: true,
  });
  const chunk = Buffer.concat([
    text('one'),
    text('zwölf'),
    ping,
    text('three'),
    pong,
    text('cut off').subarray(0, 9),
  ]);
  frames.read(chunk);
  expect(events).toEqual(['one', 'zwölf', `ws gets ${ping.length}`, 'three', 'pong', 'ws gets 9']);
});
