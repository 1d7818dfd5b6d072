// Typed events for the fakes.

export class FakeEmitter<Events extends object> {
  readonly #listeners: { type: keyof Events; listener: (event: never) => void }[] = [];

  on<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): () => void {
    const entry = { type, listener };
    this.#listeners.push(entry);
    return () => {
      this.#listeners.splice(this.#listeners.indexOf(entry), 1);
    };
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const entry of this.#listeners.slice()) {
      if (entry.type === type) (entry.listener as (event: Events[K]) => void)(event);
    }
  }
}
