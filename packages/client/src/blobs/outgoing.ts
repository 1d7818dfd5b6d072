// A transfer's sender: reads the source as the receiver takes, and keeps what the receiver does not have yet.
import { decodeBlobFrame, encodeBlobFrame, type ClientMessage } from '@parley/protocol';
import type { BlobSource } from '../api/blobs.ts';
import { OUTFLOW, stepOutflow, toSend, wantsBytes, type Outflow, type OutflowEvent } from './outflow.ts';
import { Retained } from './retained.ts';
import { createSha256, toHex } from './sha256.ts';
import { openSource, type SourceReader } from './source.ts';
import { Run, type Progress, type RunOptions } from './transfer-run.ts';

export class Outgoing extends Run {
  protected readonly offers = true;
  readonly #source: SourceReader;
  readonly #hash = createSha256();
  readonly #kept = new Retained();
  #digest: Uint8Array | undefined;
  #flow: Outflow = OUTFLOW;
  #isReading = false;

  /** Throws where the source can't be read at all, as one that is being read by somebody else. */
  constructor(options: RunOptions, source: BlobSource) {
    super(options);
    this.#source = openSource(source);
  }

  pause(isPaused: boolean): void {
    this.#step({ name: 'paused', paused: isPaused });
    this.#tellPaused();
    this.#pump();
    this.changed();
  }

  /** Said by the server: the receiver has it. */
  override ended(code: string): void {
    if (code !== 'done') return super.ended(code);
    // What has not been sent to its end, nobody has.
    if (!this.#digest) return super.ended('misbehaved');
    this.#flow = { ...this.#flow, taken: this.#flow.read };
    if (!this.isOver) this.succeed(toHex(this.#digest));
    this.#kept.clear();
    super.ended(code);
  }

  protected standing(): ClientMessage | undefined {
    const { id, with: to, name, type, size } = this.handle;
    const direct = this.options.direct();
    return { t: 'blob.offer', id, to, name, type, ...(size !== undefined && { size }), direct };
  }

  protected wayUp(): void {
    // It is the receiver's turn to say where to go on.
    this.#step({ name: 'down' });
    this.#tellPaused();
  }

  protected wayDown(): void {
    this.#step({ name: 'down' });
  }

  protected received(bytes: Uint8Array): void {
    const frame = decodeBlobFrame(bytes);
    if (frame?.kind !== 'taken') return this.end('misbehaved');
    const { kind: _, ...told } = frame;
    if (!this.#step({ name: 'told', ...told })) return;
    this.#kept.release(this.#flow.received);
    this.#pump();
    this.changed();
  }

  protected get progress(): Progress {
    const { taken, isPaused, otherIsPaused, isUp } = this.#flow;
    return {
      moved: taken,
      pausedBy: isPaused ? 'self' : otherIsPaused ? 'other' : undefined,
      isMoving: isUp,
    };
  }

  protected release(error: unknown): void {
    this.#source.cancel(error);
    this.#kept.clear();
  }

  #step(event: OutflowEvent): boolean {
    const flow = this.isOver ? undefined : stepOutflow(this.#flow, event);
    if (flow) this.#flow = flow;
    else this.end('misbehaved');
    return flow !== undefined;
  }

  #tellPaused(): void {
    this.send(encodeBlobFrame({ kind: 'paused', paused: this.#flow.isPaused }));
  }

  #pump(): void {
    for (let due = toSend(this.#flow); due !== undefined && !this.isOver; due = toSend(this.#flow)) {
      if (due === 'end') {
        this.#digest ??= this.#hash.digest();
        this.#step({ name: 'end-sent' });
        this.send(encodeBlobFrame({ kind: 'end', total: this.#flow.read, sha256: this.#digest }));
      } else {
        const offset = this.#flow.next;
        const bytes = this.#kept.at(offset, due.bytes);
        this.#step({ name: 'sent', bytes: bytes.length });
        this.send(encodeBlobFrame({ kind: 'data', offset, bytes }));
      }
    }
    if (wantsBytes(this.#flow) && !this.#isReading && !this.isOver) void this.#read();
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      const bytes = await this.#source.read();
      if (this.isOver) return;
      this.#take(bytes);
    } catch (cause) {
      this.end('source-failed', cause);
    } finally {
      this.#isReading = false;
    }
    this.#pump();
  }

  #take(bytes: Uint8Array | undefined): void {
    const { size } = this.handle;
    const read = this.#flow.read + (bytes?.length ?? 0);
    if (size !== undefined && (read > size || (!bytes && read < size)))
      throw new RangeError(
        `The source has ${bytes ? 'more' : 'less'} than the ${size} bytes it was to have.`,
      );
    if (!bytes) return void this.#step({ name: 'source-ended' });
    this.#hash.update(bytes);
    this.#kept.add(bytes);
    this.#step({ name: 'read', bytes: bytes.length });
  }
}
