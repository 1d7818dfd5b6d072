// What is written and not sent yet, over a reload of the page: in this tab alone, and gone at sign-out.
import { effect, untracked } from '@preact/signals';
import { LIMITS, type UserId } from '@parley/client';
import type { ConversationsModel } from '../conversations.ts';
import type { SessionNote } from '../session-note.ts';

interface Written {
  /** Whose they are: somebody else may sign in in the same tab. */
  by: UserId;
  drafts: Readonly<Record<UserId, string>>;
}

export interface DraftsOptions {
  self: UserId;
  conversations: Pick<ConversationsModel, 'of' | 'all'>;
  note: SessionNote;
}

/** Puts back what was written before, and follows what is written from now on. */
export function keepDrafts({ self, conversations, note }: DraftsOptions): { close(): void } {
  for (const [user, draft] of Object.entries(writtenIn(note.get(), self)))
    conversations.of(user as UserId).draft.value = draft;
  let before = note.get();
  const stop = effect(() => {
    const drafts = [...conversations.all.value]
      .map(([user, { draft }]) => [user, draft.value] as const)
      .filter(([, draft]) => draft.trim() !== '' && draft.length <= LIMITS.textBytes);
    const written: Written = { by: self, drafts: Object.fromEntries(drafts) };
    const next = drafts.length > 0 ? JSON.stringify(written) : undefined;
    if (next === before) return;
    before = next;
    untracked(() => note.set(next));
  });
  return { close: stop };
}

function writtenIn(text: string | undefined, self: UserId): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  try {
    const { by, drafts } = JSON.parse(text) as Partial<Written>;
    return by === self && drafts ? drafts : {};
  } catch {
    return {}; // Of another version of the page.
  }
}
