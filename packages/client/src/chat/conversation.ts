// One conversation's texts in the server's order; those it has not placed yet come last, as they were written.
import type { TextId, UserId } from '@parley/protocol';
import type { HandedText, Text } from '../api/chat.ts';

interface Entry {
  text: Text;
  /** The server's order; Infinity until it has said so. */
  place: number;
}

export class Conversation {
  readonly with: UserId;
  #entries: Entry[] = [];
  #texts: readonly Text[] | undefined;

  constructor(user: UserId) {
    this.with = user;
  }

  get texts(): readonly Text[] {
    this.#texts ??= this.#entries.map((entry) => entry.text);
    return this.#texts;
  }

  get placed(): readonly HandedText[] {
    return this.#entries.map(({ text, place }) => (place < Infinity ? { text, place } : { text }));
  }

  get(id: TextId): Text | undefined {
    return this.#find(id)?.text;
  }

  /** Infinity while the server has not placed it, and of what is not here. */
  placeOf(id: TextId): number {
    return this.#find(id)?.place ?? Infinity;
  }

  /** The last one that the server gave. */
  get lastPlace(): number {
    return this.#entries.findLast(({ place }) => place < Infinity)?.place ?? 0;
  }

  /** Adds a text, or replaces the one of its id; moves it to its place. */
  put(text: Text, place?: number): void {
    const known = this.#find(text.id);
    const entry = { text, place: place ?? known?.place ?? Infinity };
    if (known && known.place === entry.place) {
      this.#entries[this.#entries.indexOf(known)] = entry;
    } else {
      if (known) this.#entries.splice(this.#entries.indexOf(known), 1);
      this.#insert(entry);
    }
    this.#texts = undefined;
  }

  remove(id: TextId): void {
    this.#entries = this.#entries.filter((entry) => entry.text.id !== id);
    this.#texts = undefined;
  }

  // Nearly every text belongs at or near the end: look from there.
  #insert(entry: Entry): void {
    let index = this.#entries.length;
    while (index > 0 && (this.#entries[index - 1]?.place ?? 0) > entry.place) index -= 1;
    this.#entries.splice(index, 0, entry);
  }

  #find(id: TextId): Entry | undefined {
    return this.#entries.findLast((entry) => entry.text.id === id);
  }
}
