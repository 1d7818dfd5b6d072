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
  readonly delivered: boolean;
}

/** Two tables: when the newer is full, the older is dropped. So nothing need be dropped text by text. */
class LastTexts {
  newer = new TextTable();
  older: TextTable | undefined = undefined;

  get size(): number {
    return this.newer.size + (this.older?.size ?? 0);
  }

  find(id: number): Remembered | undefined {
    return read(this.newer, id) ?? (this.older && read(this.older, id));
  }

  add(id: number, body: number, place: number): void {
    if (this.newer.size >= REMEMBERED) {
      this.older = this.newer;
      this.newer = new TextTable();
    }
    this.newer.add(id, body, place);
  }

  /** Runs `change` on the table and slot where the id is. */
  update(id: number, change: (table: TextTable, slot: number) => void): void {
    const slot = this.newer.find(id);
    if (slot !== undefined) return change(this.newer, slot);
    const olderSlot = this.older?.find(id);
    if (this.older && olderSlot !== undefined) change(this.older, olderSlot);
  }
}

/** Ids and bodies are hashes (text-hash.ts). */
export class SenderMemory {
  readonly #present = new Map<UserId, LastTexts>();
  readonly #absent = new Map<UserId, LastTexts>();
  #absentTexts = 0;

  find(user: UserId, id: number): Remembered | undefined {
    return this.#of(user)?.find(id);
  }

  remember(user: UserId, id: number, body: number, place: number): void {
    let texts = this.#of(user);
    if (!texts) {
      texts = new LastTexts();
      this.#present.set(user, texts);
    }
    texts.add(id, body, place);
  }

  delivered(user: UserId, id: number): void {
    this.#of(user)?.update(id, setDelivered);
  }

  /** A text that failed is sent again under its id, and is then a new one. */
  forget(user: UserId, id: number): void {
    this.#of(user)?.update(id, remove);
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

  #of(user: UserId): LastTexts | undefined {
    return this.#present.get(user) ?? this.#absent.get(user);
  }
}

function read(table: TextTable, id: number): Remembered | undefined {
  const slot = table.find(id);
  if (slot === undefined) return undefined;
  return { body: table.body(slot), place: table.place(slot), delivered: table.isDelivered(slot) };
}

function setDelivered(table: TextTable, slot: number): void {
  table.setDelivered(slot);
}

function remove(table: TextTable, slot: number): void {
  table.remove(slot);
}
