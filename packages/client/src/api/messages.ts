// The public shape of custom messages: what programs say to each other, and to the server, besides texts.
import type { QueryId, TextId, UserId } from '@parley/protocol';

/**
 * A program's own map of its messages, so that types and payloads are checked:
 *
 *     interface Mine { messages: { move: { x: number; y: number } }; queries: object }
 *
 * Without one every type goes, and payloads are `unknown`. What arrives is what the other sent: only that it is a
 * payload has been checked, not that it is of the type.
 */
export interface MessageTypes {
  /** From a type to its payload. */
  messages: object;
  /** From a type to `{ ask, answer }`. */
  queries: object;
}

/** The types of a map; of an empty one, any string. */
export type TypeIn<Map> = [keyof Map] extends [never] ? string : keyof Map & string;
/** The payload of a type, `unknown` where the map does not say. */
export type PayloadOf<Map, K> = K extends keyof Map ? Map[K] : unknown;

/** What a type of query asks with, `unknown` where the map does not say. */
export type AskOf<Map, K> = K extends keyof Map
  ? Map[K] extends { ask: infer Ask }
    ? Ask
    : unknown
  : unknown;
/** What a type of query is answered with, `unknown` where the map does not say. */
export type AnswerOf<Map, K> = K extends keyof Map
  ? Map[K] extends { answer: infer Answer }
    ? Answer
    : unknown
  : unknown;

/** A message that has come in. */
export interface IncomingMessage<K extends string = string, Payload = unknown> {
  readonly id: TextId;
  /** Who sent it: the server makes sure. `@server` for the server itself. */
  readonly from: UserId;
  /** Oneself, but for Parley's own types (`parley.…`): what one's other devices send of these is shown here too. */
  readonly to: UserId;
  readonly type: K;
  /** What JSON makes of what was sent, `undefined`, or a Uint8Array. */
  readonly payload: Payload;
  /** When the server took it, in ms of the Unix epoch. */
  readonly at: number;
}

/** A query that has come in. */
export interface IncomingQuery<K extends string = string, Ask = unknown> {
  readonly id: QueryId;
  /** Who asks: the server makes sure. `@server` for the server itself. */
  readonly from: UserId;
  readonly type: K;
  /** What JSON makes of what was sent, `undefined`, or a Uint8Array. */
  readonly payload: Ask;
  /** Aborts when nobody waits for the answer any more: it took too long, was given up, or somebody else gave one. */
  readonly signal: AbortSignal;
}

/** How long to wait for an answer. */
export interface QueryOptions {
  /** Ms from now until it fails with `timeout`, 60,000 at most. Default: `queryTimeout` of the Parley's options, 5,000. */
  timeout?: number | undefined;
  /** Gives it up: it rejects with `cancelled`, whose `cause` is the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Types are 1 to 64 characters of `A-Z a-z 0-9 . _ : / -`. A payload is `undefined`, a Uint8Array of at most 36 KiB, or
 * anything that JSON.stringify makes text of, at most 48 KiB of it (RFC 8259, UTF-8); what JSON leaves out of objects
 * does not arrive. Larger data is for `blobs`.
 */
export interface MessagesApi<T extends MessageTypes = MessageTypes> {
  /**
   * Sends a message to an account, or with `SERVER` to the server. Everything is sent in order, and again after a loss; it
   * arrives once. Resolves when every device of the other has it, or the server's handler was called.
   *
   * Rejects with ParleyError: `bad-message` and `too-large` before anything is sent; `not-delivered` where they are not
   * online, or have gone before they had it (within 30 s); `no-handler` and `handler-failed` of the server; where the
   * connection is over for good, its code (`closed`, `displaced`, `signed-out` …): then it may have arrived.
   */
  send<K extends TypeIn<T['messages']>>(
    to: UserId | string,
    type: K,
    payload: PayloadOf<T['messages'], K>,
  ): Promise<void>;
  /**
   * Handles messages of one type, in the order in which the server took them, until the returned function is called.
   * Throws ParleyError `bad-message` where the type has a handler already, or is none. What a handler throws is
   * reported as uncaught and changes nothing else. One's own messages to one's own account come too.
   */
  handle<K extends TypeIn<T['messages']>>(
    type: K,
    handler: (message: IncomingMessage<K, PayloadOf<T['messages'], K>>) => void,
  ): () => void;
  /** Handles messages of every type that has no handler of its own, where the last one of these was not taken away. */
  handleOther(handler: (message: IncomingMessage) => void): () => void;
  /**
   * Asks an account, or with `SERVER` the server, and resolves with the first answer that comes. Asked again after a loss;
   * however often, each device's handler runs once. What waits for the rate, or for 64 open ones, counts in the time.
   *
   * Rejects with ParleyError: `bad-message` and `too-large` before anything is sent; `not-online` at once where they are
   * not, or when they go; `no-handler` where none of their devices answers that type; `handler-failed`, with the
   * message that the handler chose; `timeout`; `cancelled`; `server-busy` where too much is asked of them at once; where the
   * connection is over for good, its code.
   */
  query<K extends TypeIn<T['queries']>>(
    to: UserId | string,
    type: K,
    ask: AskOf<T['queries'], K>,
    options?: QueryOptions,
  ): Promise<AnswerOf<T['queries'], K>>;
  /**
   * Answers queries of one type, until the returned function is called. Throws like `handle`. Whoever asked is told that
   * the handler failed when it throws or rejects; why, only where it does so with a ParleyError `handler-failed`: its
   * message, 256 characters of it. An answer is a payload like any other.
   */
  answer<K extends TypeIn<T['queries']>>(
    type: K,
    handler: (
      query: IncomingQuery<K, AskOf<T['queries'], K>>,
    ) => AnswerOf<T['queries'], K> | Promise<AnswerOf<T['queries'], K>>,
  ): () => void;
}
