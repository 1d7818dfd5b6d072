// One signed-in page or program, whatever connection it is on.
import type { DeviceId, SessionId, UserId } from '@parley/protocol';
import type { Frame } from '../ws/frame.ts';
import type { Urgency } from '../ws/socket.ts';
import type { HeldText } from '../chat/held-text.ts';
import { fromPart, toPart } from '../chat/text-wire.ts';
import type { Life } from './life.ts';
import type { Line } from './line.ts';
import { Outbox, type Notice } from './outbox.ts';
import { numberedFrame, type Tail } from './tail.ts';

export interface SessionStart {
  readonly id: SessionId;
  readonly user: UserId;
  readonly signIn: string;
  readonly device: DeviceId;
  readonly line: Line;
}

/** A class, because ten thousand of these sit idle: methods are shared and the outbox comes with its first frame. */
export class Session {
  readonly id: SessionId;
  readonly user: UserId;
  signIn: string;
  /** The page or program, which outlives its sessions. */
  readonly device: DeviceId;
  life: Life<Line>;
  #outbox: Outbox<HeldText> | undefined = undefined;
  #fromPart: string | undefined = undefined;
  #toPart: string | undefined = undefined;

  constructor(start: SessionStart) {
    this.id = start.id;
    this.user = start.user;
    this.signIn = start.signIn;
    this.device = start.device;
    this.life = { name: 'active', line: start.line };
  }

  /** Its account's part of texts that it sends. */
  get fromPart(): string {
    return (this.#fromPart ??= fromPart(this.user));
  }

  /** Its account's part of texts that it gets. */
  get toPart(): string {
    return (this.#toPart ??= toPart(this.user));
  }

  /** Bytes that wait to be written to its socket. */
  get backlog(): number {
    return this.life.name === 'active' ? this.life.line.socket.backlog : 0;
  }

  /** Whether it can't take another text now. */
  get full(): boolean {
    return this.#outbox?.full ?? false;
  }

  /** Sends what may be lost with the line. */
  tell(frame: Frame, urgency: Urgency): void {
    if (this.life.name === 'active') this.life.line.socket.send(frame, urgency);
  }

  /** Sends what must arrive: numbered, and kept until acknowledged. */
  push(tail: Tail, urgency: Urgency, now: number): void {
    this.#send({ isHeld: false, tail, at: now }, urgency, now);
  }

  /** The same with a text: it comes back from `acknowledge` or `abandon`. */
  pushText(text: HeldText, now: number): void {
    this.#send(text, 'now', now);
  }

  acknowledge(seq: number): HeldText[] {
    return this.#outbox?.acknowledge(seq) ?? [];
  }

  canReplayFrom(seq: number): boolean {
    return this.#outbox ? this.#outbox.canReplayFrom(seq) : seq === 0;
  }

  replay(now: number): void {
    if (!this.#outbox) return;
    for (const frame of this.#outbox.replay(now)) this.tell(frame, 'now');
  }

  unacknowledgedSince(): number | undefined {
    return this.#outbox?.oldest();
  }

  /** Texts that it has not acknowledged. */
  held(): Iterable<HeldText> {
    return this.#outbox?.held() ?? [];
  }

  abandon(): HeldText[] {
    return this.#outbox?.abandon() ?? [];
  }

  #send(message: HeldText | Notice, urgency: Urgency, now: number): void {
    if (this.life.name === 'closed') return;
    this.#outbox ??= new Outbox(now);
    const seq = this.#outbox.push(message);
    if (this.life.name === 'active') this.life.line.socket.send(numberedFrame(seq, message.tail), urgency);
  }
}
