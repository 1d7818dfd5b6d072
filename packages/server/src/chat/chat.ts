// Texts and custom messages: accepted, ordered, delivered or failed, and then forgotten (protocol T1–T12), or kept (K1–K3).
import { SERVER, type ClientMessageOf, type ErrorCode, type TextId, type UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { relayedOf, type History } from '../history/history.ts';
import type { Directory } from '../session/directory.ts';
import { BEFORE_ID, IncomingText, type Relayed } from '../session/incoming-text.ts';
import type { Session } from '../session/session.ts';
import { frameOf, tailOf, type Tail } from '../session/tail.ts';
import { ByteQueue } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { Awaited } from './awaited.ts';
import type { HeldText, Orphan, Settled } from './held-text.ts';
import { Places } from './places.ts';
import type { HandToServer } from './to-server.ts';
import type { Sender } from './sender.ts';
import { SenderMemory } from './sender-memory.ts';
import { textHash } from './text-hash.ts';
import { AcceptedFrame, addDelivered, endDelivered, MessageTail, prefixOf, stampOf } from './text-wire.ts';

/** A sender is told of a failure within 30 s (protocol T4); this leaves room for the telling. */
const HELD_MS = 28_000;
/**
 * How long after the start texts wait for people who may be on their way back: a line that died silently with the last server
 * is missed after 10 s, and found again some seconds later.
 */
const AWAITED_MS = 20_000;
/** A session whose first text is younger than this is not looked through for older ones. */
const SETTLING_MS = 1_000;
/** Over this backlog a reader is spared what is of no use late (protocol S14). */
const CONGESTED_BYTES = 256 * 1024;

export interface ChatOptions {
  clock: Clock;
  directory: Directory;
  /** Whether the account may have been here before the server started. */
  mayReturn: (user: UserId) => boolean;
  /** Makes hashes of texts unpredictable. */
  seed: number;
  /** Takes what is addressed to the server itself. */
  toServer: HandToServer;
  /** Where the operator wants texts kept. */
  history?: History | undefined;
}

export class Chat {
  readonly #clock: Clock;
  readonly #directory: Directory;
  readonly #seed: number;
  readonly #toServer: HandToServer;
  readonly #history: History | undefined;
  /** For some time after the start (T4). */
  #awaited: Awaited | undefined;
  readonly #stopWaiting: () => void;
  readonly #memory = new SenderMemory();
  #held = 0;
  readonly #places: Places;
  /** Used for one text after the other. */
  readonly #message = new MessageTail();
  readonly #accepted = new AcceptedFrame();
  /** What is to be reported of texts, to their senders: at the end, because it is found out amid an outbox. */
  #reports: { user: UserId; tail: Tail }[] = [];
  /** The report on deliveries that is being written, and whom it is for: most are about one sender's texts. */
  readonly #delivered = new ByteQueue();
  #deliveredTo: UserId | undefined;
  /** Those in the server who wait for the fate of what it has sent itself. */
  readonly #posted = new Set<Settled>();

  constructor({ clock, directory, seed, mayReturn, toServer, history }: ChatOptions) {
    this.#clock = clock;
    this.#directory = directory;
    this.#seed = seed;
    this.#toServer = toServer;
    this.#history = history;
    this.#places = new Places(history?.lastPlace);
    this.#awaited = new Awaited(mayReturn);
    this.#stopWaiting = clock.after(AWAITED_MS, () => this.#giveUpWaiting());
  }

  /** Texts that are accepted and neither delivered nor failed. */
  get held(): number {
    return this.#held;
  }

  /** Whether an account that is not here may be on its way back since the start (T4). */
  mayCome(user: UserId): boolean {
    return this.#awaited?.mayCome(user) === true;
  }

  /** Answers the code of a refusal. */
  send(session: Session, text: IncomingText, now: number): ErrorCode | undefined {
    const { block, idEnd, to } = text;
    const from = session.user;
    const sender = (session.sender ??= this.#senderOf(from));
    const { sent } = sender;
    const key = textHash(this.#seed, block, text.idStart, idEnd);
    const body = textHash(this.#seed, block, idEnd, text.end);
    const known = sent.find(key);
    if (known) return known.body === body ? this.#sendAgain(session, text, known.place, now) : 'id-reused';
    if (!this.#directory.maySee(from, to)) return 'not-delivered';
    const recipients = this.#directory.of(to);
    if (recipients.length === 0 && to === SERVER)
      return this.#handToServer(session, text, { key, body, now });
    const kept = this.#history?.messageToKeep(text, from);
    if (kept) return this.#sendKept(session, text, kept, { key, body, now });
    if (!this.#hasRoomFor(to, recipients)) return 'not-delivered';
    sent.add(key, body, this.#places.next(now));
    const prefix = text.t === 'chat.send' ? sender.prefix : (sender.messagePrefix ??= prefixOf(text.t, from));
    const parties = { from, to: recipients[0]?.user ?? to, at: now, settled: undefined, keptAt: 0 };
    this.#relay(text, prefix, recipients, parties);
    if (text.shown && to !== from) this.#showOwn(from, session, now);
    this.#accept(session, this.#places.stamp, text);
    return undefined;
  }

  /** Sends what the server itself has to say, or somebody who is not on a socket. Its id is to be new. */
  post(message: Relayed, from: UserId): Promise<Parameters<Settled>[0]> {
    const { to } = message;
    const now = this.#clock.now();
    const recipients = this.#directory.of(to);
    const text = IncomingText.of(message);
    const place = this.#places.next(now);
    const kept = this.#history?.messageToKeep(text, from);
    const outcome = kept && this.#history?.keep(kept, from, place);
    const isKept = outcome?.name === 'kept';
    // What is said in the name of nobody who has an account is relayed only.
    const isRefused = outcome?.name === 'refused' && outcome.code !== 'not-delivered';
    if (isRefused || (!isKept && !this.#hasRoomFor(to, recipients))) return Promise.resolve('failed');
    return new Promise((resolve) => {
      const settled: Settled = (fate) => {
        this.#posted.delete(settled);
        resolve(fate);
      };
      this.#posted.add(settled);
      const parties = { from, to, at: now, settled, keptAt: isKept ? place : 0 };
      this.#relay(text, prefixOf(message.t, from), recipients, parties);
      if (text.shown && to !== from) this.#showOwn(from, undefined, now);
    });
  }

  typing(session: Session, { to, on }: ClientMessageOf<'chat.typing'>): void {
    if (!this.#directory.maySee(session.user, to)) return;
    const frame = frameOf({ t: 'chat.typing', from: session.user, on });
    for (const other of this.#directory.of(to)) {
      if (other.backlog < CONGESTED_BYTES) other.tell(frame, 'lazy');
    }
  }

  /** A session of the recipient has taken the text in. `report` is to follow. */
  acknowledged(text: HeldText, block: Block, end: number): void {
    text.waiting -= 1;
    text.seen = true;
    if (text.waiting === 0 && text.fate === 'held') this.#deliver(text, block, end);
  }

  /** Tells senders what has become of their texts since the last report. */
  report(now: number): void {
    if (this.#history) this.#handOwed(now);
    const user = this.#deliveredTo;
    if (user !== undefined) {
      const tail = this.#endDelivered();
      for (const session of this.#directory.of(user)) session.push(tail, 'lazy', now);
    }
    if (this.#reports.length === 0) return;
    for (const report of this.#reports.splice(0)) {
      for (const session of this.#directory.of(report.user)) session.push(report.tail, 'now', now);
    }
  }

  /** Hands out what has waited for those who can take it now. */
  #handOwed(now: number): void {
    const history = this.#history;
    for (const user of history?.owed() ?? []) {
      const sessions = this.#directory.of(user);
      if (sessions.length === 0) continue;
      for (const kept of history?.fetch(user) ?? []) {
        const { from, to, place } = kept;
        const text = IncomingText.of(relayedOf(kept));
        const parties = { from, to, at: now, settled: undefined, keptAt: place };
        this.#write(text, prefixOf(text.t, from), stampOf(place));
        this.#held += 1;
        hand(heldText(text, this.#message.size, parties), sessions, this.#message, now);
      }
    }
  }

  /** Their sessions have ended. The account's other sessions get them, if nobody has seen them yet. */
  abandoned(orphans: readonly Orphan[], now: number): void {
    for (const { text, tail } of orphans) {
      text.waiting -= 1;
      if (text.waiting > 0 || text.fate !== 'held') continue;
      const heirs = this.#directory.of(text.to);
      if (text.seen) this.#deliver(text, tail, tail.size);
      else if (heirs.length > 0 && text.keptAt === 0) hand(text, heirs, tail, now);
      else this.#fail(text, tail, tail.size);
    }
    this.report(now);
  }

  /** Gives up texts that wait too long for a recipient who comes and goes and never acknowledges (T4). */
  sweep(now: number): void {
    const failLate = (text: HeldText, block: Block, end: number): boolean => {
      if (now - text.at < SETTLING_MS) return false;
      const isLate = text.keptAt === 0 && now - text.at >= HELD_MS;
      if (text.fate === 'held' && isLate) this.#fail(text, block, end);
      return true;
    };
    for (const session of this.#directory.sessions()) session.visitTexts(failLate);
    this.report(now);
  }

  /** The account may have come online or gone offline. */
  changed(user: UserId): void {
    this.#awaited?.came(user);
    if (this.#directory.of(user).length > 0) return this.#memory.present(user);
    this.#memory.absent(user);
    this.#history?.mailboxes.went(user);
  }

  /** The session has had its welcome. */
  welcomed({ user }: Session): void {
    const now = this.#clock.now();
    for (const { text, tail } of this.#awaited?.take(user) ?? [])
      hand(text, this.#directory.of(user), tail, now);
    if (!this.#history) return;
    this.#history.mailboxes.came(user);
    this.#handOwed(now);
  }

  close(): void {
    this.#stopWaiting();
    this.#awaited = undefined;
    this.#held = 0;
    for (const settled of this.#posted) settled('failed');
  }

  /** Whoever has not come back by now is as absent as anybody else. */
  #giveUpWaiting(): void {
    const waiting = this.#awaited?.rest() ?? [];
    this.#awaited = undefined;
    for (const { text, tail } of waiting) this.#fail(text, tail, tail.size);
    this.report(this.#clock.now());
  }

  #senderOf(user: UserId): Sender {
    return { prefix: prefixOf('chat.send', user), messagePrefix: undefined, sent: this.#memory.of(user) };
  }

  #hasRoomFor(to: UserId, recipients: readonly Session[]): boolean {
    return recipients.length > 0 ? !recipients.some(isFull) : this.#awaited?.hasRoomFor(to) === true;
  }

  /** To the recipient's sessions, or where they are awaited. The last place is its own. */
  #relay(text: IncomingText, prefix: Block, recipients: readonly Session[], parties: Parties): void {
    this.#write(text, prefix, this.#places.stamp);
    if (parties.keptAt > 0 && !this.#mayHand(recipients, parties)) {
      if (recipients.length === 0 && text.t === 'chat.send') this.#history?.waits(parties.to, parties.from);
      return parties.settled?.('kept');
    }
    this.#held += 1;
    const held = heldText(text, this.#message.size, parties);
    if (recipients.length > 0) hand(held, recipients, this.#message, parties.at);
    else this.#awaited?.add(held, this.#message);
  }

  #write(text: IncomingText, prefix: Block, stamp: Block): void {
    const message = this.#message;
    message.prefix = prefix;
    message.stamp = stamp;
    message.text = text;
  }

  /** Whether a kept text goes to the sessions now, or waits for them in the store. */
  #mayHand(recipients: readonly Session[], { to, keptAt }: Parties): boolean {
    const mailboxes = this.#history?.mailboxes;
    if (recipients.length === 0 || !mailboxes?.mayHand(to, recipients.some(isFull))) return false;
    mailboxes.handed(to, keptAt);
    return true;
  }

  /** The same as `send` for what the history keeps: it need not be here, and is known again for as long as it is kept. */
  #sendKept(
    session: Session,
    text: IncomingText,
    message: Relayed,
    { key, body, now }: Sending,
  ): ErrorCode | undefined {
    const { user: from } = session;
    const sender = (session.sender ??= this.#senderOf(from));
    const place = this.#places.next(now);
    const outcome = this.#history?.keep(message, from, place) ?? { name: 'refused', code: 'internal' };
    if (outcome.name === 'refused') return outcome.code;
    sender.sent.add(key, body, outcome.name === 'known' ? outcome.place : place);
    if (outcome.name === 'known') return this.#sendAgain(session, text, outcome.place, now);
    const recipients = this.#directory.of(text.to);
    const parties = { from, to: recipients[0]?.user ?? text.to, at: now, settled: undefined, keptAt: place };
    this.#relay(text, prefixOf(text.t, from), recipients, parties);
    if (text.shown && text.to !== from) this.#showOwn(from, session, now);
    this.#accept(session, this.#places.stamp, text);
    return undefined;
  }

  /** What was relayed last is shown on its writer's other sessions. */
  #showOwn(from: UserId, writer: Session | undefined, now: number): void {
    for (const own of this.#directory.of(from)) if (own !== writer) own.push(this.#message, 'now', now);
  }

  #handToServer(session: Session, text: IncomingText, { key, body, now }: Sending): ErrorCode | undefined {
    const place = this.#places.next(now);
    const outcome = this.#toServer(text, session.user, now);
    if (outcome === 'no-handler' || outcome === 'not-delivered') return outcome;
    this.#accept(session, stampOf(place), text);
    const { id } = text;
    if (outcome === 'handled') session.sender?.sent.add(key, body, place);
    const tail = outcome === 'handled' ? deliveredTail(id) : failedTail(id, outcome);
    session.push(tail, 'lazy', now);
    return undefined;
  }

  /** Lazy: an acknowledgement mostly rides with the answer to the text that it acknowledges. */
  #accept(session: Session, stamp: Block, text: IncomingText): void {
    const accepted = this.#accepted;
    accepted.stamp = stamp;
    accepted.text = text;
    session.tellBytes(accepted, 'lazy');
  }

  /** A text that was accepted before. Whether it has been delivered since is asked only here: it is rarely asked. */
  #sendAgain(session: Session, text: IncomingText, place: number, now: number): undefined {
    this.#accept(session, stampOf(place), text);
    const { id } = text;
    // The session that was told of the delivery may be gone.
    if (!this.#isHeld(session.user, id, text.to)) session.push(deliveredTail(id), 'lazy', now);
  }

  #isHeld(from: UserId, id: TextId, to: UserId): boolean {
    const isWaiting = this.#history?.isWaiting(from, id);
    if (isWaiting !== undefined) return isWaiting;
    const isIt = (text: HeldText, block: Block, end: number): boolean =>
      text.from === from && text.fate === 'held' && idOf(text, block, end) === id;
    let isFound = this.#awaited?.of(to).some(({ text, tail }) => isIt(text, tail, tail.size)) ?? false;
    for (const recipient of this.#directory.of(to)) {
      recipient.visitTexts((text, block, end) => {
        isFound ||= isIt(text, block, end);
        return !isFound;
      });
    }
    return isFound;
  }

  #deliver(text: HeldText, block: Block, end: number): void {
    this.#held -= 1;
    text.fate = 'delivered';
    if (text.keptAt > 0) this.#history?.delivered(text.to, text.keptAt);
    if (this.#deliveredTo !== text.from) this.#turnTo(text.from);
    const start = idStart(text, end);
    addDelivered(this.#delivered, block, start, start + text.idLength);
    text.settled?.('delivered');
  }

  #turnTo(user: UserId): void {
    const before = this.#deliveredTo;
    if (before !== undefined) {
      const { block, end } = this.#endDelivered();
      this.#reports.push({ user: before, tail: Block.of(block, 0, end) });
    }
    this.#delivered.clear();
    this.#deliveredTo = user;
  }

  /** The report that was being written: good until the next one is begun. */
  #endDelivered(): ByteQueue {
    endDelivered(this.#delivered);
    this.#deliveredTo = undefined;
    return this.#delivered;
  }

  #fail(text: HeldText, block: Block, end: number): void {
    this.#held -= 1;
    text.fate = 'failed';
    if (text.keptAt > 0) {
      this.#history?.mailboxes.returned(text.to, text.keptAt);
      return text.settled?.('kept');
    }
    const start = idStart(text, end);
    this.#memory.forget(text.from, textHash(this.#seed, block, start, start + text.idLength));
    const tail = failedTail(idOf(text, block, end), 'not-delivered');
    this.#reports.push({ user: text.from, tail });
    text.settled?.('failed');
  }
}

type Parties = Pick<HeldText, 'from' | 'to' | 'at' | 'settled' | 'keptAt'>;
/** Hashes of its id and body, and when it came. */
interface Sending {
  key: number;
  body: number;
  now: number;
}

function heldText(
  { idLength, start, end }: IncomingText,
  tailLength: number,
  { from, to, at, settled, keptAt }: Parties,
): HeldText {
  const length = end - start;
  return {
    from,
    to,
    at,
    keptAt,
    idLength,
    length,
    tailLength,
    waiting: 0,
    seen: false,
    fate: 'held',
    settled,
  };
}

function deliveredTail(id: TextId): Tail {
  return tailOf({ t: 'chat.delivered', ids: [id] });
}

function failedTail(id: TextId, code: ErrorCode): Tail {
  return tailOf({ t: 'chat.failed', id, code });
}

function hand(text: HeldText, recipients: readonly Session[], message: Tail, now: number): void {
  text.waiting += recipients.length;
  for (const recipient of recipients) recipient.push(message, 'now', now, text);
}

/** Where a message's id begins, in a block in which the message ends at `end`. */
function idStart(text: HeldText, end: number): number {
  return end - text.length + BEFORE_ID.size;
}

function idOf(text: HeldText, { bytes }: Block, end: number): TextId {
  const start = idStart(text, end);
  return bytes.toString('latin1', start, start + text.idLength) as TextId;
}

const isFull = (session: Session): boolean => session.full;
