// Ids that have come in, so that what comes twice is known (protocol T6).

/** More than can be on the way to one account, and so come again, when a server is restarted. */
const KEPT = 4_096;

export class Seen {
  readonly #ids = new Set<string>();

  /** Whether it comes for the first time among the last ones. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > KEPT) for (const oldest of this.#ids) return this.#ids.delete(oldest);
    return true;
  }
}
