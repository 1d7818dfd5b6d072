// A transfer's receiver: takes what is next, lets the sink set the pace, and is content only with the sender's hash.
import { BLOB_ENDS, decodeBlobFrame, encodeBlobFrame, type ClientMessage } from '@parley/protocol';
import { ParleyError } from '../error.ts';
import { explain } from '../explain.ts';
import {
  endTold,
  isComplete,
  receive,
  senderTold,
  sinkTook,
  startInflow,
  wayOpened,
  type Inflow,
} from './inflow.ts';
import { createSha256, toHex } from './sha256.ts';
import type { EarlyEnd } from './transfer-handle.ts';
import { Run, type Progress, type RunOptions } from './transfer-run.ts';

/**
 * Ms from one time to the next that the sender is told where to go on, while nothing comes by a way that has opened: once in some
 * thousand times Chromium loses what the other end of a data channel sends in the moment that it is announced.
 */
const TOLD_AGAIN: readonly number[] = [500, 2_000, 8_000];

export class Incoming extends Run {
  protected readonly offers = false;
  readonly #hash = createSha256();
  readonly #waiting: Uint8Array[] = [];
  #sink: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #flow: Inflow;
  /** What the sender says the hash is. */
  #expected: string | undefined;
  #isUp = false;
  #isWriting = false;
  #isPaused = false;
  #otherIsPaused = false;
  #cancelAgain: (() => void) | undefined;

  constructor(options: RunOptions) {
    super(options);
    this.#flow = startInflow(this.handle.size);
  }

  get isAccepted(): boolean {
    return this.#sink !== undefined;
  }

  /** Throws where the stream is locked. */
  accept(to: WritableStream<Uint8Array>): void {
    if (this.isAccepted || this.isOver) throw explain('no-such-transfer');
    this.#sink = to.getWriter();
    // A sink that fails while nothing is written to it is heard of by the next write.
    this.#sink.closed.catch(() => undefined);
    this.handle.update({ name: 'waiting' }, 0);
    this.wait();
    this.say();
  }

  /** What nobody has accepted is offered again soon, or not any more. */
  override outlived(): void {
    super.outlived();
    if (!this.isAccepted) this.wait();
  }

  offeredAgain(): void {
    if (!this.isAccepted) this.stopWaiting();
    this.say();
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    if (this.#isUp) this.#tell(false);
    this.changed();
  }

  protected standing(): ClientMessage | undefined {
    if (!this.isAccepted) return undefined;
    return { t: 'blob.accept', id: this.handle.id, direct: this.options.direct() };
  }

  protected wayUp(): void {
    this.#isUp = true;
    this.#flow = wayOpened(this.#flow);
    this.#cancelAgain?.();
    this.#tellStart(TOLD_AGAIN);
  }

  protected wayDown(): void {
    this.#isUp = false;
    this.#cancelAgain?.();
  }

  protected get progress(): Progress {
    const pausedBy = this.#isPaused ? 'self' : this.#otherIsPaused ? 'other' : undefined;
    return { moved: this.#flow.taken, pausedBy, isMoving: this.#isUp };
  }

  protected received(bytes: Uint8Array): void {
    if (this.isOver) return;
    const frame = decodeBlobFrame(bytes);
    switch (frame?.kind) {
      case 'data':
        return this.#data(frame.offset, frame.bytes);
      case 'paused':
        this.#otherIsPaused = frame.paused;
        return this.changed();
      case 'end':
        return this.#end(frame.total, toHex(frame.sha256));
      default:
        return this.end('misbehaved');
    }
  }

  protected release(reason: ParleyError): void {
    this.#cancelAgain?.();
    this.#waiting.length = 0;
    this.#sink?.abort(reason).catch(() => undefined);
  }

  #data(offset: number, bytes: Uint8Array): void {
    this.#cancelAgain?.();
    const received = receive(this.#flow, offset, bytes.length);
    if (received === 'misbehaved') return this.end('misbehaved');
    this.#flow = received.flow;
    if (received.fresh === 0) return;
    this.#waiting.push(bytes.subarray(bytes.length - received.fresh));
    void this.#write();
  }

  #end(total: number, sha256: string): void {
    this.#cancelAgain?.();
    const flow = endTold(this.#flow, total);
    if (flow === 'misbehaved' || (this.#expected !== undefined && this.#expected !== sha256))
      return this.end('misbehaved');
    this.#flow = flow;
    this.#expected = sha256;
    void this.#write();
  }

  /** One after the other: what the sink has not taken is not granted anew. */
  async #write(): Promise<void> {
    if (this.#isWriting || !this.#sink) return;
    this.#isWriting = true;
    try {
      for (let bytes = this.#waiting.shift(); bytes; bytes = this.#waiting.shift()) {
        this.#hash.update(bytes);
        await this.#sink.write(bytes);
        if (this.isOver) return;
        this.#took(bytes.length);
      }
      if (isComplete(this.#flow) && !this.isOver) await this.#complete(this.#sink);
    } catch (cause) {
      this.end(codeOf(cause), cause);
    } finally {
      this.#isWriting = false;
    }
  }

  #took(bytes: number): void {
    const { flow, tells } = sinkTook(this.#flow, bytes);
    this.#flow = flow;
    if (tells && this.#isUp) this.#tell(false);
    this.changed();
  }

  async #complete(sink: WritableStreamDefaultWriter<Uint8Array>): Promise<void> {
    const sha256 = toHex(this.#hash.digest());
    if (sha256 !== this.#expected) return this.end('damaged');
    await sink.close();
    this.#cancelAgain?.();
    if (!this.isOver) this.finish(sha256);
  }

  #tellStart([pause, ...pauses]: readonly number[]): void {
    if (this.isOver) return;
    this.#tell(true);
    if (pause === undefined) return;
    this.#cancelAgain = this.options.platform.after(pause, () => this.#tellStart(pauses));
  }

  #tell(resume: boolean): void {
    this.#flow = senderTold(this.#flow);
    const { received, taken } = this.#flow;
    this.send(encodeBlobFrame({ kind: 'taken', received, taken, resume, paused: this.#isPaused }));
  }
}

/** What a sink's failure means for the transfer. */
function codeOf(cause: unknown): EarlyEnd {
  const own = cause instanceof ParleyError && BLOB_ENDS.find((end) => end !== 'done' && end === cause.code);
  if (own && own !== 'done') return own;
  const { name, code } = (cause ?? {}) as { name?: unknown; code?: unknown };
  const isFull = name === 'QuotaExceededError' || code === 'ENOSPC' || code === 'EDQUOT';
  return isFull ? 'disk-full' : 'sink-failed';
}
