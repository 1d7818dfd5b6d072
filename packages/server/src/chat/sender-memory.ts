// The last texts that each sender had accepted, so that a text sent again is known again (protocol T2).
import type { TextId, UserId } from '@parley/protocol';

/** Twice what T2 promises would cost twice the memory: about 100 bytes a text. */
export const REMEMBERED = 512;
/** Texts of senders who are offline that are remembered in all, about 20 MB. The longest gone are forgotten first. */
const REMEMBERED_OF_ABSENT = 200_000;

export interface SentText {
  readonly id: TextId;
  readonly place: number;
  readonly hash: number;
  delivered: boolean;
}

interface Ring {
  readonly byId: Map<TextId, SentText>;
  /** The same texts in the order of acceptance, overwritten from the start once full. */
  readonly order: SentText[];
  cursor: number;
}

export class SenderMemory {
  readonly #present = new Map<UserId, Ring>();
  readonly #absent = new Map<UserId, Ring>();
  #absentTexts = 0;

  find(user: UserId, id: TextId): SentText | undefined {
    return this.#ring(user)?.byId.get(id);
  }

  remember(user: UserId, text: SentText): void {
    const ring = this.#ring(user) ?? this.#begin(user);
    ring.byId.set(text.id, text);
    if (ring.order.length < REMEMBERED) {
      ring.order.push(text);
      return;
    }
    const oldest = ring.order[ring.cursor];
    ring.order[ring.cursor] = text;
    ring.cursor = (ring.cursor + 1) % REMEMBERED;
    // A text that failed and was sent again is in the ring twice; its newer entry counts.
    if (oldest && ring.byId.get(oldest.id) === oldest) ring.byId.delete(oldest.id);
  }

  /** A text that failed is sent again under its id, and is then a new one. */
  forget(user: UserId, text: SentText): void {
    const ring = this.#ring(user);
    if (ring?.byId.get(text.id) === text) ring.byId.delete(text.id);
  }

  absent(user: UserId): void {
    const ring = this.#present.get(user);
    if (!ring) return;
    this.#present.delete(user);
    this.#absent.set(user, ring);
    this.#absentTexts += ring.order.length;
    for (const [other, { order }] of this.#absent) {
      if (this.#absentTexts <= REMEMBERED_OF_ABSENT) return;
      this.#absent.delete(other);
      this.#absentTexts -= order.length;
    }
  }

  present(user: UserId): void {
    const ring = this.#absent.get(user);
    if (!ring) return;
    this.#absent.delete(user);
    this.#absentTexts -= ring.order.length;
    this.#present.set(user, ring);
  }

  #ring(user: UserId): Ring | undefined {
    return this.#present.get(user) ?? this.#absent.get(user);
  }

  #begin(user: UserId): Ring {
    const ring: Ring = { byId: new Map(), order: [], cursor: 0 };
    this.#present.set(user, ring);
    return ring;
  }
}
