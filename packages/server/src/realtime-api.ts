// What the HTTP side and the sockets' side of the server know of each other.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type {
  ErrorCode,
  RelayServer,
  Result,
  TextId,
  UserId,
  BlobId,
  QueryId,
  CallId,
  CallMedia,
  CallView,
  PresenceStatus,
} from '@parley/protocol';
import type { Clock } from './clock.ts';
import type { History } from './history/history.ts';
import type { Log } from './log.ts';
import type { RealtimeHooks } from './realtime-hooks.ts';
import type { QuietAccounts } from './store/quiet-accounts.ts';

/** Who opened a socket, as the upgrade's credentials proved. */
export interface Identity {
  user: UserId;
  /** Names the sign-in (the stored hash of its token): signing out closes the sockets of just that one. */
  signIn: string;
  /** The name or address, without a port, by which the client reached the server. */
  host?: string;
}

/** Servers that candidates come from, for one device in one call. */
export interface RelayGrant {
  readonly servers: readonly RelayServer[];
  /** Ms of the clock at which the credentials end. */
  readonly expires: number;
}

/** Gives credentials for the relay; whose calls those are for is the caller's business. */
export interface RelayGrants {
  /** `host`: the name by which the device reached the server. */
  grant(user: UserId, host: string | undefined, now: number): RelayGrant;
}

/** A custom message, as its handler gets it. */
export interface InboxMessage {
  id: TextId;
  /** Whose session sent it. */
  from: UserId;
  type: string;
  /** What JSON.parse makes of it, `undefined`, or a Uint8Array. Only its size has been checked. */
  payload: unknown;
  /** When it came, in ms of the Unix epoch. */
  at: number;
}

/** A query, as its handler gets it. */
export interface InboxQuery {
  id: QueryId;
  /** Whose session asks. */
  from: UserId;
  type: string;
  /** What JSON.parse makes of it, `undefined`, or a Uint8Array. Only its size has been checked. */
  payload: unknown;
  /** Aborts when nobody waits for an answer any more: time-out, cancelled, or whoever asked is gone. */
  signal: AbortSignal;
}

/** Thrown by a handler of queries that can't answer: its message is told to whoever asked, 256 characters of it. */
export class QueryFailure extends Error {}

/** What an inbox throws where the log has been told already what failed. */
export class HandlerFailed extends Error {}

/** Takes what is addressed to the server itself (SERVER): its operator's own code. */
export interface ServerInbox {
  /**
   * False where nobody handles that type: the sender is told `no-handler`. What it throws is logged, and the sender is
   * told `handler-failed`. Whatever else it answers, the message counts as delivered; a promise is awaited only to log
   * its rejection.
   */
  message(message: InboxMessage): unknown;
  /**
   * Undefined where nobody answers that type: whoever asks is told `no-handler`. A rejection, something thrown, or an
   * answer that can't be sent is logged and told as `handler-failed`, without a reason unless it is a QueryFailure.
   */
  query?(query: InboxQuery): Promise<unknown> | undefined;
}

/** What transfers may take. */
export interface BlobLimits {
  /** Bytes of one. */
  maxBytes: number;
  /** Bytes that an account may send through the server in an hour. */
  bytesPerHour: number;
}

/** A call as it is told to devices that have no page open. */
export interface CallNotice {
  readonly call: CallId;
  readonly from: UserId;
  readonly to: UserId;
  readonly media: CallMedia;
}

export type NoticeOutcome = 'answered' | 'declined' | 'missed';

/** Tells calls to devices that have no page open (protocol C24). None of it throws, and no promise rejects. */
export interface CallNotices {
  /** Whether there is a device of theirs to tell. */
  reaches(user: UserId): boolean;
  /** True once a service has taken it for one of their devices; false where none does. */
  ring(notice: CallNotice): Promise<boolean>;
  /** What became of it, told in the place of the ring. `aware`: sign-ins that know by themselves. */
  settle(notice: CallNotice & { outcome: NoticeOutcome; aware: ReadonlySet<string> }): void;
}

export interface RealtimeOptions {
  clock: Clock;
  log: Log;
  /** What a second sign-in of an account does to the first. */
  policy: 'replace' | 'multiple';
  /** Whether ringing devices connect their media before the answer (DESIGN.md D5). */
  preconnect: boolean;
  /** Where there is a relay for calls. */
  relay?: RelayGrants | undefined;
  /** Absent where there are no transfers. */
  blobs?: BlobLimits | undefined;
  /** Names this run of the server. */
  epoch: string;
  limits: {
    /** Sessions at once; further hellos are closed with 4009. */
    sessions: number;
    /** Messages a socket may send at once, and then per second (protocol E2). */
    messageBurst: number;
    messagesPerSecond: number;
  };
  /**
   * Whether the account may have been here before the server started, and be on its way back. Asked in the grace time
   * after the start only, about people who have not come yet (protocol T4).
   */
  mayReturn(user: UserId): boolean;
  /** Without one, nobody handles what is addressed to the server. */
  inbox?: ServerInbox | undefined;
  hooks?: RealtimeHooks | undefined;
  /** Where the operator wants texts kept. */
  history?: History | undefined;
  /** Without it, the wish not to be disturbed ends with the server. */
  quiet?: QuietAccounts | undefined;
  /** Without it, who has no page open is not called. */
  notices?: CallNotices | undefined;
}

/** Who is online, and the call that they are in, ringing included. */
export interface OnlinePerson {
  readonly user: UserId;
  readonly call?: CallId;
}

/** A call of the server's making (protocol C20). */
export interface CallStart {
  /** Who counts as the caller. */
  readonly from: UserId;
  readonly to: UserId;
  readonly media: CallMedia;
}

export interface StartedCall {
  readonly view: CallView;
  /** The two were in this call with each other already. */
  readonly known: boolean;
}

export interface Realtime {
  /** Takes over an upgrade whose credentials and origin have been checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, identity: Identity): void;
  /**
   * Sends a custom message to an account, from the server or in the name of `from`. Resolves when every session of theirs
   * has acknowledged it; an error where the type or payload can't be sent (`bad-message`, `too-large`), or it was not
   * delivered (`not-delivered`: at once where they are not online, within 30 s where they go, see protocol T4).
   */
  send(to: UserId, type: string, payload: unknown, from?: UserId): Promise<Result<void, ErrorCode>>;
  /**
   * The same with a text, which stands in the conversation with `from`. Whose that is, the caller knows. `kept`: it waits in the
   * history for somebody who is not online.
   */
  text(text: { from: UserId; to: UserId; text: string }): Promise<Result<'delivered' | 'kept', ErrorCode>>;
  /** The same for a socket that bytes of a transfer are to go through. */
  acceptBlob(request: IncomingMessage, socket: Duplex, head: Buffer, identity: Identity, id: BlobId): void;
  /**
   * Asks an account from the server. Resolves with the first answer; with `not-online`, `no-handler`, `handler-failed`,
   * `timeout`, `cancelled` (by `signal`), `server-busy`, `bad-message`, `too-large` or `closed` else. `timeout` is in
   * ms, 5,000 unless told and 60,000 at most.
   */
  query(
    to: UserId,
    type: string,
    payload: unknown,
    options?: { timeout?: number | undefined; signal?: AbortSignal | undefined },
  ): Promise<Result<unknown, ErrorCode>>;
  /** Closes the sessions of the given sign-ins with 4002. */
  endSignIns(signIns: Iterable<string>): void;
  /** The sign-ins that have a live session. */
  liveSignIns(): Iterable<string>;
  /** What `maySee` says has changed: of this account, as viewer and as the one who is seen, or of everybody. */
  refresh(user?: UserId): void;
  /** How present somebody is (protocol P5), also who does not want to be disturbed and has closed the page since. */
  statusOf(user: UserId): PresenceStatus;
  /** Who is online, in no order. */
  online(): OnlinePerson[];
  /**
   * Rings both people, on every device of theirs; the call is theirs once both have accepted. Refused with `bad-message` for
   * one person twice, `not-online`, `already-in-call` or, where one of them has no device that can, `media-unavailable`.
   */
  startCall(start: CallStart): Result<StartedCall, ErrorCode>;
  /** Ends a call for everybody in it, as `hung-up` by nobody. False where no such call goes on. */
  endCall(id: CallId): boolean;
  /** A person declines from a notification, by this sign-in. False where no such call rings for them. */
  declineCall(id: CallId, user: UserId, signIn: string): boolean;
  /** The calls that go on. One from before a restart is among them once all who are in it are back (protocol C16). */
  calls(): CallView[];
  /** The same of one call, for 5 minutes after its end, too. */
  call(id: CallId): CallView | undefined;
  /** Counts of what is live, for logs, metrics and tests. */
  counts(): {
    sockets: number;
    sessions: number;
    users: number;
    calls: number;
    textsHeld: number;
    blobs: number;
    blobSockets: number;
    queries: number;
  };
  /** Closes every socket with 1012 and resolves when they are closed or 2 s have passed. Idempotent. */
  close(): Promise<void>;
}
