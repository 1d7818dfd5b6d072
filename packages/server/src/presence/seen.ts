// Whom a session was told to be online: a bit for each person, because it is kept for each pair of people.
import type { UserId } from '@parley/protocol';

/** Numbers for the people who are online: small ones, used again. */
export class Slots {
  readonly #slots = new Map<UserId, number>();
  readonly #free: number[] = [];

  of(user: UserId): number | undefined {
    return this.#slots.get(user);
  }

  add(user: UserId): void {
    if (!this.#slots.has(user)) this.#slots.set(user, this.#free.pop() ?? this.#slots.size);
  }

  /** The number goes to somebody else from now on: no set may hold it any longer. */
  delete(user: UserId): void {
    const slot = this.#slots.get(user);
    if (slot === undefined) return;
    this.#slots.delete(user);
    this.#free.push(slot);
  }

  clear(): void {
    this.#slots.clear();
    this.#free.length = 0;
  }
}

const BITS = 32;

/** A set of small numbers. */
export class BitSet {
  #words = new Uint32Array(0);

  has(index: number): boolean {
    return ((this.#words[Math.floor(index / BITS)] ?? 0) & (1 << (index % BITS))) !== 0;
  }

  add(index: number): void {
    const at = Math.floor(index / BITS);
    if (at >= this.#words.length) this.#grow(at + 1);
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (index % BITS));
  }

  delete(index: number): void {
    const at = Math.floor(index / BITS);
    if (at < this.#words.length) this.#words[at] = (this.#words[at] ?? 0) & ~(1 << (index % BITS));
  }

  #grow(least: number): void {
    const words = new Uint32Array(Math.max(least, 2 * this.#words.length));
    words.set(this.#words);
    this.#words = words;
  }
}
