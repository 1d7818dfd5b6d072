// Texts between people: accepted, ordered, delivered or failed, and then forgotten (protocol T1–T7).
import type { ClientMessageOf, TextId, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import { frameOf, tailOf } from '../session/tail.ts';
import type { HeldText } from './held-text.ts';
import { SenderMemory, type SentText } from './sender-memory.ts';
import { textHash } from './text-hash.ts';

/** A sender is told of a failure within 30 s (protocol T4); this leaves room for the telling. */
const HELD_MS = 28_000;
/** Over this backlog a reader is spared what is of no use late (protocol S14). */
const CONGESTED_BYTES = 256 * 1024;

export interface ChatOptions {
  clock: Clock;
  directory: Directory;
  /** Makes hashes of texts unpredictable. */
  seed: number;
}

export class Chat {
  readonly #clock: Clock;
  readonly #directory: Directory;
  readonly #seed: number;
  readonly #memory = new SenderMemory();
  readonly #held: ExpiryQueue<HeldText>;
  #lastPlace = 0;

  constructor({ clock, directory, seed }: ChatOptions) {
    this.#clock = clock;
    this.#directory = directory;
    this.#seed = seed;
    this.#held = new ExpiryQueue({ clock, ms: HELD_MS, onDue: (text) => this.#fail(text) });
  }

  /** Texts that are accepted and neither delivered nor failed. */
  get held(): number {
    return this.#held.size;
  }

  /** Answers the code of a refusal. */
  send(session: Session, message: ClientMessageOf<'chat.send'>): 'id-reused' | 'not-delivered' | undefined {
    const { id, to, text } = message;
    const from = session.user;
    const hash = textHash(to, text, this.#seed);
    const known = this.#memory.find(from, id);
    if (known) return known.hash === hash ? this.#sentAgain(session, known) : 'id-reused';
    const recipients = this.#directory.of(to);
    if (recipients.length === 0 || recipients.some(isFull)) return 'not-delivered';
    const now = this.#clock.now();
    const sent: SentText = { id, place: this.#nextPlace(now), hash, delivered: false };
    this.#memory.remember(from, sent);
    const tail = tailOf({ t: 'chat.message', id, from, to, text, place: sent.place, at: timeOf(sent.place) });
    const held: HeldText = { sent, from, to, tail, waiting: 0, seen: false, fate: 'held' };
    this.#held.add(held);
    hand(held, recipients, now);
    accept(session, sent);
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

  acknowledged(texts: readonly HeldText[]): void {
    const delivered = new Map<UserId, TextId[]>();
    for (const text of texts) {
      text.waiting -= 1;
      text.seen = true;
      if (text.waiting === 0 && text.fate === 'held') this.#deliver(text, delivered);
    }
    this.#report(delivered);
  }

  /** Their sessions have ended. The account's other sessions get them, if nobody has seen them yet. */
  abandoned(texts: readonly HeldText[]): void {
    const delivered = new Map<UserId, TextId[]>();
    for (const text of texts) {
      text.waiting -= 1;
      if (text.waiting > 0 || text.fate !== 'held') continue;
      const heirs = this.#directory.of(text.to);
      if (text.seen) this.#deliver(text, delivered);
      else if (heirs.length > 0) hand(text, heirs, this.#clock.now());
      else this.#fail(text);
    }
    this.#report(delivered);
  }

  /** The account may have come online or gone offline. */
  changed(user: UserId): void {
    if (this.#directory.of(user).length > 0) this.#memory.present(user);
    else this.#memory.absent(user);
  }

  close(): void {
    this.#held.close();
  }

  // Microseconds of the clock, so that places go on growing after a restart, and one more for each text within one.
  #nextPlace(now: number): number {
    this.#lastPlace = Math.max(this.#lastPlace + 1, now * 1000);
    return this.#lastPlace;
  }

  #sentAgain(session: Session, sent: SentText): undefined {
    accept(session, sent);
    // The session that was told before may be gone.
    if (sent.delivered)
      session.push(tailOf({ t: 'chat.delivered', ids: [sent.id] }), 'lazy', this.#clock.now());
  }

  #deliver(text: HeldText, delivered: Map<UserId, TextId[]>): void {
    this.#held.delete(text);
    text.fate = 'delivered';
    text.sent.delivered = true;
    const ids = delivered.get(text.from);
    if (ids) ids.push(text.sent.id);
    else delivered.set(text.from, [text.sent.id]);
  }

  #report(delivered: Map<UserId, TextId[]>): void {
    const now = this.#clock.now();
    for (const [user, ids] of delivered) {
      const tail = tailOf({ t: 'chat.delivered', ids });
      for (const session of this.#directory.of(user)) session.push(tail, 'lazy', now);
    }
  }

  #fail(text: HeldText): void {
    this.#held.delete(text);
    text.fate = 'failed';
    this.#memory.forget(text.from, text.sent);
    const tail = tailOf({ t: 'chat.failed', id: text.sent.id, code: 'not-delivered' });
    for (const session of this.#directory.of(text.from)) session.push(tail, 'now', this.#clock.now());
  }
}

function hand(text: HeldText, recipients: readonly Session[], now: number): void {
  text.waiting += recipients.length;
  for (const recipient of recipients) recipient.push(text.tail, 'now', now, text);
}

// Lazy: an acknowledgement mostly rides with the answer to the text that it acknowledges.
function accept(session: Session, { id, place }: SentText): void {
  session.tell(frameOf({ t: 'chat.accepted', id, place, at: timeOf(place) }), 'lazy');
}

/** A place says when, too, so that nothing else need be remembered. */
function timeOf(place: number): number {
  return Math.floor(place / 1000);
}

const isFull = (session: Session): boolean => session.full;
