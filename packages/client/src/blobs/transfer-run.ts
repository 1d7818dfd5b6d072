// What both ends of a transfer have in common: its way, its state as shown, how it ends and what the server is to hear.
import { isErrorCode, TIMES } from '@parley/protocol';
import type { BlobEnd, ClientMessage, ErrorCode, Signal } from '@parley/protocol';
import type { TransferState } from '../api/blobs.ts';
import type { Platform } from '../connection/platform.ts';
import { ParleyError } from '../error.ts';
import { explain } from '../explain.ts';
import { Retry } from './retry.ts';
import { Route, type RouteOptions, type Way } from './route.ts';
import type { EarlyEnd, TransferHandle, TransferRun } from './transfer-handle.ts';

/** Between two tellings of progress. */
const PROGRESS = 100;
/** What the server does not hear of in time ends here, too, and is said when there is a line. */
const PATIENCE = TIMES.blobLost;
/** How often, and after how long, somebody who is not there after a restart of the server is looked for. */
const LOOKS = 20;
const LOOK = 1_000;

export interface RunOptions {
  handle: TransferHandle;
  platform: Pick<Platform, 'after' | 'random' | 'openBytes'>;
  /** Of the transfer's way through the server. */
  url: string;
  makeConnection: RouteOptions['makeConnection'];
  /** Whether this device can and wants to connect to another. */
  direct: () => boolean;
  /** False where there is no session to say it in. */
  say: (message: ClientMessage) => boolean;
}

export interface Progress {
  /** Bytes that the receiver's sink has taken. */
  moved: number;
  pausedBy: 'self' | 'other' | undefined;
  /** Whether both devices are on the way and know where to go on. */
  isMoving: boolean;
}

export abstract class Run implements TransferRun {
  protected readonly options: RunOptions;
  protected readonly handle: TransferHandle;
  #route: Route | undefined;
  #way: Way | undefined;
  /** How this device has ended it. */
  #ownEnd: BlobEnd | undefined;
  /** Whether the server may have heard of it. */
  #isKnown: boolean;
  /** How often it may still be offered to somebody who is not online. */
  #looks = 0;
  readonly #retry: Retry;
  #cancelPatience: (() => void) | undefined;
  #cancelProgress: (() => void) | undefined;

  constructor(options: RunOptions) {
    this.options = options;
    this.handle = options.handle;
    this.#isKnown = this.handle.direction === 'incoming';
    this.#retry = new Retry({ platform: options.platform, say: () => this.say() });
  }

  /** The session is a new one, and so may be the server: others may be back later than this device. */
  outlived(): void {
    this.#looks = LOOKS;
    this.#retry.reset();
  }

  /** The server is too busy, or has no room for it. Whether it is worth another try, which then follows. */
  triesAgain(): boolean {
    return this.#retry.refused();
  }

  /** The other is not online. Whether that may pass: who was bound to it has as long as a lost way. */
  looksAgain(): boolean {
    this.#looks -= 1;
    const mayPass = this.#route !== undefined || this.#looks >= 0;
    if (mayPass) this.#retry.after(LOOK);
    return mayPass;
  }

  abstract pause(isPaused: boolean): void;
  /** What the server should know, on a new session or because it was too busy to listen. */
  protected abstract standing(): ClientMessage | undefined;
  protected abstract wayUp(): void;
  protected abstract wayDown(): void;
  protected abstract received(frame: Uint8Array): void;
  protected abstract get progress(): Progress;
  /** It has ended early: nothing of it is kept. */
  protected abstract release(error: ParleyError): void;
  protected abstract readonly offers: boolean;

  get isOver(): boolean {
    return this.handle.isOver;
  }

  /** Both devices are bound to it, or have been and are told so again. */
  accepted(key: string, direct: boolean): void {
    if (this.isOver) return;
    this.#retry.reset();
    if (this.#route) return this.#route.rekey(key);
    const { platform, url, makeConnection, say } = this.options;
    const { id } = this.handle;
    this.wait();
    this.#route = new Route({
      platform,
      url,
      key,
      makeConnection,
      offers: this.offers,
      direct: direct && this.options.direct(),
      sendSignal: (signal) => void say({ t: 'blob.signal', id, signal }),
      events: {
        up: (way) => this.#up(way),
        down: () => this.#down(),
        received: (frame) => this.received(frame),
      },
    });
    this.changed();
  }

  signal(signal: Signal): void {
    this.#route?.signal(signal);
  }

  get ownEnd(): BlobEnd | undefined {
    return this.#ownEnd;
  }

  /** The server says how it has ended, or knows nothing of it. */
  ended(code: string): void {
    this.#close();
    this.#conclude(isErrorCode(code) ? code : 'internal');
  }

  /** Ends it here and tells the server. */
  end(code: EarlyEnd, cause?: unknown): void {
    if (this.isOver) return;
    this.#close();
    this.#conclude(code, cause);
    if (!this.#isKnown) return;
    this.#ownEnd = code;
    this.options.say({ t: 'blob.end', id: this.handle.id, code });
  }

  /** It has ended before the server heard of it. */
  get isUntold(): boolean {
    return this.isOver && !this.#isKnown;
  }

  /** Says what the server should know, how it has ended after who it is: the session may be a new one. */
  say(): void {
    const { id } = this.handle;
    this.#retry.cancel();
    const standing = this.standing();
    if (standing && this.options.say(standing)) this.#isKnown = true;
    if (this.#ownEnd !== undefined) this.options.say({ t: 'blob.end', id, code: this.#ownEnd });
  }

  protected send(frame: Uint8Array<ArrayBuffer>): void {
    this.#route?.send(frame);
  }

  protected succeed(sha256: string): void {
    this.#quiet();
    this.handle.update({ name: 'done', sha256 }, this.progress.moved);
  }

  /** All of it is there: the server and, by it, the sender hear of that. The way stays until they have. */
  protected finish(sha256: string): void {
    this.succeed(sha256);
    this.#ownEnd = 'done';
    this.options.say({ t: 'blob.end', id: this.handle.id, code: 'done' });
  }

  #conclude(code: ErrorCode, cause?: unknown): void {
    if (this.isOver) return;
    const isSame = cause instanceof ParleyError && cause.code === code;
    const error = isSame ? cause : explain(code, { cause });
    this.#quiet();
    this.handle.update({ name: 'ended', error }, this.progress.moved);
    this.release(error);
  }

  /** Accepted, and there is no way yet or any more. */
  protected wait(): void {
    this.#cancelPatience ??= this.options.platform.after(PATIENCE, () => this.end('interrupted'));
  }

  /** State or progress may have changed. */
  protected changed(): void {
    if (this.isOver) return;
    const next = this.#state();
    const { state } = this.handle;
    const { moved } = this.progress;
    if (isSame(state, next)) {
      if (moved !== this.handle.moved)
        this.#cancelProgress ??= this.options.platform.after(PROGRESS, () => this.#show());
      return;
    }
    this.#show();
  }

  #show(): void {
    this.#cancelProgress?.();
    this.#cancelProgress = undefined;
    this.handle.update(this.#state(), this.progress.moved);
  }

  #state(): TransferState {
    const { pausedBy, isMoving } = this.progress;
    if (!this.#route) return { name: this.handle.state.name === 'offered' ? 'offered' : 'waiting' };
    if (pausedBy) return { name: 'paused', by: pausedBy };
    return this.#way && isMoving ? { name: 'moving', way: this.#way } : { name: 'waiting' };
  }

  protected stopWaiting(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
  }

  #up(way: Way): void {
    this.#way = way;
    this.stopWaiting();
    this.wayUp();
    this.changed();
  }

  #down(): void {
    this.#way = undefined;
    this.wayDown();
    if (!this.isOver) this.wait();
    this.changed();
  }

  #quiet(): void {
    this.#cancelPatience?.();
    this.#cancelProgress?.();
  }

  #close(): void {
    this.#retry.cancel();
    this.#route?.close();
    this.#route = undefined;
  }
}

function isSame(one: TransferState, other: TransferState): boolean {
  if (one.name !== other.name) return false;
  if (one.name === 'moving') return other.name === 'moving' && one.way === other.way;
  return one.name !== 'paused' || (other.name === 'paused' && one.by === other.by);
}
