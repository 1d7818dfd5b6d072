// A hash table of numbers for one sender's last texts. Every text passes through one: it makes no garbage.

/** Each slot: the hash of the id, the hash of recipient and text, the place. An empty slot's place is 0. */
const STRIDE = 3;
const LEAST_SLOTS = 8;

export class TextTable {
  #slots = new Float64Array(LEAST_SLOTS * STRIDE);
  #mask = LEAST_SLOTS - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Where the id's slot begins, or undefined. Good until the next `add`. */
  find(id: number): number | undefined {
    const slot = this.#probe(id);
    return this.#slots[slot + 2] === 0 ? undefined : slot;
  }

  body(slot: number): number {
    return this.#slots[slot + 1] ?? 0;
  }

  place(slot: number): number {
    return Math.abs(this.#slots[slot + 2] ?? 0);
  }

  isDelivered(slot: number): boolean {
    return (this.#slots[slot + 2] ?? 0) < 0;
  }

  // A place is positive; its sign is free to say this.
  setDelivered(slot: number): void {
    this.#slots[slot + 2] = -this.place(slot);
  }

  /** The id must not be in the table. */
  add(id: number, body: number, place: number): void {
    // Half full at most, so that a probe mostly ends at once.
    if ((this.#size + 1) * 2 > this.#mask + 1) this.#grow();
    this.#put(id, body, place);
    this.#size += 1;
  }

  /** Forgets the text. Its slot stays taken, or the slots behind it could not be found. */
  remove(slot: number): void {
    this.#slots[slot] = 0;
  }

  #put(id: number, body: number, place: number): void {
    const slot = this.#probe(id);
    this.#slots[slot] = id;
    this.#slots[slot + 1] = body;
    this.#slots[slot + 2] = place;
  }

  #probe(id: number): number {
    let index = (id >>> 0) & this.#mask;
    while (this.#slots[index * STRIDE + 2] !== 0 && this.#slots[index * STRIDE] !== id) {
      index = (index + 1) & this.#mask;
    }
    return index * STRIDE;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let slot = 0; slot < old.length; slot += STRIDE) {
      const [id = 0, body = 0, place = 0] = old.subarray(slot, slot + STRIDE);
      if (id !== 0) this.#put(id, body, place);
    }
  }
}
