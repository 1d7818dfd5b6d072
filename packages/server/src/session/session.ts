// One signed-in page or program, whatever connection it is on.
import type { DeviceId, SessionId, UserId } from '@parley/protocol';
import type { Frame } from '../ws/frame.ts';
import type { Urgency } from '../ws/socket.ts';
import type { HeldText } from '../chat/held-text.ts';
import type { Sender } from '../chat/sender.ts';
import type { Block } from '../ws/bytes.ts';
import type { ByteQueue, Bytes } from '../ws/byte-queue.ts';
import type { Life } from './life.ts';
import type { Line } from './line.ts';
import { Outbox, type HeldVisitor } from './outbox.ts';
import type { Tail } from './tail.ts';

export interface SessionStart {
  readonly id: SessionId;
  readonly user: UserId;
  readonly signIn: string;
  readonly host: string | undefined;
  readonly device: DeviceId;
  readonly canCall: boolean;
  readonly line: Line;
}

/** A class, because ten thousand of these sit idle: methods are shared and the outbox comes with its first frame. */
export class Session {
  readonly id: SessionId;
  readonly user: UserId;
  signIn: string;
  /** The name by which it reached the server last. */
  host: string | undefined;
  /** The page or program, which outlives its sessions. */
  readonly device: DeviceId;
  /** Whether calls can ring on it. */
  readonly canCall: boolean;
  life: Life<Line>;
  #outbox: Outbox<HeldText> | undefined = undefined;
  /** What chat keeps of who sends texts, from the first one on. */
  sender: Sender | undefined = undefined;

  constructor(start: SessionStart) {
    this.id = start.id;
    this.user = start.user;
    this.signIn = start.signIn;
    this.host = start.host;
    this.device = start.device;
    this.canCall = start.canCall;
    this.life = { name: 'active', line: start.line };
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

  /** The same with the bytes of whole frames. */
  tellBytes(frames: Bytes, urgency: Urgency): void {
    if (this.life.name === 'active') this.life.line.socket.sendBytes(frames, urgency);
  }

  /** Sends what must arrive: numbered, and kept until acknowledged. A text comes back from `acknowledge` or `abandon`. */
  push(tail: Tail, urgency: Urgency, now: number, text?: HeldText): void {
    if (this.life.name === 'closed') return;
    const outbox = (this.#outbox ??= new Outbox(now));
    outbox.push(tail, now, text);
    if (this.life.name === 'active') this.life.line.socket.wake(urgency);
    else outbox.skip();
  }

  /** Gives back what its last message has cost it of its rate (protocol E2). */
  refund(): void {
    if (this.life.name === 'active') this.life.line.tokens += 1;
  }

  /** Bytes of sequenced messages that its line has not taken. */
  get unsent(): number {
    return this.#outbox?.unsent ?? 0;
  }

  /** Its line's socket is about to be written to. */
  writeUnsent(to: ByteQueue): void {
    if (this.unsent > 0) this.#outbox?.writeUnsent(to);
  }

  acknowledge(seq: number, taken: HeldVisitor<HeldText>): void {
    this.#outbox?.acknowledge(seq, taken);
  }

  canReplayFrom(seq: number): boolean {
    return this.#outbox ? this.#outbox.canReplayFrom(seq) : seq === 0;
  }

  replay(now: number): void {
    this.#outbox?.rewind(now);
    if (this.life.name === 'active' && this.unsent > 0) this.life.line.socket.wake('now');
  }

  unacknowledgedSince(): number | undefined {
    return this.#outbox?.oldest();
  }

  /** Shows the texts that it has not acknowledged, in order, until the visitor answers false. */
  visitTexts(visitor: (text: HeldText, block: Block, end: number) => boolean): void {
    this.#outbox?.visit(visitor);
  }

  abandon(taken: HeldVisitor<HeldText>): void {
    this.#outbox?.abandon(taken);
  }
}
