// Texts to people whom a server that has just started can't know to be on their way back (protocol T4).
import type { UserId } from '@parley/protocol';
import { ByteQueue } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { OUTBOX_LIMITS } from '../session/outbox.ts';
import type { Tail } from '../session/tail.ts';
import type { HeldText, Orphan } from './held-text.ts';

interface Room {
  readonly frames: number;
  readonly bytes: number;
}

/** What waits for all of them together: some 40 MB with what is kept of each text. */
const ROOM_IN_ALL: Room = { frames: 50_000, bytes: 16 * 1024 * 1024 };

class Waiting {
  readonly texts: Orphan[] = [];
  bytes = 0;
}

/** Kept for some time after the start, then dropped: by then whoever comes back has come. */
export class Awaited {
  readonly #mayReturn: (user: UserId) => boolean;
  readonly #room: Room;
  readonly #waiting = new Map<UserId, Waiting>();
  /** Who has come since the start. Whether they are here now is known. */
  readonly #came = new Set<UserId>();
  #texts = 0;
  #bytes = 0;

  constructor(mayReturn: (user: UserId) => boolean, room = ROOM_IN_ALL) {
    this.#mayReturn = mayReturn;
    this.#room = room;
  }

  /** Whether a text may wait for this account, who is not here. */
  hasRoomFor(user: UserId): boolean {
    if (isFull(this.#room, this.#texts, this.#bytes)) return false;
    const waiting = this.#waiting.get(user);
    // No more than what can be sent again should their line break.
    if (waiting) return !isFull(OUTBOX_LIMITS, waiting.texts.length, waiting.bytes);
    return this.mayCome(user);
  }

  /** Whether an account that is not here may be on its way back. */
  mayCome(user: UserId): boolean {
    return !this.#came.has(user) && this.#mayReturn(user);
  }

  add(text: HeldText, message: Tail): void {
    const waiting = this.#waiting.get(text.to) ?? new Waiting();
    this.#waiting.set(text.to, waiting);
    const tail = copyOf(message);
    waiting.texts.push({ text, tail });
    waiting.bytes += tail.size;
    this.#texts += 1;
    this.#bytes += tail.size;
  }

  /** The texts that wait for this account, in order. */
  of(user: UserId): readonly Orphan[] {
    return this.#waiting.get(user)?.texts ?? [];
  }

  came(user: UserId): void {
    this.#came.add(user);
  }

  /** They are here: hands over what has waited for them, in order. */
  take(user: UserId): readonly Orphan[] {
    const waiting = this.#waiting.get(user);
    if (!waiting) return [];
    this.#waiting.delete(user);
    this.#texts -= waiting.texts.length;
    this.#bytes -= waiting.bytes;
    return waiting.texts;
  }

  /** What has waited in vain. */
  rest(): readonly Orphan[] {
    return Array.from(this.#waiting.values(), ({ texts }) => texts).flat();
  }
}

function isFull(room: Room, texts: number, bytes: number): boolean {
  return texts >= room.frames || bytes >= room.bytes;
}

function copyOf(message: Tail): Block {
  const queue = new ByteQueue(message.size);
  message.writeTo(queue);
  return Block.of(queue.block, queue.start, queue.end);
}
