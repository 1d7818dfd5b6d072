// A shelf in memory, for tests: it keeps to the same contract as the browser's.
import type { KeptConversation } from '../model/kept/kept-entry.ts';
import { editsOf, erased, NOBODY, textKey, type Row, type Shelf } from '../model/kept/shelf.ts';

export interface MemoryShelf extends Shelf {
  readonly all: () => readonly Row[];
  /** From now on nothing can be written. */
  break(cause: Error | undefined): void;
}

export function createMemoryShelf(): MemoryShelf {
  const rows = new Map<string, Row>();
  let broken: Error | undefined;
  const keyOf = ({ account, id }: Pick<Row, 'account' | 'id'>): string => `${account} ${id}`;
  const of = (account: string): Row[] => [...rows.values()].filter((row) => row.account === account);
  const isBefore = (a: Pick<Row, 'at' | 'n'>, b: Pick<Row, 'at' | 'n'>): boolean =>
    a.at < b.at || (a.at === b.at && a.n < b.n);
  const byPlace = (a: Row, b: Row): number => (isBefore(a, b) ? -1 : 1);
  return {
    all: () => [...rows.values()],
    break: (cause) => (broken = cause),
    async put(added) {
      if (broken) throw broken;
      for (const row of added) rows.set(keyOf(row), structuredClone(row));
    },
    async erase(account, text, by) {
      const blank = erased(rows.get(keyOf({ account, id: textKey(text) })), by);
      if (!blank) return;
      rows.set(keyOf(blank), blank);
      for (const row of of(account)) if (row.id.startsWith(editsOf(text))) rows.delete(keyOf(row));
    },
    async rows(account, other, before, limit) {
      const found = of(account).filter((row) => row.with === other && (!before || isBefore(row, before)));
      return found.toSorted(byPlace).toReversed().slice(0, limit);
    },
    async remove(account, prefix) {
      for (const row of of(account)) if (row.id.startsWith(prefix)) rows.delete(keyOf(row));
    },
    async conversations(account) {
      const last = new Map<Row['with'], KeptConversation>();
      for (const { with: other, at } of of(account).toSorted(byPlace)) last.set(other, { with: other, at });
      last.delete(NOBODY);
      return [...last.values()].toSorted((a, b) => b.at - a.at);
    },
    async trim(account, { since, most }) {
      for (const row of of(account)) if (row.at < since) rows.delete(keyOf(row));
      const left = of(account).toSorted(byPlace);
      for (const row of left.slice(0, Math.max(0, left.length - most))) rows.delete(keyOf(row));
    },
    async clear(account) {
      for (const row of of(account)) rows.delete(keyOf(row));
    },
    close: () => undefined,
  };
}
