// When what the server would not hear is said again.
import { TIMES } from '@parley/protocol';
import { backoff } from '../connection/backoff.ts';
import type { Platform } from '../connection/platform.ts';

interface RetryOptions {
  platform: Pick<Platform, 'after' | 'random'>;
  say: () => void;
}

export class Retry {
  readonly #options: RetryOptions;
  #refusals = 0;
  /** Ms, in the pauses after refusals. */
  #waited = 0;
  #cancel: (() => void) | undefined;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /** After a pause that grows with each refusal. False where they have gone on for too long, and there is no other try. */
  refused(): boolean {
    if (this.#waited >= TIMES.blobLost) return false;
    this.#refusals += 1;
    const pause = backoff(this.#refusals, this.#options.platform.random());
    this.#waited += pause;
    this.after(pause);
    return true;
  }

  after(ms: number): void {
    this.cancel();
    this.#cancel = this.#options.platform.after(ms, this.#options.say);
  }

  cancel(): void {
    this.#cancel?.();
  }

  /** The server has listened, or is another one. */
  reset(): void {
    this.cancel();
    this.#refusals = 0;
    this.#waited = 0;
  }
}
