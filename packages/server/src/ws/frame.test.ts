import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames } from '../testing/read-frames.ts';
import { PING_FRAME, textFrame } from './frame.ts';

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  '[S2] a text of %i bytes is framed by RFC 6455 §5.2',
  (length) => {
    const text = 'x'.repeat(length);
    expect(readFrames(textFrame(text))).toEqual([{ kind: 'text', text }]);
  },
);

test('[S2] any text arrives as it was, alone and joined to others', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 }), (texts) => {
      const bytes = texts.map((text) => textFrame(text) + PING_FRAME).join('');
      const expected = texts.flatMap((text) => [{ kind: 'text', text }, { kind: 'ping' }]);
      expect(readFrames(bytes)).toEqual(expected);
      // Each character is a byte: latin1 loses nothing.
      expect([...bytes].every((char) => char.charCodeAt(0) < 256)).toBe(true);
    }),
  );
});
