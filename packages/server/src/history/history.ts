// The history that a server keeps where its operator wants one (protocol K1–K6): what the chat asks of it.
import {
  ACT_TYPE,
  decodePayload,
  isTransferRef,
  readAct,
  SERVER,
  type Act,
  type ClientMessageOf,
  type ErrorCode,
  type UserId,
} from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { IncomingText, Relayed } from '../session/incoming-text.ts';
import { isDiskFull } from '../store/full-disk.ts';
import type { KeptText, KeptTexts } from '../store/kept-texts.ts';
import { isStoreBusy } from '../store/open-store.ts';
import { Mailboxes } from './mailboxes.ts';

const WAITING = 5_000;
/** Texts and characters that are handed over at once: a session can be sent as much again after a break (protocol S5). */
const PORTION = { texts: 200, length: 96 * 1024 } as const;
/** How long the disk is taken to have the room that it had. */
const ROOM_MS = 1_000;

export interface HistoryOptions {
  store: KeptTexts;
  clock: Clock;
  log: Log;
  /** Whether the disk has room for texts, with some left for signing in. */
  hasRoom: () => boolean;
  /** Hears that a text of `from` waits for somebody who is not here. */
  waits?: ((user: UserId, from: UserId) => void) | undefined;
  /** Texts that may wait for one account. Default: 5,000. */
  waiting?: number;
}

export type Kept =
  | { name: 'kept' }
  /** It was accepted before. */
  | { name: 'known'; place: number; isDelivered: boolean }
  | { name: 'refused'; code: ErrorCode };

export class History {
  readonly mailboxes = new Mailboxes();
  readonly #options: HistoryOptions;
  #delivered: number[] = [];
  #room = { at: -Infinity, is: true };

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  get lastPlace(): number {
    return this.#options.store.lastKeptPlace();
  }

  /** What is kept: texts and what is done to them, between people. Files are with their pages alone, and so is what is done to them. */
  messageToKeep(text: IncomingText, from: UserId): Relayed | undefined {
    if (from === SERVER) return undefined;
    const message = text.message;
    if (message.t === 'chat.send') return message;
    const act = message.type === ACT_TYPE ? actOf(message) : undefined;
    return act && !isTransferRef(act.of) ? message : undefined;
  }

  /** Keeps it, or says why not. When this returns, it is on disk. */
  keep(message: Relayed, from: UserId, place: number): Kept {
    const { id, to } = message;
    const isText = message.t === 'chat.send';
    const type = isText ? undefined : message.type;
    const body = isText ? message.text : message.data;
    const act = isText ? undefined : actOf(message);
    const erases = act?.act === 'delete' ? act.of : undefined;
    const edits = act?.act === 'edit' ? act.of : undefined;
    if (!this.#hasRoom()) return { name: 'refused', code: 'disk-full' };
    const { store, waiting: room = WAITING } = this.#options;
    const keeping = this.#try(() => store.keepText({ place, id, from, to, type, body, erases, edits }, room));
    if (!keeping.ok) return { name: 'refused', code: keeping.code };
    switch (keeping.value.name) {
      case 'kept':
        return { name: 'kept' };
      case 'known': {
        const { text } = keeping.value;
        // Of what was deleted since it was first sent nobody knows the words any more.
        const isSame = text.to === to && text.type === type && (text.body === body || text.body === '');
        if (!isSame) return { name: 'refused', code: 'id-reused' };
        return { name: 'known', place: text.place, isDelivered: text.isDelivered };
      }
      case 'taken':
        return { name: 'refused', code: 'id-reused' };
      default:
        return { name: 'refused', code: 'not-delivered' };
    }
  }

  /** Whether a kept text still waits, or undefined of one that is not kept. */
  isWaiting(from: UserId, id: KeptText['id']): boolean | undefined {
    const found = this.#try(() => this.#options.store.keptText(from, id));
    return found.ok && found.value ? !found.value.isDelivered : undefined;
  }

  /** A text waits for somebody who is not here. */
  waits(to: UserId, from: UserId): void {
    // The text is kept: whatever is wrong with the telling is no failure of it.
    this.#try(() => this.#options.waits?.(to, from));
  }

  delivered(to: UserId, place: number): void {
    this.#delivered.push(place);
    this.mailboxes.settled(to, place);
  }

  /** Those who are owed something. What was delivered is on disk before. */
  owed(): readonly UserId[] {
    if (this.#delivered.length > 0) {
      const places = this.#delivered;
      this.#delivered = [];
      // What could not be written is handed over again some time, and known by its id there (protocol T6).
      this.#try(() => this.#options.store.markDelivered(places));
    }
    return this.mailboxes.takeDue();
  }

  /** The next portion of what waits for them. */
  fetch(user: UserId): readonly KeptText[] {
    const found = this.#try(() => this.#options.store.undelivered(user, PORTION.texts + 1));
    if (!found.ok) {
      this.mailboxes.again(user);
      return [];
    }
    let length = 0;
    const fits = found.value.slice(0, PORTION.texts).findIndex(({ body }) => {
      length += body.length;
      return length > PORTION.length;
    });
    const portion = found.value.slice(0, fits < 0 ? PORTION.texts : Math.max(1, fits));
    this.mailboxes.fetched(user, portion.length < found.value.length);
    for (const { place } of portion) this.mailboxes.handed(user, place);
    return portion;
  }

  #hasRoom(): boolean {
    const now = this.#options.clock.now();
    if (now - this.#room.at >= ROOM_MS) this.#room = { at: now, is: this.#options.hasRoom() };
    return this.#room.is;
  }

  #try<T>(work: () => T): { ok: true; value: T } | { ok: false; code: ErrorCode } {
    try {
      return { ok: true, value: work() };
    } catch (cause) {
      if (isDiskFull(cause)) return { ok: false, code: 'disk-full' };
      if (isStoreBusy(cause)) return { ok: false, code: 'server-busy' };
      this.#options.log.error({ cause: String(cause) }, 'the history can’t be read or written');
      return { ok: false, code: 'internal' };
    }
  }
}

/** Anything else of that type changes nothing where it arrives (protocol M1). */
function actOf({ data, bytes }: ClientMessageOf<'message.send'>): Act | undefined {
  const payload = decodePayload({ data, bytes });
  return payload.ok ? readAct(payload.value) : undefined;
}

/** As its sender had sent it. */
export function relayedOf({ id, to, type, body }: KeptText): Relayed {
  return type === undefined
    ? { t: 'chat.send', id, to, text: body }
    : { t: 'message.send', id, to, type, data: body };
}
