import { decodeServerMessage, mintTextId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames } from '../testing/read-frames.ts';
import { acceptedFrame, messageTail } from './text-wire.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('"\\', '\u2028', '\ud800'),
);

test('[T3] a message put together by hand decodes to what was put in', () => {
  fc.assert(
    fc.property(text, text, text, fc.integer({ min: 1, max: 2 ** 52 }), (from, to, body, place) => {
      const id = mintTextId();
      const tail = messageTail({ id, from: JSON.stringify(from), to: JSON.stringify(to), text: body, place });
      const parsed: unknown = JSON.parse(`{"seq":1,${tail}`);
      const at = Math.floor(place / 1000);
      // What JSON.stringify makes of the text is the standard: it escapes a lone surrogate, which UTF-8 can't carry.
      expect(parsed).toEqual({ seq: 1, t: 'chat.message', id, from, to, text: body, place, at });
    }),
  );
});

test('[T1] so does an acceptance', () => {
  const id = mintTextId();
  const [frame] = readFrames(acceptedFrame(id, 1_700_000_000_123_456));
  const value = { t: 'chat.accepted', id, place: 1_700_000_000_123_456, at: 1_700_000_000_123 };
  expect(frame?.kind === 'text' && decodeServerMessage(frame.text)).toEqual({ ok: true, value });
});
