// The public shape of transfers: large data from one person's device to another's.
import type { BlobId, UserId } from '@parley/protocol';
import type { ParleyError } from '../error.ts';
import type { Listenable } from '../events.ts';

/** A stream or an iterable is read once, at the pace of the receiver. A `Blob` is read piece by piece. */
export type BlobSource = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** How far a transfer has come. */
export type TransferState =
  /** The receiver has not accepted it yet. */
  | { name: 'offered' }
  /** Accepted, and bytes go: from device to device, or through the server. */
  | { name: 'moving'; way: 'direct' | 'server' }
  | { name: 'paused'; by: 'self' | 'other' }
  /** Accepted, and there is no way between the two devices at the moment. It goes on by itself from where it broke off. */
  | { name: 'waiting' }
  /** The receiver has all of it, and its hash is the sender's: SHA-256, 64 hexadecimal digits. */
  | { name: 'done'; sha256: string }
  | { name: 'ended'; error: ParleyError };

/** Data on its way to or from one other person. */
export interface Transfer extends Listenable<{
  /** State or progress has changed; at most ten times a second for progress alone. */
  changed: void;
}> {
  readonly id: BlobId;
  /** The other person. */
  readonly with: UserId;
  readonly direction: 'outgoing' | 'incoming';
  /** As the sender gave it, at most 255 characters, none of them a control character; '' where none was given. Never a path. */
  readonly name: string;
  /** Media type as the sender says (RFC 6838), at most 127 characters; '' where none was given. Nothing has checked it. */
  readonly type: string;
  /** Bytes; `undefined` for a stream whose sender has not said. */
  readonly size: number | undefined;
  /** Bytes that the receiver's sink has taken. */
  readonly moved: number;
  readonly state: TransferState;
  /** Either side may; both must have resumed for it to go on. */
  pause(): void;
  resume(): void;
  /** Ends it on both sides with `cancelled`. Nothing happens where it has ended. */
  cancel(): void;
  /**
   * Resolves once the receiver has it whole. Rejects with the ParleyError of `ended`; one that nobody listens to is no
   * unhandled rejection. Codes, beside those of a closed connection: `not-online` (the receiver is not there, or went
   * before accepting), `declined`, `timeout` (nobody accepted within 10 minutes), `accepted-elsewhere` (incoming: by another
   * device of this account), `cancelled`, `interrupted` (no way between the two for 60 s, or the other's program has
   * ended), `too-large`, `quota-exceeded`, `rate-limited` (the server had no room for the offer for 60 s), `damaged`,
   * `disk-full`, `sink-failed`, `source-failed`, `misbehaved` (the other device does not keep to the protocol),
   * `forbidden` (the server has transfers off).
   */
  readonly done: Promise<{ sha256: string }>;
}

/** Data that this side sends. */
export type OutgoingBlob = Transfer;

/** Data that the other offers: nothing comes before it is taken. */
export interface IncomingBlob extends Transfer {
  /**
   * Accepts it into a stream, whose back-pressure holds the sender back: at most 2 MiB wait here. The stream is closed once
   * all is there and whole, and aborted in every other case. A sink that rejects ends the transfer on both sides: with
   * `disk-full` where it does with a QuotaExceededError or ENOSPC, else with `sink-failed`.
   * Throws ParleyError `no-such-transfer` where it has been accepted already or has ended.
   */
  accept(to: WritableStream<Uint8Array>): void;
  /**
   * Accepts it as one piece of memory. Throws as `accept` does. Rejects as `done` does, and with `too-large` beyond `limit` bytes, where it ends
   * on both sides.
   */
  bytes(limit: number): Promise<Uint8Array>;
  /** Accepts it as a stream, and throws as `accept` does: what is not read holds the sender back. It errors with the ParleyError where it ends early. */
  stream(): ReadableStream<Uint8Array>;
  decline(): void;
}

/** What the other is told of the data, and how to give up. */
export interface BlobOptions {
  /** Default: that of a `File`, else ''. Throws ParleyError `bad-message` beyond 255 characters or with control characters. */
  name?: string;
  /** Media type. Default: that of a `Blob`, else ''. */
  type?: string;
  /** Bytes of a stream, where they are known. Another number in the end is `source-failed`. */
  size?: number;
  /** Cancels it. */
  signal?: AbortSignal;
}

/** Data of any size between two devices. */
export interface BlobsApi extends Listenable<{
  /** Somebody wants to send something. Nothing of it is received before it is accepted. */
  offered: IncomingBlob;
}> {
  /** Bytes that one transfer may have on this server; `undefined` before it is connected, and where transfers are off. */
  readonly largest: number | undefined;
  /**
   * Offers data to a person. On one device of theirs it can be accepted; the bytes go from device to device where both
   * can and neither prefers `relayOnly` (CallPreferences), else through the server, within its limits.
   */
  send(to: string, source: BlobSource, options?: BlobOptions): OutgoingBlob;
}
