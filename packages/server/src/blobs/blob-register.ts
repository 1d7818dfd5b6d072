// Which transfers there are: by id, by person, and for a while how those have ended that are over.
import { randomToken, type BlobId, type UserId } from '@parley/protocol';
import type { Alarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';
import type { Joint } from './joint.ts';
import type { EndedTransfer, LiveTransfer, Side } from './transfer.ts';

/** A device that was away asks within this how its transfer has ended. */
const REMEMBERED_MS = 300_000;

/** A live transfer with what the server keeps beside the machine's state. */
export interface Entry {
  transfer: LiveTransfer;
  readonly joint: Joint;
  /** What opens each end of the joint. */
  readonly keys: Readonly<Record<Side, string>>;
  /** Signals relayed for each side. */
  readonly signals: Record<Side, { descriptions: number; candidates: number }>;
  alarm: Alarm | undefined;
}

export class BlobRegister {
  readonly #live = new Map<BlobId, Entry>();
  readonly #from = new Map<UserId, Set<Entry>>();
  readonly #to = new Map<UserId, Set<Entry>>();
  readonly #ended = new Map<BlobId, EndedTransfer>();
  readonly #forgetting: ExpiryQueue<BlobId>;

  constructor(clock: Clock) {
    this.#forgetting = new ExpiryQueue({ clock, ms: REMEMBERED_MS, onDue: (id) => this.#ended.delete(id) });
  }

  get liveCount(): number {
    return this.#live.size;
  }

  live(id: BlobId): Entry | undefined {
    return this.#live.get(id);
  }

  ended(id: BlobId): EndedTransfer | undefined {
    return this.#ended.get(id);
  }

  from(user: UserId): readonly Entry[] {
    return [...(this.#from.get(user) ?? [])];
  }

  to(user: UserId): readonly Entry[] {
    return [...(this.#to.get(user) ?? [])];
  }

  begin(transfer: LiveTransfer, joint: Joint): Entry {
    const entry: Entry = {
      transfer,
      joint,
      keys: { sender: randomToken(), receiver: randomToken() },
      signals: {
        sender: { descriptions: 0, candidates: 0 },
        receiver: { descriptions: 0, candidates: 0 },
      },
      alarm: undefined,
    };
    this.#live.set(transfer.id, entry);
    put(this.#from, transfer.from, entry);
    put(this.#to, transfer.to, entry);
    return entry;
  }

  end(entry: Entry, transfer: EndedTransfer): void {
    entry.alarm?.cancel();
    entry.joint.close();
    this.#live.delete(transfer.id);
    take(this.#from, transfer.from, entry);
    take(this.#to, transfer.to, entry);
    this.#ended.set(transfer.id, transfer);
    this.#forgetting.add(transfer.id);
  }

  close(): void {
    for (const { alarm, joint } of this.#live.values()) {
      alarm?.cancel();
      joint.close();
    }
    this.#forgetting.close();
    for (const map of [this.#live, this.#from, this.#to, this.#ended]) map.clear();
  }
}

function put(map: Map<UserId, Set<Entry>>, user: UserId, entry: Entry): void {
  const set = map.get(user) ?? new Set();
  map.set(user, set.add(entry));
}

function take(map: Map<UserId, Set<Entry>>, user: UserId, entry: Entry): void {
  const set = map.get(user);
  set?.delete(entry);
  if (set?.size === 0) map.delete(user);
}
