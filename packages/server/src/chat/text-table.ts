// A hash table of numbers for a sender's last texts. Every text passes through one: it makes no garbage.

const LEAST_SLOTS = 16;

/** Low bits of a slot: a text's number in the table, from 1 to 4,095. 0 where the slot is empty. */
const NUMBER_BITS = 12;
const NUMBER = 2 ** NUMBER_BITS - 1;

/**
 * Ids and bodies are hashes of 53 bits (text-hash.ts). What is looked at are the slots, 32 bits each: so few that those
 * of hundreds of senders stay in the processor's cache. The texts themselves are only ever written one after the other.
 */
export class TextTable {
  /** Bits of an id over the number of its text. */
  #slots = new Uint32Array(LEAST_SLOTS);
  /** Id, body and place of each text. */
  #texts = new Float64Array((LEAST_SLOTS / 2) * 3);
  #mask = LEAST_SLOTS - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The id's text, or undefined. */
  find(id: number): number | undefined {
    const slot = this.#slots[this.#probe(id)] ?? 0;
    return slot === 0 ? undefined : (slot & NUMBER) - 1;
  }

  body(text: number): number {
    return this.#texts[text * 3 + 1] ?? 0;
  }

  place(text: number): number {
    return this.#texts[text * 3 + 2] ?? 0;
  }

  /** The id must not be in the table, and the table not hold 4,095 texts. */
  add(id: number, body: number, place: number): void {
    // Half full at most, so that a probe mostly ends at once.
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    const at = this.#size * 3;
    this.#texts[at] = id;
    this.#texts[at + 1] = body;
    this.#texts[at + 2] = place;
    this.#size += 1;
    this.#slots[this.#probe(id)] = slotOf(id, this.#size);
  }

  /** Forgets the text. Its slot stays taken, or the slots behind it could not be found. */
  remove(text: number): void {
    this.#texts[text * 3] = 0;
  }

  /** Forgets everything and keeps its room. */
  clear(): void {
    this.#slots.fill(0);
    this.#size = 0;
  }

  /** The slot that holds the id, or else the one where it is to go. */
  #probe(id: number): number {
    const slots = this.#slots;
    const mark = slotOf(id, 0);
    let at = id & this.#mask;
    for (;;) {
      const slot = slots[at] ?? 0;
      if (slot === 0) return at;
      if ((slot & ~NUMBER) >>> 0 === mark && this.#texts[((slot & NUMBER) - 1) * 3] === id) return at;
      at = (at + 1) & this.#mask;
    }
  }

  #grow(): void {
    const [texts, size] = [this.#texts, this.#size];
    this.#slots = new Uint32Array(this.#slots.length * 2);
    this.#texts = new Float64Array(texts.length * 2);
    this.#mask = this.#slots.length - 1;
    this.#size = 0;
    this.#texts.set(texts);
    for (let number = 1; number <= size; number += 1) {
      const id = texts[(number - 1) * 3] ?? 0;
      if (id !== 0) this.#slots[this.#probe(id)] = slotOf(id, number);
    }
    this.#size = size;
  }
}

/** Other bits of the id than those that say where it goes. */
function slotOf(id: number, number: number): number {
  return (((id / 2 ** NUMBER_BITS) << NUMBER_BITS) | number) >>> 0;
}
