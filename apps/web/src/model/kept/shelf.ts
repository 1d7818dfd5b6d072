// Where a device keeps conversations: rows of entries, by account.
import type { TextId, UserId } from '@parley/client';
import type { KeptConversation, KeptEntry } from './kept-entry.ts';

export interface Row {
  readonly account: UserId;
  /** Of the account's rows. */
  readonly id: string;
  readonly with: UserId;
  /** Ms of the Unix epoch, and which of those of the same ms it is. */
  readonly at: number;
  readonly n: number;
  readonly entry: KeptEntry;
}

/** Up to this, exclusively. */
export type Before = Pick<Row, 'at' | 'n'>;

export interface Shelf {
  /** Adds rows, or replaces those of the same ids: all or none of them. */
  put(rows: readonly Row[]): Promise<void>;
  /** The words of a text that its author has deleted, and its edits. */
  erase(account: UserId, of: TextId, by: UserId): Promise<void>;
  /** The last rows of a conversation, the newest first. */
  rows(account: UserId, other: UserId, before: Before | undefined, limit: number): Promise<readonly Row[]>;
  /** Removes the rows whose ids begin so. */
  remove(account: UserId, prefix: string): Promise<void>;
  conversations(account: UserId): Promise<readonly KeptConversation[]>;
  /** Removes what is older than a time, and the oldest where there are more than `most`. */
  trim(account: UserId, limits: { since: number; most: number }): Promise<void>;
  clear(account: UserId): Promise<void>;
  close(): void;
}

/** Whose conversation the log of calls is in: nobody's. */
export const NOBODY = '' as UserId;

export const textKey = (id: TextId): string => `text ${id}`;

/** With which the keys begin of what its author has said of a text: its words, others for it, what it answers. */
export const saidOf = (id: TextId): readonly string[] => [textKey(id), editsOf(id), `reply ${id} `];

/** The same act has the same key, however often it comes. */
export function actKey(entry: Extract<KeptEntry, { kind: 'act' }>['entry']): string {
  const { act, from } = entry;
  return `${act.act} ${act.of} ${from} ${'order' in act ? act.order : ''}`;
}

/** With which the keys of a text's edits begin. */
export const editsOf = (of: TextId): string => `edit ${of} `;

/** The row of a text without its words, where `by` wrote it. */
export function erased(row: Row | undefined, by: UserId): Row | undefined {
  if (row?.entry.kind !== 'text' || row.entry.text.from !== by) return undefined;
  return { ...row, entry: { kind: 'text', text: { ...row.entry.text, text: '' } } };
}
