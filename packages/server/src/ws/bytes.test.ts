import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Block, copy, isAt, isUnescaped, unmask } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 700 }).map((content) => Buffer.from(content));
const text = fc
  .array(
    fc.oneof(
      { weight: 20, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom('"', '\\', '\n', '\u001f', '\u007f', '\u2028') },
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

test('copying moves just those bytes, of any number, between any places', () => {
  fc.assert(
    fc.property(bytes, fc.nat(9), fc.nat(9), fc.nat(40), (content, skipped, cut, at) => {
      const start = Math.min(skipped, content.length);
      const end = Math.max(start, content.length - cut);
      const target = Block.ofSize(at + content.length + 8);
      target.bytes.fill(7);
      const wanted = Buffer.from(target.bytes);
      content.copy(wanted, at, start, end);
      copy(new Block(content), start, end, target, at);
      expect(target.bytes.equals(wanted)).toBe(true);
    }),
  );
});

test('[S2] unmasking is RFC 6455 §5.3, twice is nothing, and it says whether all is ASCII', () => {
  fc.assert(
    fc.property(bytes, fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(5), (content, mask, start) => {
      const from = Math.min(start, content.length);
      const block = new Block(Buffer.from(content));
      const word = Buffer.from(mask).readInt32LE();
      const wanted = content.map((byte, i) => (i < from ? byte : byte ^ (mask[(i - from) & 3] ?? 0)));
      const isAscii = wanted.subarray(from).every((byte) => byte < 0x80);
      expect(unmask(block, from, content.length, word)).toBe(isAscii);
      expect(block.bytes.equals(wanted)).toBe(true);
      unmask(block, from, content.length, word);
      expect(block.bytes.equals(content)).toBe(true);
    }),
  );
});

test('[T3] what needs no escapes in JSON is told from what does, byte by byte', () => {
  fc.assert(
    fc.property(text, fc.nat(3), (value, start) => {
      const block = new Block(Buffer.from('"""'.slice(0, start) + value));
      // JSON.stringify escapes just these, lone surrogates apart, and those are not in UTF-8.
      expect(isUnescaped(block, start, block.size)).toBe(JSON.stringify(value) === `"${value}"`);
    }),
    { numRuns: 2_000 },
  );
  for (let byte = 0; byte < 256; byte += 1) {
    for (let at = 0; at < 9; at += 1) {
      const block = new Block(Buffer.alloc(9, 0x41));
      block.bytes[at] = byte;
      expect(isUnescaped(block, 0, 9)).toBe(byte >= 0x20 && byte !== 0x22 && byte !== 0x5c);
    }
  }
});

test('a block is found just where all its bytes are', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4, maxLength: 11 });
  fc.assert(
    fc.property(letters, letters, fc.nat(9), (wanted, text, at) => {
      const found = isAt(new Block(Buffer.from(wanted)), new Block(Buffer.from(text)), at);
      expect(found).toBe(text.startsWith(wanted, at));
    }),
    { numRuns: 2_000 },
  );
});
