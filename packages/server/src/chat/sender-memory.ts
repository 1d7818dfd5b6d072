// The last texts that each sender had accepted, so that a text sent again is known again (protocol T2).
import type { UserId } from '@parley/protocol';
import { TextTable } from './text-table.ts';

/** Protocol T2. Between one and two times as many are remembered. */
export const REMEMBERED = 512;
/** Texts of senders who are offline that are remembered in all, some 10 MB. The longest gone are forgotten first. */
const REMEMBERED_OF_ABSENT = 200_000;

export interface Remembered {
  readonly body: number;
  readonly place: number;
}

/**
 * One sender's. Ids and bodies are hashes (text-hash.ts). Two tables: when the newer is full, the older is emptied and
 * becomes the newer, so that nothing is dropped text by text.
 */
export class LastTexts {
  #newer = new TextTable();
  #older: TextTable | undefined = undefined;

  get size(): number {
    return this.#newer.size + (this.#older?.size ?? 0);
  }

  find(id: number): Remembered | undefined {
    return read(this.#newer, id) ?? (this.#older && read(this.#older, id));
  }

  /** The id must not be known. */
  add(id: number, body: number, place: number): void {
    if (this.#newer.size >= REMEMBERED) {
      const emptied = this.#older ?? new TextTable();
      emptied.clear();
      this.#older = this.#newer;
      this.#newer = emptied;
    }
    this.#newer.add(id, body, place);
  }

  remove(id: number): void {
    for (const table of [this.#newer, this.#older]) {
      const slot = table?.find(id);
      if (slot !== undefined) table?.remove(slot);
    }
  }
}

function read(table: TextTable, id: number): Remembered | undefined {
  const slot = table.find(id);
  return slot === undefined ? undefined : { body: table.body(slot), place: table.place(slot) };
}

export class SenderMemory {
  readonly #present = new Map<UserId, LastTexts>();
  readonly #absent = new Map<UserId, LastTexts>();
  #absentTexts = 0;

  of(user: UserId): LastTexts {
    const known = this.#find(user);
    if (known) return known;
    const texts = new LastTexts();
    this.#present.set(user, texts);
    return texts;
  }

  /** The sender may send the text again under its id, and it is then a new one. */
  forget(user: UserId, id: number): void {
    this.#find(user)?.remove(id);
  }

  absent(user: UserId): void {
    const texts = this.#present.get(user);
    if (!texts) return;
    this.#present.delete(user);
    this.#absent.set(user, texts);
    this.#absentTexts += texts.size;
    for (const [other, { size }] of this.#absent) {
      if (this.#absentTexts <= REMEMBERED_OF_ABSENT) return;
      this.#absent.delete(other);
      this.#absentTexts -= size;
    }
  }

  present(user: UserId): void {
    const texts = this.#absent.get(user);
    if (!texts) return;
    this.#absent.delete(user);
    this.#absentTexts -= texts.size;
    this.#present.set(user, texts);
  }

  #find(user: UserId): LastTexts | undefined {
    return this.#present.get(user) ?? this.#absent.get(user);
  }
}
