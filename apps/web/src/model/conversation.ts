// One conversation: its texts and notes, what is unread in it, and what is being written.
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ActEntry, Text, TextId, UserId } from '@parley/client';
import { createConversationActs, type ConversationActs } from './conversation-acts.ts';
import type { Composing } from './conversation-composing.ts';
import { merged, withCalls, withPage, type KeptEntry } from './kept/kept-entry.ts';
import { createUnread, type Unread } from './conversation-unread.ts';
import { addNote, reanchor, timelineOf, type Note, type NoteKind, type TimelineItem } from './timeline.ts';

/** What is told in place, over the field: why a text, a call or a file could not be. */
export type Hint =
  | 'empty'
  | 'too-long'
  | 'failed'
  | 'not-changed'
  | 'not-loaded'
  | 'not-copied'
  | 'in-call'
  | 'cannot-call'
  | FileHint;
export type FileHint = 'too-many-files' | 'folder' | 'no-files';

export interface Conversation extends ConversationActs, Unread {
  readonly with: UserId;
  readonly texts: ReadonlySignal<readonly Text[]>;
  readonly notes: ReadonlySignal<readonly Note[]>;
  readonly timeline: ReadonlySignal<readonly TimelineItem[]>;
  readonly typing: Signal<boolean>;
  readonly draft: Signal<string>;
  readonly composing: Signal<Composing>;
  readonly hint: Signal<Hint | undefined>;
  /** Whether anything has been said or tried in it. */
  readonly begun: ReadonlySignal<boolean>;
  /** Those of this page. What was kept of before comes in between. */
  setTexts(texts: readonly Text[]): void;
  /** What was kept of before, a page of it or more. */
  putEarlier(entries: readonly KeptEntry[]): void;
  /** It is not kept any more. */
  dropEarlier(): void;
  /** After the last text. */
  note(kind: NoteKind, at: number): void;
  /** Where it was. */
  putNote(note: Omit<Note, 'id'>): void;
  /** To be called before a text goes from its place. */
  leaving(id: TextId): void;
}

/** `took` hears of every act that is known to be done. */
export function createConversation(
  user: UserId,
  self: UserId,
  took: (entry: ActEntry) => void = () => undefined,
): Conversation {
  const texts = signal<readonly Text[]>([]);
  const notes = signal<readonly Note[]>([]);
  const acts = createConversationActs(texts, took);
  const unread = createUnread(texts, self);
  let here: readonly Text[] = [];
  let earlier: readonly Text[] = [];
  let lastNote = 0;
  const putNote = (note: Omit<Note, 'id'>): void => {
    lastNote += 1;
    notes.value = addNote(notes.value, { id: lastNote, ...note });
  };
  const show = (): void => {
    texts.value = merged(earlier, here);
    acts.come();
  };
  return {
    with: user,
    texts,
    notes,
    timeline: computed(() => timelineOf(texts.value, notes.value, self, unread.newFrom.value)),
    ...acts,
    ...unread,
    typing: signal(false),
    draft: signal(''),
    composing: signal({ name: 'new' }),
    hint: signal(undefined),
    begun: computed(
      () =>
        texts.value.length > 0 ||
        notes.value.some(({ kind }) => kind.name === 'call' || kind.name === 'file'),
    ),
    setTexts: (next) => {
      here = next;
      show();
    },
    putEarlier: (entries) =>
      batch(() => {
        earlier = withPage(earlier, entries);
        show();
        for (const entry of entries) if (entry.kind === 'act') acts.act(entry.entry);
        const calls = withCalls(notes.peek(), texts.peek(), entries);
        notes.value = calls.map((note) => ('id' in note ? note : { id: (lastNote += 1), ...note }));
      }),
    dropEarlier: () => {
      earlier = [];
      show();
    },
    note: (kind, at) => putNote({ at, after: texts.value.at(-1)?.id, kind }),
    putNote,
    leaving: (id) => {
      notes.value = reanchor(notes.value, texts.value, id);
    },
  };
}
