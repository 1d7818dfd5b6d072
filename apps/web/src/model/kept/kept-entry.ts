// What was said and done before this page, as the server or this device has kept it.
import type { ActEntry, Text, TextId, UserId } from '@parley/client';
import type { CallOutcome } from '../../i18n/facts.ts';
import type { Note } from '../timeline.ts';

export type KeptEntry =
  | { kind: 'text'; text: Text }
  | { kind: 'act'; entry: ActEntry }
  | { kind: 'call'; at: number; outcome: CallOutcome };

/** Some of a conversation, in its order. */
export interface KeptPage {
  readonly entries: readonly KeptEntry[];
  /** Fetches what is right before it; absent where there is nothing. */
  readonly older?: () => Promise<KeptPage>;
}

/** With whom there is something, and when it was last. */
export interface KeptConversation {
  readonly with: UserId;
  readonly at: number;
}

/** Who has kept it. */
export interface KeptSource {
  conversations(): Promise<readonly KeptConversation[]>;
  /** The last page of a conversation. */
  latest(user: UserId): Promise<KeptPage>;
}

/**
 * Texts of before with those of this page. What is in both is this page's, which knows more of it. Both are in order; a text that
 * is still on its way stays last.
 */
export function merged(earlier: readonly Text[], here: readonly Text[]): readonly Text[] {
  if (earlier.length === 0) return here;
  const known = new Set(here.map(({ id }) => id));
  const rest = earlier.filter(({ id }) => !known.has(id));
  const all: Text[] = [];
  let next = 0;
  for (const text of here) {
    for (let old = rest[next]; old && old.at <= text.at; old = rest[next]) {
      all.push(old);
      next += 1;
    }
    all.push(text);
  }
  // Nothing that is kept can be newer than what is only about to be sent, whatever the clocks say.
  const sending = all.length - all.findLastIndex(({ state }) => state.name !== 'sending') - 1;
  return sending === 0 || next === rest.length
    ? [...all, ...rest.slice(next)]
    : [...all.slice(0, -sending), ...rest.slice(next), ...all.slice(-sending)];
}

/** Adds a page to what was fetched before. */
export function withPage(earlier: readonly Text[], page: readonly KeptEntry[]): readonly Text[] {
  const texts = page.flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []));
  return merged(texts, earlier);
}

/**
 * Lines of calls of before, between those that are there. What stood before all texts goes to its time, now that there are earlier
 * ones.
 */
export function withCalls(
  notes: readonly Note[],
  texts: readonly Text[],
  page: readonly KeptEntry[],
): readonly (Note | Omit<Note, 'id'>)[] {
  const after = (at: number): TextId | undefined => texts.findLast((text) => text.at <= at)?.id;
  const known = new Set(notes.flatMap(({ at, kind }) => (kind.name === 'call' ? [at] : [])));
  const calls = page.flatMap((entry) => (entry.kind === 'call' && !known.has(entry.at) ? [entry] : []));
  const added = calls.map(({ at, outcome }) => ({
    at,
    after: after(at),
    kind: { name: 'call', outcome } as const,
  }));
  const moved = notes.map((note) => (note.after === undefined ? { ...note, after: after(note.at) } : note));
  return [...added, ...moved].toSorted((a, b) => a.at - b.at);
}
