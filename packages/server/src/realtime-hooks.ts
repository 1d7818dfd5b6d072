// What the operator's own code decides and hears of what is going on (protocol A1–A5).
import type { CallId, CallMedia, EndReason, UserId } from '@parley/protocol';

/** Who wants to call whom. */
export interface CallWish {
  readonly caller: UserId;
  readonly callee: UserId;
  readonly media: CallMedia;
}

/** A call as the operator's own code is told of it. `at`: ms of the clock. */
export interface CallNews {
  readonly id: CallId;
  readonly caller: UserId;
  /** Everybody else in it. */
  readonly callees: readonly UserId[];
  readonly media: CallMedia;
  readonly at: number;
}

export interface EndedCallNews extends CallNews {
  readonly reason: EndReason;
  /** Ms for which it was active. */
  readonly duration: number;
  /** Who ended it, where somebody did. */
  readonly by: UserId | undefined;
}

/** What the operator's own code decides and hears (protocol A1…). None of it throws, and no promise rejects. */
export interface RealtimeHooks {
  /** Whether the person exists for the viewer (A2, A3). Never asked about oneself. */
  maySee?: ((viewer: UserId, person: UserId) => boolean) | undefined;
  /** Whether it may ring (A4). A promise is settled within some seconds. */
  mayCall?: ((wish: CallWish) => boolean | Promise<boolean>) | undefined;
  /** A call has become active. */
  callStarted?: ((call: CallNews) => void) | undefined;
  /** A call is over, also one that nobody answered or that was refused. */
  callEnded?: ((call: EndedCallNews) => void) | undefined;
  /** As presence tells it (P1, P3). */
  cameOnline?: ((user: UserId) => void) | undefined;
  wentOffline?: ((user: UserId) => void) | undefined;
}
