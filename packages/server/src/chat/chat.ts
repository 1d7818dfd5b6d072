// Texts between people: accepted, ordered, delivered or failed, and then forgotten (protocol T1–T7).
import type { ClientMessageOf, TextId, UserId } from '@parley/protocol';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import { frameOf, tailOf, type Tail } from '../session/tail.ts';
import type { HeldText } from './held-text.ts';
import { Places } from './places.ts';
import { SenderMemory } from './sender-memory.ts';
import { textHash } from './text-hash.ts';
import { acceptedFrame, deliveredTail, messageTail, stampOfPlace } from './text-wire.ts';

/** A sender is told of a failure within 30 s (protocol T4); this leaves room for the telling. */
const HELD_MS = 28_000;
/** A session whose first text is younger than this is not looked through for older ones. */
const SETTLING_MS = 1_000;
/** Over this backlog a reader is spared what is of no use late (protocol S14). */
const CONGESTED_BYTES = 256 * 1024;

type Send = ClientMessageOf<'chat.send'>;

export interface ChatOptions {
  directory: Directory;
  /** Makes hashes of texts unpredictable. */
  seed: number;
}

export class Chat {
  readonly #directory: Directory;
  readonly #seed: number;
  readonly #memory = new SenderMemory();
  #held = 0;
  readonly #places = new Places();

  constructor({ directory, seed }: ChatOptions) {
    this.#directory = directory;
    this.#seed = seed;
  }

  /** Texts that are accepted and neither delivered nor failed. */
  get held(): number {
    return this.#held;
  }

  /** Answers the code of a refusal. */
  send(session: Session, { id, to, text }: Send, now: number): 'id-reused' | 'not-delivered' | undefined {
    const from = session.user;
    const sent = this.#memory.of(from);
    const key = textHash(this.#seed, id);
    const body = textHash(this.#seed, to, text);
    const known = sent.find(key);
    if (known) return known.body === body ? this.#sendAgain(session, id, to, known.place, now) : 'id-reused';
    const recipients = this.#directory.of(to);
    const recipient = recipients[0];
    if (!recipient || recipients.some(isFull)) return 'not-delivered';
    sent.add(key, body, this.#places.next(now));
    const stamp = this.#places.stamp();
    const tail = messageTail({ id, from: session.fromPart, to: recipient.toPart, text, stamp });
    this.#held += 1;
    hand(heldText(id, from, recipient.user, tail, now), recipients, now);
    // Lazy: an acknowledgement mostly rides with the answer to the text that it acknowledges.
    session.tell(acceptedFrame(id, stamp), 'lazy');
    if (to === from) return undefined;
    for (const own of this.#directory.of(from)) if (own !== session) own.push(tail, 'now', now);
    return undefined;
  }

  typing(session: Session, { to, on }: ClientMessageOf<'chat.typing'>): void {
    const frame = frameOf({ t: 'chat.typing', from: session.user, on });
    for (const other of this.#directory.of(to)) {
      if (other.backlog < CONGESTED_BYTES) other.tell(frame, 'lazy');
    }
  }

  acknowledged(texts: readonly HeldText[], now: number): void {
    const delivered = new Map<UserId, TextId[]>();
    for (const text of texts) {
      text.waiting -= 1;
      text.seen = true;
      if (text.waiting === 0 && text.fate === 'held') this.#deliver(text, delivered);
    }
    this.#report(delivered, now);
  }

  /** Their sessions have ended. The account's other sessions get them, if nobody has seen them yet. */
  abandoned(texts: readonly HeldText[], now: number): void {
    const delivered = new Map<UserId, TextId[]>();
    for (const text of texts) {
      text.waiting -= 1;
      if (text.waiting > 0 || text.fate !== 'held') continue;
      const heirs = this.#directory.of(text.to);
      if (text.seen) this.#deliver(text, delivered);
      else if (heirs.length > 0) hand(text, heirs, now);
      else this.#fail(text, now);
    }
    this.#report(delivered, now);
  }

  /** Gives up texts that wait too long for a recipient who comes and goes and never acknowledges (T4). */
  sweep(now: number): void {
    for (const session of this.#directory.sessions()) {
      for (const text of session.held()) {
        if (now - text.at < SETTLING_MS) break;
        if (text.fate === 'held' && now - text.at >= HELD_MS) this.#fail(text, now);
      }
    }
  }

  /** The account may have come online or gone offline. */
  changed(user: UserId): void {
    if (this.#directory.of(user).length > 0) this.#memory.present(user);
    else this.#memory.absent(user);
  }

  close(): void {
    this.#held = 0;
  }

  /** A text that was accepted before. Whether it has been delivered since is asked only here: it is rarely asked. */
  #sendAgain(session: Session, id: TextId, to: UserId, place: number, now: number): undefined {
    session.tell(acceptedFrame(id, stampOfPlace(place)), 'lazy');
    // The session that was told of the delivery may be gone.
    if (!this.#isHeld(session.user, id, to)) session.push(deliveredTail([id]), 'lazy', now);
  }

  #isHeld(from: UserId, id: TextId, to: UserId): boolean {
    for (const recipient of this.#directory.of(to)) {
      for (const text of recipient.held()) {
        if (text.id === id && text.from === from && text.fate === 'held') return true;
      }
    }
    return false;
  }

  #deliver(text: HeldText, delivered: Map<UserId, TextId[]>): void {
    this.#held -= 1;
    text.fate = 'delivered';
    const ids = delivered.get(text.from);
    if (ids) ids.push(text.id);
    else delivered.set(text.from, [text.id]);
  }

  #report(delivered: Map<UserId, TextId[]>, now: number): void {
    for (const [user, ids] of delivered) {
      const tail = deliveredTail(ids);
      for (const session of this.#directory.of(user)) session.push(tail, 'lazy', now);
    }
  }

  #fail(text: HeldText, now: number): void {
    this.#held -= 1;
    text.fate = 'failed';
    this.#memory.forget(text.from, textHash(this.#seed, text.id));
    const tail = tailOf({ t: 'chat.failed', id: text.id, code: 'not-delivered' });
    for (const session of this.#directory.of(text.from)) session.push(tail, 'now', now);
  }
}

function heldText(id: TextId, from: UserId, to: UserId, tail: Tail, at: number): HeldText {
  return { isHeld: true, id, from, to, tail, at, waiting: 0, seen: false, fate: 'held' };
}

function hand(text: HeldText, recipients: readonly Session[], now: number): void {
  text.waiting += recipients.length;
  for (const recipient of recipients) recipient.pushText(text, now);
}

const isFull = (session: Session): boolean => session.full;
