// What an operator's own code in the server is: handlers of what is addressed to the server, and hooks.
import type { CallId, CallMedia, ErrorCode, UserId } from '@parley/protocol';
import type { SignInHook } from '../accounts/sign-in-hook.ts';
import type { Log } from '../log.ts';
import type { CallNews, CallWish, EndedCallNews } from '../realtime-hooks.ts';

/** Types of an application's messages and queries, as in the SDK: `messages` maps type → payload, `queries` type → { ask, answer }. */
export interface AppTypes {
  messages: object;
  queries: object;
}

/** Types for whoever names none. */
export interface AnyTypes extends AppTypes {
  messages: Record<string, unknown>;
  queries: Record<string, { ask: unknown; answer: unknown }>;
}

type Name<T> = keyof T & string;
/** What a handler is told it handles: of a map that names no types, any, or no handler would fit into it. */
type Told<T, K extends string> = string extends keyof T ? string : K;
type Ask<Q> = Q extends { ask: infer A } ? A : unknown;
type Answer<Q> = Q extends { answer: infer A } ? A : unknown;

/** A custom message to the server. The sender is known; what they send is theirs, whatever the types say: check it. */
export interface AppMessage<Payload = unknown, Type extends string = string> {
  readonly id: string;
  readonly from: UserId;
  readonly type: Type;
  /** A JSON value, or the bytes. */
  readonly payload: Payload;
  /** When the server took it, in ms since the Unix epoch. */
  readonly at: number;
}

/** A query to the server. `payload` as in AppMessage. */
export interface AppQuery<Payload = unknown, Type extends string = string> {
  readonly id: string;
  readonly from: UserId;
  readonly type: Type;
  readonly payload: Payload;
  /** Aborted when the asker gives up or goes, or the query's time is over: nobody waits for the answer any longer. */
  readonly signal: AbortSignal;
}

export interface Handlers<T extends AppTypes = AnyTypes> {
  /** One per type. What it throws is logged, without its message; the sender is told `handler-failed`. */
  messages?: {
    [K in Name<T['messages']>]?: (
      message: AppMessage<T['messages'][K], Told<T['messages'], K>>,
      server: ServerContext<T>,
    ) => unknown;
  };
  /**
   * One per type. What it answers is sent as JSON, or as bytes where it is a Uint8Array. Whoever asks is told `handler-failed`
   * where it throws, with the message of a QueryFailure and of nothing else.
   */
  queries?: {
    [K in Name<T['queries']>]?: (
      query: AppQuery<Ask<T['queries'][K]>, Told<T['queries'], K>>,
      server: ServerContext<T>,
    ) => Answer<T['queries'][K]> | Promise<Answer<T['queries'][K]>>;
  };
  /** Every type of message that has no handler. */
  otherMessages?: (message: AppMessage, server: ServerContext<T>) => unknown;
  /** Every type of query that has no handler. */
  otherQueries?: (query: AppQuery, server: ServerContext<T>) => unknown;
}

export interface Hooks<T extends AppTypes = AnyTypes> {
  /** Your own way of knowing people, in the place of Parley's passwords (docs/sign-in.md, protocol H6). */
  signIn?: SignInHook;
  /**
   * Whether the person exists for the viewer: presence, texts, messages, queries and calls (protocol A2, A3). Asked very
   * often, so it must answer at once, from memory; anything but `true`, a promise too, is no. Call `server.refresh` when
   * answers change.
   */
  maySee?: (viewer: UserId, person: UserId) => boolean;
  /** Whether it may ring (protocol A4). A promise that takes longer than 3 s is no. */
  mayCall?: (wish: CallWish, server: ServerContext<T>) => boolean | Promise<boolean>;
  /** A call has become active. */
  callStarted?: (call: CallNews, server: ServerContext<T>) => unknown;
  /** A call is over, also one that was never answered or was refused. */
  callEnded?: (call: EndedCallNews, server: ServerContext<T>) => unknown;
  cameOnline?: (user: UserId, server: ServerContext<T>) => unknown;
  wentOffline?: (user: UserId, server: ServerContext<T>) => unknown;
  /** Called, and awaited for at most 10 s, before anybody is let in. What it throws keeps the server from starting. */
  started?: (server: ServerContext<T>) => unknown;
  /** The server is about to stop: awaited for at most 1 s, while everybody is still there. */
  stopping?: (server: ServerContext<T>) => unknown;
}

export interface ServerDefinition<T extends AppTypes = AnyTypes> {
  handlers?: Handlers<T>;
  hooks?: Hooks<T>;
}

/** What the operator's code can do. Promises reject with RequestError, and one that nobody awaits harms nothing. */
export interface ServerContext<T extends AppTypes = AnyTypes> {
  /** Sends a message from the server (`@server`). Resolves when every device of theirs has it. */
  send<K extends Name<T['messages']>>(to: UserId | string, type: K, payload: T['messages'][K]): Promise<void>;
  /**
   * Asks a program of theirs; the first answer counts. `timeout` in ms, 5,000 unless told and 60,000 at most. What comes back
   * is what they sent: check it.
   */
  query<K extends Name<T['queries']>>(
    to: UserId | string,
    type: K,
    ask: Ask<T['queries'][K]>,
    options?: { timeout?: number; signal?: AbortSignal },
  ): Promise<Answer<T['queries'][K]>>;
  /** A text in the name of `from`, in their conversation with `to`. Resolves when every device of `to` has it, or the history keeps it. */
  text(from: UserId | string, to: UserId | string, text: string): Promise<void>;
  /** Rings both, as protocol C20 has it; neither `maySee` nor `mayCall` is asked. Resolves at once with the call's id. */
  startCall(from: UserId | string, to: UserId | string, media: CallMedia): Promise<CallId>;
  /** Ends it for everybody. False where no such call goes on. */
  endCall(id: CallId): boolean;
  /** Who is online, in no order. */
  online(): UserId[];
  /** The answers of `maySee` have changed: about this account, as viewer and as seen, or about everybody. */
  refresh(user?: UserId | string): void;
  /** Lines in the server's log. */
  readonly log: Log;
}

/** Why the server could not do it. */
export class RequestError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(`The server could not do it: ${code}.`, options);
    this.name = 'RequestError';
    this.code = code;
  }
}

/** Gives the definition its types and answers it as it is: a plain object does as well (docs/server-app.md). */
export function defineServer<T extends AppTypes = AnyTypes>(
  definition: ServerDefinition<T>,
): ServerDefinition<T> {
  return definition;
}
