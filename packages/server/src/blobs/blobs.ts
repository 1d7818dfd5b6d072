// Routes the messages about transfers: who may offer, accept, signal and end, and who is told (protocol B1–B5).
import { assertNever, LIMITS } from '@parley/protocol';
import type {
  BlobId,
  ClientMessage,
  ClientMessageOf,
  ErrorCode,
  Unsequenced,
  UserId,
} from '@parley/protocol';
import { setAlarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import { createWindowedCount, type WindowedCount } from '../limits/windowed-count.ts';
import type { Log } from '../log.ts';
import type { BlobLimits } from '../realtime-api.ts';
import type { Directory } from '../session/directory.ts';
import type { EndCause } from '../session/life.ts';
import type { Session } from '../session/session.ts';
import { tailOf } from '../session/tail.ts';
import { BlobRegister, type Entry } from './blob-register.ts';
import type { Place } from './blob-sockets.ts';
import { Joint } from './joint.ts';
import { dueAt, step, type TransferEffect, type TransferEvent } from './step.ts';
import { sideOf, type LiveTransfer, type Side, type Transfer } from './transfer.ts';

export type BlobMessage = Extract<ClientMessage, { t: `blob.${string}` }>;

const HOUR_MS = 3_600_000;
/** Each leaves something to be remembered for a while. */
const OFFERS_PER_MINUTE = 120;

export interface BlobsOptions {
  clock: Clock;
  log: Log;
  directory: Directory;
  /** `undefined` where there are no transfers on this server. */
  limits: BlobLimits | undefined;
}

export class Blobs {
  readonly #options: BlobsOptions;
  readonly #register: BlobRegister;
  readonly #offers: WindowedCount<UserId>;
  readonly #bytes: WindowedCount<UserId>;

  constructor(options: BlobsOptions) {
    const { clock, limits } = options;
    this.#options = options;
    this.#register = new BlobRegister(clock);
    this.#offers = createWindowedCount({ clock, limit: OFFERS_PER_MINUTE, ms: 60_000 });
    this.#bytes = createWindowedCount({ clock, limit: limits?.bytesPerHour ?? 0, ms: HOUR_MS });
  }

  get live(): number {
    return this.#register.liveCount;
  }

  /** Answers the code of a refusal. */
  handle(session: Session, message: BlobMessage): ErrorCode | undefined {
    switch (message.t) {
      case 'blob.offer':
        return this.#offer(session, message);
      case 'blob.accept':
        return this.#accept(session, message);
      case 'blob.signal':
        return this.#signal(session, message);
      case 'blob.end':
        return this.#end(session, message);
      default:
        return assertNever(message);
    }
  }

  /** The session has its welcome and is new: it hears of what waits for its user. */
  welcomed(session: Session): void {
    for (const { transfer } of this.#register.to(session.user))
      if (transfer.state === 'offered') this.#show(session, transfer);
  }

  /** Called while the session can still be told, and while the one that replaces it is there already. */
  ending(session: Session, cause: EndCause): void {
    const { clock, directory } = this.#options;
    const { id, user, device } = session;
    const others = directory.of(user).filter((other) => other !== session);
    const isOver = cause !== 'lost' && cause !== 'superseded';
    // A device that another has taken the place of does not come back.
    const mayReturn = !isOver && (others.length === 0 || others.some((other) => other.device === device));
    const event: TransferEvent = { name: 'session-ended', session: id, mayReturn, now: clock.now() };
    for (const entry of [...this.#register.from(user), ...this.#register.to(user)]) this.#apply(entry, event);
    for (const entry of this.#register.to(user)) {
      // One's own offer to oneself waits for another device.
      const isGone = others.every((other) => other.id === entry.transfer.sender.session);
      if (isGone) this.#apply(entry, { name: 'recipient-gone' });
    }
  }

  /** What a key of an account opens. */
  placeOf(id: BlobId, user: UserId, key: string): Place | undefined {
    const entry = this.#register.live(id);
    if (entry?.transfer.state !== 'bound') return undefined;
    const { joint, keys, transfer } = entry;
    if (key === keys.sender && user === transfer.from) return { joint, side: 'sender' };
    return key === keys.receiver && user === transfer.to ? { joint, side: 'receiver' } : undefined;
  }

  close(): void {
    this.#register.close();
    this.#offers.close();
    this.#bytes.close();
  }

  #offer(session: Session, message: ClientMessageOf<'blob.offer'>): ErrorCode | undefined {
    const { clock, directory, limits } = this.#options;
    const { id, to, name, type, size, direct } = message;
    const known = this.#register.live(id);
    if (known) return this.#offerAgain(session, known);
    const ended = this.#register.ended(id);
    if (ended) return ended.from === session.user ? this.#tellEnd(session, ended) : 'id-reused';
    if (!limits) return 'forbidden';
    const refusal = this.#refusalOf(session, message, limits);
    if (refusal) return refusal;
    if (!this.#offers.take(session.user)) return 'rate-limited';
    const joint = new Joint({
      limit: size ?? limits.maxBytes,
      spend: (bytes) => this.#bytes.take(session.user, bytes),
      stop: (code) => this.#stop(id, code),
    });
    const sender = { session: session.id, device: session.device, lostSince: undefined };
    const about = { id, from: session.user, to, name, type, size, direct, sender };
    const entry = this.#register.begin({ ...about, state: 'offered', since: clock.now() }, joint);
    this.#arm(entry);
    for (const other of directory.of(to)) this.#show(other, entry.transfer);
    return undefined;
  }

  #refusalOf(
    session: Session,
    { to, size = 0, direct }: ClientMessageOf<'blob.offer'>,
    limits: BlobLimits,
  ): ErrorCode | undefined {
    const { directory } = this.#options;
    const isThere = directory.maySee(session.user, to) && directory.of(to).some((other) => other !== session);
    if (!isThere) return 'not-online';
    if (size > limits.maxBytes) return 'too-large';
    if (!direct && size > this.#bytes.left(session.user)) return 'quota-exceeded';
    const waiting = this.#register.to(to).filter(({ transfer }) => transfer.state === 'offered');
    const isFull = this.#register.from(session.user).length >= LIMITS.blobsFrom;
    return isFull || waiting.length >= LIMITS.blobsTo ? 'rate-limited' : undefined;
  }

  #offerAgain(session: Session, entry: Entry): ErrorCode | undefined {
    const { id, user, device } = session;
    const { transfer } = entry;
    if (transfer.from !== user || transfer.sender.device !== device) return 'id-reused';
    this.#apply(entry, { name: 'offered-again', session: id, device });
    return undefined;
  }

  #accept(session: Session, { id, direct }: ClientMessageOf<'blob.accept'>): ErrorCode | undefined {
    const entry = this.#register.live(id);
    const ended = this.#register.ended(id);
    if (ended?.to === session.user) return this.#tellEnd(session, ended);
    if (!entry || entry.transfer.to !== session.user || sideOf(entry.transfer, session.id) === 'sender')
      return 'no-such-transfer';
    const { transfer } = entry;
    if (transfer.state === 'bound' && transfer.receiver.device !== session.device)
      return this.#push(session, { t: 'blob.ended', id, code: 'accepted-elsewhere' });
    this.#apply(entry, { name: 'accepted', session: session.id, device: session.device, direct });
    return undefined;
  }

  /** Addresses are in it: only the two devices that the transfer is bound to see them, and only where both want to (B5). */
  #signal(session: Session, { id, signal }: ClientMessageOf<'blob.signal'>): ErrorCode | undefined {
    const entry = this.#register.live(id);
    const side = entry && sideOf(entry.transfer, session.id);
    if (!side || entry.transfer.state !== 'bound' || !entry.transfer.bothDirect) return 'no-such-transfer';
    const count = entry.signals[side];
    if (signal.kind === 'candidate') count.candidates += 1;
    else count.descriptions += 1;
    if (count.candidates > LIMITS.candidatesPerCall || count.descriptions > LIMITS.blobDescriptions)
      return undefined;
    const { sender, receiver } = entry.transfer;
    const other = this.#options.directory.get((side === 'sender' ? receiver : sender).session);
    if (other) this.#push(other, { t: 'blob.signal', id, signal });
    return undefined;
  }

  #end(session: Session, { id, code }: ClientMessageOf<'blob.end'>): ErrorCode | undefined {
    const entry = this.#register.live(id);
    const { from, to } = entry?.transfer ?? this.#register.ended(id) ?? {};
    if (session.user !== from && session.user !== to) return 'no-such-transfer';
    if (entry) {
      const before = entry.transfer;
      this.#apply(entry, { name: 'ended', session: session.id, code });
      return entry.transfer === before && this.#register.live(id) ? 'no-such-transfer' : undefined;
    }
    const ended = this.#register.ended(id);
    return ended && this.#tellEnd(session, ended);
  }

  #stop(id: BlobId, code: Extract<TransferEvent, { name: 'stopped' }>['code']): void {
    const entry = this.#register.live(id);
    if (entry) this.#apply(entry, { name: 'stopped', code });
  }

  #apply(entry: Entry, event: TransferEvent): void {
    // It may have ended by what was done a moment ago.
    if (this.#register.live(entry.transfer.id) !== entry) return;
    const before = entry.transfer;
    const [transfer, effects] = step(before, event);
    if (transfer.state === 'ended') this.#register.end(entry, transfer);
    else {
      entry.transfer = transfer;
      this.#arm(entry);
    }
    for (const effect of effects) this.#perform(entry, before, effect);
  }

  #perform(entry: Entry, before: LiveTransfer, effect: TransferEffect): void {
    const { directory, log } = this.#options;
    const { id } = before;
    switch (effect.do) {
      case 'bind': {
        const { sender, receiver, bothDirect: direct } = effect.transfer;
        for (const [side, { session }] of Object.entries({ sender, receiver })) {
          const key = entry.keys[side as Side];
          const device = directory.get(session);
          if (device) this.#push(device, { t: 'blob.accepted', id, key, direct });
        }
        return;
      }
      case 'withdraw':
        for (const other of directory.of(before.to)) {
          if (other.id === effect.except || other.id === before.sender.session) continue;
          this.#push(other, { t: 'blob.ended', id, code: 'accepted-elsewhere' });
        }
        return;
      case 'end':
        log.debug({ blob: id, code: effect.code }, 'transfer ended');
        for (const session of this.#partiesOf(before))
          this.#push(session, { t: 'blob.ended', id, code: effect.code });
        return;
      default:
        assertNever(effect);
    }
  }

  #partiesOf(transfer: LiveTransfer): readonly Session[] {
    const { directory } = this.#options;
    const sender = directory.get(transfer.sender.session);
    const others =
      transfer.state === 'bound'
        ? [directory.get(transfer.receiver.session)]
        : directory.of(transfer.to).filter((one) => one !== sender);
    return [sender, ...others].filter((one) => one !== undefined);
  }

  #show(session: Session, { id, from, name, type, size, sender }: LiveTransfer): void {
    if (session.id === sender.session) return;
    this.#push(session, { t: 'blob.offered', id, from, name, type, ...(size !== undefined && { size }) });
  }

  #tellEnd(session: Session, { id, code }: Extract<Transfer, { state: 'ended' }>): undefined {
    return this.#push(session, { t: 'blob.ended', id, code });
  }

  #push(session: Session, message: Unsequenced): undefined {
    session.push(tailOf(message), 'now', this.#options.clock.now());
  }

  #arm(entry: Entry): void {
    const { clock } = this.#options;
    const due = (): void => this.#apply(entry, { name: 'time', now: clock.now() });
    setAlarm(entry, { clock, at: dueAt(entry.transfer), due });
  }
}
