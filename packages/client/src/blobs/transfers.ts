// Every transfer of this device, live or to be told of: hands the server's messages to them, and says again what got lost.
import { BLOB_PATH, LIMITS } from '@parley/protocol';
import type { BlobEnd, BlobId, ErrorCode, ServerMessage, ServerMessageOf } from '@parley/protocol';
import type { BlobSource, IncomingBlob } from '../api/blobs.ts';
import type { Connection } from '../connection/connection.ts';
import type { Platform } from '../connection/platform.ts';
import { explain } from '../explain.ts';
import { IncomingHandle } from './incoming-handle.ts';
import { Incoming } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import type { TransferHandle } from './transfer-handle.ts';
import type { Run, RunOptions } from './transfer-run.ts';

/** Ended transfers whose end is known, for senders that ask again. */
const REMEMBERED = 256;

export interface TransfersOptions {
  connection: Pick<Connection, 'send'>;
  platform: Pick<Platform, 'after' | 'random' | 'openBytes'>;
  /** ws: or wss: origin of the server. */
  server: string;
  makeConnection: RunOptions['makeConnection'];
  /** Whether this device can and wants to connect to others. */
  direct: () => boolean;
  offered: (blob: IncomingBlob) => void;
}

export class Transfers {
  readonly #options: TransfersOptions;
  readonly #runs = new Map<BlobId, Run>();
  /** Those of them that are to be offered when it is their turn. */
  readonly #queue = new Set<BlobId>();
  /** How incoming ones have ended. A server that was started again may know less. */
  readonly #ends = new Map<BlobId, BlobEnd>();
  #closed: ErrorCode | undefined;

  constructor(options: TransfersOptions) {
    this.#options = options;
  }

  send(handle: TransferHandle, source: BlobSource): Run {
    if (this.#closed) throw explain(this.#closed);
    const run = this.#open(handle, source);
    this.#runs.set(handle.id, run);
    this.#queue.add(handle.id);
    this.#offerNext();
    return run;
  }

  hear(message: ServerMessage): void {
    if (message.t === 'error') this.#refused(message);
    if (message.t === 'blob.offered') this.#offered(message);
    if (message.t === 'blob.accepted') this.#runs.get(message.id)?.accepted(message.key, message.direct);
    if (message.t === 'blob.signal') this.#runs.get(message.id)?.signal(message.signal);
    if (message.t === 'blob.ended') this.#ended(message.id, message.code);
  }

  /** What was said last may have got lost, whether the session is the same or not. */
  welcomed(recovered: boolean): void {
    for (const [id, run] of this.#runs) {
      if (!recovered) run.outlived();
      if (run.isUntold) this.#drop(id);
      else if (!this.#queue.has(id)) run.say();
    }
    this.#offerNext();
  }

  /** There is no session any more, and there will be none. */
  close(code: ErrorCode): void {
    this.#closed = code;
    for (const run of this.#runs.values()) run.ended(code);
    this.#runs.clear();
  }

  #open(handle: TransferHandle, source: BlobSource): Outgoing {
    try {
      return new Outgoing(this.#optionsFor(handle), source);
    } catch (cause) {
      throw explain('source-failed', { cause });
    }
  }

  #optionsFor(handle: TransferHandle): RunOptions {
    const { connection, platform, server, makeConnection, direct } = this.#options;
    const url = new URL(BLOB_PATH + handle.id, server).href;
    return { handle, platform, url, makeConnection, direct, say: (message) => connection.send(message) };
  }

  #offered({ id, from, name, type, size }: ServerMessageOf<'blob.offered'>): void {
    const known = this.#runs.get(id);
    // Its server has been started again, or this session is new: what was accepted still is.
    if (known) return known instanceof Incoming ? known.offeredAgain() : undefined;
    const end = this.#ends.get(id);
    if (end) return this.#answer(id, end);
    const handle = new IncomingHandle({ id, with: from, name, type, size });
    const run = new Incoming(this.#optionsFor(handle));
    handle.receiveBy(run);
    this.#runs.set(id, run);
    this.#options.offered(handle);
  }

  #answer(id: BlobId, code: BlobEnd): void {
    const { connection } = this.#options;
    // Only who is bound to it may say that it is done.
    if (code !== 'declined') connection.send({ t: 'blob.accept', id, direct: false });
    connection.send({ t: 'blob.end', id, code });
  }

  #ended(id: BlobId, code: string): void {
    const run = this.#runs.get(id);
    if (!run) return;
    run.ended(code);
    this.#forget(id, run);
  }

  #refused({ code, about }: ServerMessageOf<'error'>): void {
    const id = about?.id as BlobId;
    const run = this.#runs.get(id);
    // Who does not get through to the other device takes the way through the server.
    if (!run || !about || about.t === 'blob.signal') return;
    if (code === 'rate-limited' && run.triesAgain()) return;
    // After a restart of the server the other may come back later than this device.
    if (about.t === 'blob.offer' && !(code === 'not-online' && run.looksAgain())) this.#ended(id, code);
    if (about.t === 'blob.end') this.#forget(id, run);
  }

  #forget(id: BlobId, run: Run): void {
    run.ended('interrupted');
    this.#drop(id);
    this.#offerNext();
    if (!(run instanceof Incoming)) return;
    if (run.ownEnd) this.#ends.set(id, run.ownEnd);
    const [oldest] = this.#ends.keys();
    if (this.#ends.size > REMEMBERED && oldest) this.#ends.delete(oldest);
  }

  #drop(id: BlobId): void {
    this.#runs.delete(id);
    this.#queue.delete(id);
  }

  /** As many as the server lets one account have under way. */
  #offerNext(): void {
    const offered = [...this.#runs].filter(([id, run]) => run instanceof Outgoing && !this.#queue.has(id));
    let room = LIMITS.blobsFrom - offered.length;
    for (const id of this.#queue) {
      const run = this.#runs.get(id);
      if (!run || run.isUntold) this.#drop(id);
      else if (room > 0) {
        room -= 1;
        this.#queue.delete(id);
        run.say();
      }
    }
  }
}
