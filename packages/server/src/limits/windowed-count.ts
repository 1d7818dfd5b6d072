// How much somebody may do in a time: counted from their first act on, and forgotten when that time is over.
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';

export interface WindowedCount<K> {
  /** Counts `amount`, or answers false and counts nothing where that would be too much. */
  take(key: K, amount?: number): boolean;
  /** What may still be taken. */
  left(key: K): number;
  close(): void;
}

export function createWindowedCount<K>(options: {
  clock: Clock;
  limit: number;
  /** Milliseconds. */
  ms: number;
}): WindowedCount<K> {
  const { clock, limit, ms } = options;
  const counts = new Map<K, number>();
  const windows = new ExpiryQueue<K>({ clock, ms, onDue: (key) => counts.delete(key) });
  const left = (key: K): number => limit - (counts.get(key) ?? 0);
  return {
    left,
    take(key, amount = 1) {
      if (amount > left(key)) return false;
      if (!counts.has(key)) windows.add(key);
      counts.set(key, (counts.get(key) ?? 0) + amount);
      return true;
    },
    close() {
      windows.close();
      counts.clear();
    },
  };
}
