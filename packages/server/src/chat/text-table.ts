// A hash table of numbers for a sender's last texts. Every text passes through one: it makes no garbage.

const LEAST_SLOTS = 8;

/**
 * Ids and bodies are hashes of 53 bits (text-hash.ts). The tags, 32 bits of an id each, are what is looked at: they
 * are few enough to stay in the processor's cache, though there are thousands of senders.
 */
export class TextTable {
  /** 0 where a slot is empty. */
  #tags = new Uint32Array(LEAST_SLOTS);
  /** Id, body and place of each slot. */
  #texts = new Float64Array(LEAST_SLOTS * 3);
  #mask = LEAST_SLOTS - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The id's slot, or undefined. Good until the next `add`. */
  find(id: number): number | undefined {
    const slot = this.#probe(id);
    return this.#tags[slot] === 0 ? undefined : slot;
  }

  body(slot: number): number {
    return this.#texts[slot * 3 + 1] ?? 0;
  }

  place(slot: number): number {
    return this.#texts[slot * 3 + 2] ?? 0;
  }

  /** The id must not be in the table. */
  add(id: number, body: number, place: number): void {
    // Half full at most, so that a probe mostly ends at once.
    if ((this.#size + 1) * 2 > this.#tags.length) this.#grow();
    this.#put(id, body, place);
    this.#size += 1;
  }

  /** Forgets the text. Its slot stays taken, or the slots behind it could not be found. */
  remove(slot: number): void {
    this.#texts[slot * 3] = 0;
  }

  /** Forgets everything and keeps its room. */
  clear(): void {
    this.#tags.fill(0);
    this.#size = 0;
  }

  #put(id: number, body: number, place: number): void {
    const slot = this.#probe(id);
    this.#tags[slot] = tagOf(id);
    this.#texts[slot * 3] = id;
    this.#texts[slot * 3 + 1] = body;
    this.#texts[slot * 3 + 2] = place;
  }

  /** The slot that holds the id, or else the one where it is to go. */
  #probe(id: number): number {
    const tag = tagOf(id);
    let slot = (tag >>> 1) & this.#mask;
    for (;;) {
      const there = this.#tags[slot];
      if (there === 0 || (there === tag && this.#texts[slot * 3] === id)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const [tags, texts] = [this.#tags, this.#texts];
    this.#tags = new Uint32Array(tags.length * 2);
    this.#texts = new Float64Array(texts.length * 2);
    this.#mask = this.#tags.length - 1;
    for (let at = 0; at < texts.length; at += 3) {
      const [id = 0, body = 0, place = 0] = texts.subarray(at, at + 3);
      if (id !== 0) this.#put(id, body, place);
    }
  }
}

/** Never 0. */
function tagOf(id: number): number {
  return (id | 1) >>> 0;
}
