import { describe, expect, it } from 'vitest';
import { createNumberedTexts, createNumberReader, TEXT_BYTES } from './numbered.ts';
import { MASK } from './frames.ts';

function unmasked(frames: Buffer, length: number): string[] {
  const out: string[] = [];
  for (let at = 0; at < frames.length; at += length) {
    const payload = Buffer.from(frames.subarray(at + 8, at + length));
    for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (MASK[(i & 3) as 0] ?? 0);
    out.push(payload.toString());
  }
  return out;
}

describe('numbered texts', () => {
  const texts = createNumberedTexts('r1p0007a', (id, text) =>
    JSON.stringify({ t: 'chat.send', id, to: 'x', text }),
  );

  it('writes the number into id and text, and every text is 120 bytes', () => {
    const one = texts.frames(1, 1);
    const all = unmasked(texts.frames(98, 3), one.length).map(
      (json) => JSON.parse(json) as { id: string; text: string },
    );
    expect(all.map((m) => m.id)).toEqual([
      'r1p0007a-----000000098',
      'r1p0007a-----000000099',
      'r1p0007a-----000000100',
    ]);
    expect(all.map((m) => Number(m.text.slice(0, 9)))).toEqual([98, 99, 100]);
    for (const m of all) expect(Buffer.byteLength(m.text)).toBe(TEXT_BYTES);
  });

  it('reads the number back wherever the text stands', () => {
    const read = createNumberReader('"text":"');
    for (const [before, number] of [
      ['{"a":1,', 7],
      ['{', 123_456_789],
      ['{"place":17,"b":"",', 0],
    ] as const) {
      const frame = Buffer.from(`xx${before}"text":"${String(number).padStart(9, '0')} and so on"}`);
      expect(read(frame, 2, frame.length)).toBe(number);
    }
    expect(read(Buffer.from('{"t":"chat.accepted"}'), 0, 21)).toBeNaN();
  });
});
