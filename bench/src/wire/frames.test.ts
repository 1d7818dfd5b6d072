import { describe, expect, it } from 'vitest';
import { createScanner, maskedFrame, OPCODE, textFrame } from './frames.ts';

function serverFrame(text: string): Buffer {
  const frame = maskedFrame(OPCODE.text, Buffer.from(text), [0, 0, 0, 0]);
  const long = text.length < 126 ? 2 : text.length < 65_536 ? 4 : 10;
  frame[1] = (frame[1] ?? 0) & 0x7f;
  return Buffer.concat([frame.subarray(0, long), frame.subarray(long + 4)]);
}

describe('scanner', () => {
  const texts = ['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'd'.repeat(70_000), 'e'];
  const stream = Buffer.concat(texts.map(serverFrame));

  it.each([1, 7, 127, 65_536, 1_000_000])('finds the same frames in pieces of %i bytes', (size) => {
    const found: string[] = [];
    const scanner = createScanner((_, bytes, start, end) => found.push(bytes.toString('latin1', start, end)));
    for (let at = 0; at < stream.length; at += size) {
      const piece = stream.subarray(at, at + size);
      scanner.push(piece, piece.length);
    }
    expect(found).toEqual(texts);
  });

  it('refuses a masked frame', () => {
    const frame = textFrame('x');
    expect(() => createScanner(() => {}).push(frame, frame.length)).toThrow(/masked/);
  });
});
