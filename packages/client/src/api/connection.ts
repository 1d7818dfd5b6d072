// The public shape of the connection, and of who is online.
import type { ErrorCode, PresenceStatus, UserId } from '@parley/protocol';
import type { Listenable } from '../events.ts';

/** Of the line to the server. */
export type ConnectionState =
  /** The first time. */
  | { name: 'connecting' }
  | { name: 'connected' }
  /** The line is lost and being looked for again. `since` in ms of the Unix epoch. */
  | { name: 'reconnecting'; since: number }
  /** Over for good: `displaced` (signed in elsewhere), `signed-out`, `unsupported-version`, `bad-message`, `closed`. */
  | { name: 'closed'; code: ErrorCode };

/** What happens to the line. */
export interface ConnectionEvents {
  /** Any change of `state`. What the other events tell apart comes right after it. */
  changed: ConnectionState;
  /**
   * A further try to reach the server begins. `attempt` counts the tries in a row, anew where the device wakes up or comes
   * online. The very first try is under way before anybody can listen.
   */
  connecting: { attempt: number };
  /** The first time, and once. */
  connected: void;
  /** The line is lost. `since` in ms of the Unix epoch. Texts and messages wait, and a call goes on. */
  interrupted: { since: number };
  /**
   * The line is back, `after` ms. `recovered`: nothing was missed. Else the session is a new one: who is online has been
   * told afresh, and what others sent meanwhile was told to them as not delivered.
   */
  reconnected: { recovered: boolean; after: number };
  /** Signed in elsewhere: over, and not to be tried again without the person's will. */
  displaced: void;
  /** The sign-in has ended: by `signOut`, a new password, the operator, or its age. Over. */
  signedOut: void;
}

/** Events: see `ConnectionEvents`. */
export interface ConnectionApi extends Listenable<ConnectionEvents> {
  readonly state: ConnectionState;
}

/** Who came online and who went, at once. */
export interface PresenceChange {
  online: readonly UserId[];
  offline: readonly UserId[];
}

/** What happens to who is online. */
export interface PresenceEvents {
  /** All that came and went at once. Before the `came` and `went` of each. */
  changed: PresenceChange;
  /** One who is online and was not. After connecting, each of those who are there. */
  came: UserId;
  went: UserId;
  /** People, oneself among them, whose `statusOf` is another now. */
  turned: readonly UserId[];
}

/** Takes any name to look up, whoever has checked it. */
export interface OnlineUsers extends ReadonlySet<UserId> {
  has(user: string): boolean;
}

/** Events: see `PresenceEvents`. */
export interface PresenceApi extends Listenable<PresenceEvents> {
  /** Everybody online but oneself, as of when the server was last heard. Empty until it has said who is. */
  readonly online: OnlineUsers;
  /**
   * How present somebody is, or oneself: `away` when they have set that, or nobody has been at any of their devices for a
   * while; `do-not-disturb`: calls do not ring there. Undefined for who is not online.
   */
  statusOf(user: string): PresenceStatus | undefined;
  /** What this person has set, on whatever device of theirs, as far as is known here. */
  readonly chosen: PresenceStatus;
  /**
   * Sets it for the account, on all its devices, and again whenever this client has a new session. A caller of somebody who
   * is not to be disturbed gets `do-not-disturb` at once; `again`: the second call of the same person's within 3 minutes rings.
   */
  setStatus(status: PresenceStatus, options?: { again?: boolean }): void;
  /** Says whether nobody is at this device. An account is away while that holds for all its devices. */
  setIdle(idle: boolean): void;
}
