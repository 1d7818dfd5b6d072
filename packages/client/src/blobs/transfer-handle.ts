// A transfer as a program holds it: what is known of it, and the way to the code that carries it, which may be loading.
import type { BlobEnd, BlobId, UserId } from '@parley/protocol';
import type { Transfer, TransferState } from '../api/blobs.ts';
import { ParleyError } from '../error.ts';
import { Emitter } from '../events.ts';

/** How a device may end a transfer before all of it is there. */
export type EarlyEnd = Exclude<BlobEnd, 'done'>;

/** What moves a transfer. */
export interface TransferRun {
  pause(isPaused: boolean): void;
  /** Ends it on both sides. */
  end(code: EarlyEnd): void;
}

export interface TransferAbout {
  readonly id: BlobId;
  readonly with: UserId;
  readonly direction: Transfer['direction'];
  readonly name: string;
  readonly type: string;
  readonly size: number | undefined;
}

export class TransferHandle extends Emitter<{ changed: void }> implements Transfer {
  readonly id: BlobId;
  readonly with: UserId;
  readonly direction: Transfer['direction'];
  readonly name: string;
  readonly type: string;
  readonly size: number | undefined;
  readonly done: Promise<{ sha256: string }>;
  #state: TransferState = { name: 'offered' };
  #moved = 0;
  #run: Promise<TransferRun> | undefined;
  #settle: { resolve: (value: { sha256: string }) => void; reject: (error: ParleyError) => void } | undefined;

  constructor(about: TransferAbout) {
    super();
    this.id = about.id;
    this.with = about.with;
    this.direction = about.direction;
    this.name = about.name;
    this.type = about.type;
    this.size = about.size;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever listens hears of it; nobody has to.
    this.done.catch(() => undefined);
  }

  get state(): TransferState {
    return this.#state;
  }

  get moved(): number {
    return this.#moved;
  }

  get isOver(): boolean {
    return this.#state.name === 'done' || this.#state.name === 'ended';
  }

  /** For who makes it: what moves it, once that is loaded. */
  carryBy(run: Promise<TransferRun>): void {
    this.#run = run;
    run.catch((cause: unknown) => {
      const message = 'The code for transfers could not be loaded.';
      this.fail(cause instanceof ParleyError ? cause : new ParleyError('internal', { message, cause }));
    });
  }

  pause(): void {
    this.#tell((run) => run.pause(true));
  }

  resume(): void {
    this.#tell((run) => run.pause(false));
  }

  cancel(): void {
    this.#tell((run) => run.end('cancelled'));
  }

  fail(error: ParleyError): void {
    this.update({ name: 'ended', error }, this.#moved);
  }

  /** Once it is over nothing changes any more. */
  update(state: TransferState, moved: number): void {
    if (this.isOver) return;
    this.#state = state;
    this.#moved = moved;
    if (state.name === 'done') this.#settle?.resolve({ sha256: state.sha256 });
    if (state.name === 'ended') this.#settle?.reject(state.error);
    this.emit('changed', undefined);
  }

  #tell(what: (run: TransferRun) => void): void {
    this.#run?.then(what, () => undefined);
  }
}
