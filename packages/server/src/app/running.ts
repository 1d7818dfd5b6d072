// How much of the operator's asynchronous code runs at once, so that what never ends can't fill the memory.

export class Running {
  readonly #limit: number;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#count >= this.#limit;
  }

  /** Counts the promise until it settles. Answers the same one. */
  add<T>(promise: PromiseLike<T>): PromiseLike<T> {
    this.#count += 1;
    const ended = (): void => {
      this.#count -= 1;
    };
    promise.then(ended, ended);
    return promise;
  }
}

/** What only looks like a promise is taken for one. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
