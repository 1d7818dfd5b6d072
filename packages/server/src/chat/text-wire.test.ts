import { decodeServerMessage, mintTextId, type UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextReader } from '../session/incoming-text.ts';
import { Outbox } from '../session/outbox.ts';
import { readFrames } from '../testing/read-frames.ts';
import { ByteQueue, type Bytes } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { AcceptedFrame, addDelivered, endDelivered, MessageTail, prefixOf, stampOf } from './text-wire.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('"\\', '\u2028', '\ud800'),
);

function read(frames: Bytes): unknown {
  const queue = new ByteQueue();
  frames.writeTo(queue);
  expect(queue.size).toBe(frames.size);
  const [first] = readFrames(queue.block.bytes.toString('latin1', queue.start, queue.end));
  const decoded = decodeServerMessage(first?.kind === 'text' ? first.text : '');
  return decoded.ok ? decoded.value : decoded.error;
}

/** As the first message of a session. */
function numbered(tail: Bytes): unknown {
  const outbox = new Outbox(0);
  outbox.push(tail, 0);
  const queue = new ByteQueue();
  outbox.writeUnsent(queue);
  return read(queue);
}

test('[T1] [T3] messages put together from bytes decode to what was put in', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 });
  const place = fc.integer({ min: 10_000, max: 2 ** 52 });
  fc.assert(
    fc.property(name, name, text, place, (from, to, body, place) => {
      const id = mintTextId();
      const at = Math.floor(place / 1000);
      const incoming = new TextReader().of({ t: 'chat.send', id, to: to as UserId, text: body });
      const parts = { text: incoming, stamp: stampOf(place) };
      const message = Object.assign(new MessageTail(), parts, {
        prefix: prefixOf('chat.send', from as UserId),
      });
      expect(numbered(message)).toEqual({ t: 'chat.message', seq: 1, id, from, to, text: body, place, at });
      const accepted = Object.assign(new AcceptedFrame(), parts);
      expect(read(accepted)).toEqual({ t: 'chat.accepted', id, place, at });
    }),
  );
});

test('[T3] a delivery names every text', () => {
  for (const count of [1, 2, 20]) {
    const ids = Array.from({ length: count }, mintTextId);
    const queue = new ByteQueue();
    for (const id of ids) addDelivered(queue, new Block(Buffer.from(`<${id}>`)), 1, id.length + 1);
    endDelivered(queue);
    expect(numbered(queue)).toEqual({ t: 'chat.delivered', seq: 1, ids });
  }
});
