// Typed events: one small emitter for all of the SDK.

/** Whatever tells of something. */
export interface Listenable<Events extends object> {
  /** Calls `listener` at every such event until the returned function is called. */
  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void;
}

export class Emitter<Events extends object> implements Listenable<Events> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set);
    const own = (event: Events[K]): void => listener(event);
    set.add(own);
    return () => set.delete(own);
  }

  /** Whether anybody listens. */
  protected heeds(type: keyof Events): boolean {
    return (this.#listeners.get(type)?.size ?? 0) > 0;
  }

  /** A listener that throws is reported and does not keep the others from hearing. */
  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        (listener as (event: Events[K]) => void)(event);
      } catch (cause) {
        report(cause);
      }
    }
  }
}

/** Reports what somebody else's function has thrown as uncaught, out of the way of what goes on here. */
export function report(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}
