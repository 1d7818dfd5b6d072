// How much of the operator's asynchronous code runs at once, so that what never ends can't fill the memory.
import type { Clock } from '../clock.ts';

/** What takes longer counts no more: one bad hour of a database is not to end everything until the next start. */
const COUNTED_MS = 60_000;

export class Running {
  readonly #clock: Clock;
  readonly #limit: number;
  #count = 0;

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#count >= this.#limit;
  }

  /** Counts the promise until it settles, for a minute at most. */
  add(promise: PromiseLike<unknown>): void {
    this.#count += 1;
    let counts = true;
    const ended = (): void => {
      cancel();
      if (counts) this.#count -= 1;
      counts = false;
    };
    const cancel = this.#clock.after(COUNTED_MS, ended);
    promise.then(ended, ended);
  }
}

/** What only looks like a promise is taken for one. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
