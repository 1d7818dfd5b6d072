// Texts between people: accepted, ordered, delivered or failed, and then forgotten (protocol T1–T7).
import type { ClientMessageOf, TextId, UserId } from '@parley/protocol';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import { frameOf, tailOf } from '../session/tail.ts';
import type { HeldText } from './held-text.ts';
import { SenderMemory, type Remembered } from './sender-memory.ts';
import { textHash } from './text-hash.ts';
import { acceptedFrame, messageTail } from './text-wire.ts';

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
  #lastPlace = 0;

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
    const key = textHash(this.#seed, id);
    const body = textHash(this.#seed, to, text);
    const known = this.#memory.find(from, key);
    if (known) return known.body === body ? sentAgain(session, id, known, now) : 'id-reused';
    const recipients = this.#directory.of(to);
    const [recipient] = recipients;
    if (!recipient || recipients.some(isFull)) return 'not-delivered';
    const place = this.#nextPlace(now);
    this.#memory.remember(from, key, body, place);
    const tail = messageTail({ id, from: session.quotedUser, to: recipient.quotedUser, text, place });
    this.#held += 1;
    hand({ id, key, from, to, at: now, tail, waiting: 0, seen: false, fate: 'held' }, recipients, now);
    // Lazy: an acknowledgement mostly rides with the answer to the text that it acknowledges.
    session.tell(acceptedFrame(id, place), 'lazy');
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

  // Microseconds of the clock, so that places go on growing after a restart, and one more for each text within one.
  #nextPlace(now: number): number {
    this.#lastPlace = Math.max(this.#lastPlace + 1, now * 1000);
    return this.#lastPlace;
  }

  #deliver(text: HeldText, delivered: Map<UserId, TextId[]>): void {
    this.#held -= 1;
    text.fate = 'delivered';
    this.#memory.delivered(text.from, text.key);
    const ids = delivered.get(text.from);
    if (ids) ids.push(text.id);
    else delivered.set(text.from, [text.id]);
  }

  #report(delivered: Map<UserId, TextId[]>, now: number): void {
    for (const [user, ids] of delivered) {
      const tail = tailOf({ t: 'chat.delivered', ids });
      for (const session of this.#directory.of(user)) session.push(tail, 'lazy', now);
    }
  }

  #fail(text: HeldText, now: number): void {
    this.#held -= 1;
    text.fate = 'failed';
    this.#memory.forget(text.from, text.key);
    const tail = tailOf({ t: 'chat.failed', id: text.id, code: 'not-delivered' });
    for (const session of this.#directory.of(text.from)) session.push(tail, 'now', now);
  }
}

function hand(text: HeldText, recipients: readonly Session[], now: number): void {
  text.waiting += recipients.length;
  for (const recipient of recipients) recipient.push(text.tail, 'now', now, text);
}

function sentAgain(session: Session, id: TextId, { place, delivered }: Remembered, now: number): undefined {
  session.tell(acceptedFrame(id, place), 'lazy');
  // The session that was told before may be gone.
  if (delivered) session.push(tailOf({ t: 'chat.delivered', ids: [id] }), 'lazy', now);
}

const isFull = (session: Session): boolean => session.full;
