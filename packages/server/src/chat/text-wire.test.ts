import { decodeServerMessage, mintTextId, type TextId, type UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberedFrame, type Tail } from '../session/tail.ts';
import { readFrames } from '../testing/read-frames.ts';
import type { Frame } from '../ws/frame.ts';
import { acceptedFrame, deliveredTail, fromPart, messageTail, stampOfPlace, toPart } from './text-wire.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('"\\', '\u2028', '\ud800'),
);

function read(frame: Frame): unknown {
  const [first] = readFrames(frame);
  const decoded = decodeServerMessage(first?.kind === 'text' ? first.text : '');
  return decoded.ok ? decoded.value : decoded.error;
}
const numbered = (tail: Tail): unknown => read(numberedFrame(7, tail));

test('[T3] a message put together by hand decodes to what was put in', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(name, name, text, fc.integer({ min: 10_000, max: 2 ** 52 }), (from, to, body, place) => {
      const id = mintTextId();
      const [sender, recipient] = [fromPart(from as UserId), toPart(to as UserId)];
      const stamp = stampOfPlace(place);
      const at = Math.floor(place / 1000);
      const value = { t: 'chat.message', seq: 7, id, from, to, text: body, place, at };
      expect(numbered(messageTail({ id, from: sender, to: recipient, text: body, stamp }))).toEqual(value);
    }),
  );
});

test('[T1] [T3] so do an acceptance and a delivery', () => {
  const ids: TextId[] = [mintTextId(), mintTextId()];
  const [id] = ids;
  if (id === undefined) throw new Error('no id');
  const value = { t: 'chat.accepted', id, place: 1_700_000_000_123_456, at: 1_700_000_000_123 };
  expect(read(acceptedFrame(id, stampOfPlace(value.place)))).toEqual(value);
  expect(numbered(deliveredTail(ids))).toEqual({ t: 'chat.delivered', seq: 7, ids });
  expect(numbered(deliveredTail([id]))).toEqual({ t: 'chat.delivered', seq: 7, ids: [id] });
});
