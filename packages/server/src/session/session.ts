// One signed-in page or program, whatever connection it is on.
import type { DeviceId, SessionId, UserId } from '@parley/protocol';
import type { Frame } from '../ws/frame.ts';
import { textFrame } from '../ws/frame.ts';
import type { Urgency } from '../ws/socket.ts';
import type { HeldText } from '../chat/held-text.ts';
import type { Life } from './life.ts';
import type { Line } from './line.ts';
import { Outbox } from './outbox.ts';
import type { Tail } from './tail.ts';

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
  /** The account's name as a JSON string: it is in every text. */
  readonly quotedUser: string;
  /** The page or program, which outlives its sessions. */
  readonly device: DeviceId;
  life: Life<Line>;
  #outbox: Outbox<HeldText> | undefined = undefined;

  constructor(start: SessionStart) {
    this.id = start.id;
    this.user = start.user;
    this.quotedUser = JSON.stringify(start.user);
    this.signIn = start.signIn;
    this.device = start.device;
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

  /** Sends what must arrive: numbered, and kept until acknowledged. `held` comes back from `acknowledge` or `abandon`. */
  push(tail: Tail, urgency: Urgency, now: number, held?: HeldText): void {
    if (this.life.name === 'closed') return;
    this.#outbox ??= new Outbox();
    const frame = textFrame(`{"seq":${this.#outbox.next},${tail}`);
    this.#outbox.push(frame, now, held);
    this.tell(frame, urgency);
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
}
