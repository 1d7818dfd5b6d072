// Things that run out the same time after they were added: one timer, however many there are.
import type { Clock } from './clock.ts';

export interface ExpiryQueueOptions<T> {
  clock: Clock;
  /** Milliseconds that everything added stays. */
  ms: number;
  /** Called once for each item whose time is over. The item has left the queue by then. */
  onDue: (item: T) => void;
}

export class ExpiryQueue<T> {
  // A Map keeps the order of insertion, which is the order of the due times, because `ms` is one for all.
  readonly #due = new Map<T, number>();
  readonly #options: ExpiryQueueOptions<T>;
  #cancel: (() => void) | undefined;

  constructor(options: ExpiryQueueOptions<T>) {
    this.#options = options;
  }

  get size(): number {
    return this.#due.size;
  }

  has(item: T): boolean {
    return this.#due.has(item);
  }

  /** Adding an item again starts its time anew. */
  add(item: T): void {
    const { clock, ms } = this.#options;
    this.#due.delete(item);
    this.#due.set(item, clock.now() + ms);
    this.#cancel ??= clock.after(ms, this.#expire);
  }

  // The timer is left alone when an item goes: it finds nothing due and ends or re-arms. Hot paths pay no timer.
  delete(item: T): boolean {
    return this.#due.delete(item);
  }

  close(): void {
    this.#due.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #expire = (): void => {
    this.#cancel = undefined;
    const now = this.#options.clock.now();
    for (const [item, at] of this.#due) {
      if (at > now) {
        // `onDue` may have added an item and armed the timer already.
        this.#cancel ??= this.#options.clock.after(at - now, this.#expire);
        return;
      }
      this.#due.delete(item);
      this.#options.onDue(item);
    }
  };
}
