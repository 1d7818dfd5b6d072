// The messages that every text costs, put together from bytes: some are the same in many texts, the rest is copied.
import type { UserId } from '@parley/protocol';
import { IncomingText, type Relayed } from '../session/incoming-text.ts';
import type { ByteQueue, Bytes } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { headerLength, writeHeader } from '../ws/frame.ts';

const block = (text: string): Block => new Block(Buffer.from(text));

const ACCEPTED = block('{"t":"chat.accepted",');
const QUOTE = block('"');
const BRACE = '}'.charCodeAt(0);
const DELIVERED = block(',"t":"chat.delivered","ids":["');
const BETWEEN_IDS = block('","');
const AFTER_IDS = block('"]}');

/** Where a text is in the order of texts, and when it was accepted. Digits of the time and three more make the place. */
export function stampOf(place: number): Block {
  return block(`"place":${place},"at":${Math.floor(place / 1_000)}`);
}

/** How `chat.message` or `message.received` begins, whatever the body. */
export function prefixOf(sent: Relayed['t'], from: UserId): Block {
  const t = sent === 'chat.send' ? 'chat.message' : 'message.received';
  return block(`,"t":"${t}","from":${JSON.stringify(from)},`);
}

/** `chat.message` or `message.received` without its number: what came in follows what the server knows of it. */
export class MessageTail implements Bytes {
  prefix = QUOTE;
  stamp = QUOTE;
  text = new IncomingText();

  get size(): number {
    return this.prefix.size + this.stamp.size + this.text.end - this.text.start;
  }

  writeTo(queue: ByteQueue): void {
    this.prefix.writeTo(queue);
    this.stamp.writeTo(queue);
    queue.append(this.text.block, this.text.start, this.text.end);
  }
}

/** `chat.accepted` as a whole frame. */
export class AcceptedFrame implements Bytes {
  stamp = QUOTE;
  text = new IncomingText();

  get size(): number {
    return headerLength(this.#payload) + this.#payload;
  }

  writeTo(queue: ByteQueue): void {
    const { stamp, text } = this;
    const length = this.#payload;
    const at = queue.reserve(headerLength(length));
    writeHeader(queue.block, at, length);
    ACCEPTED.writeTo(queue);
    stamp.writeTo(queue);
    queue.append(text.block, text.start, text.idEnd + QUOTE.size);
    const last = queue.reserve(1);
    queue.block.view.setUint8(last, BRACE);
  }

  get #payload(): number {
    const { idEnd, start } = this.text;
    return ACCEPTED.size + this.stamp.size + idEnd - start + QUOTE.size + 1;
  }
}

/** One text more in the `chat.delivered` that is being written. The id is from `start` to `end` of its block. */
export function addDelivered(to: ByteQueue, id: Block, start: number, end: number): void {
  (to.size === 0 ? DELIVERED : BETWEEN_IDS).writeTo(to);
  to.append(id, start, end);
}

export function endDelivered(to: ByteQueue): void {
  AFTER_IDS.writeTo(to);
}
