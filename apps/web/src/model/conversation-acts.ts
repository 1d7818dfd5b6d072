// What has been done with the texts and files of one conversation, as it is shown: other words, reactions, answers, what is seen.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import {
  ACT_LIMITS,
  applyAct,
  applyWaiting,
  NO_ACTS,
  type ActEntry,
  type Mark,
  type FindSaid,
  type SaidId,
  type Text,
  type UserId,
} from '@parley/client';
import type { SharedFile } from './shared-file.ts';

export type Marks = ReadonlyMap<SaidId, Mark>;

export interface ConversationActs {
  /** By what acts call them. */
  readonly files: ReadonlySignal<ReadonlyMap<SaidId, SharedFile>>;
  /** Answers whether it is the first of its id: what is done with one file is not to be shown of another. */
  share(file: SharedFile): boolean;
  readonly marks: ReadonlySignal<Marks>;
  /** Takes in an act, at whatever time it comes: before its text, after it, or again. */
  act(entry: ActEntry): void;
  /** Shows an act that is on its way. To be called with what became of it. */
  pretend(entry: ActEntry): (isDelivered: boolean) => void;
}

/** `come` is to be called when texts have. */
export function createConversationActs(
  texts: ReadonlySignal<readonly Text[]>,
  took: (entry: ActEntry) => void = () => undefined,
): ConversationActs & { come(): void } {
  const known = signal(NO_ACTS);
  const pretended = signal<readonly ActEntry[]>([]);
  // Many acts may wait, and all of them are looked for whenever a text comes.
  const byId = computed(() => new Map<SaidId, Text>(texts.value.map((text) => [text.id, text])));
  const files = signal<ReadonlyMap<SaidId, SharedFile>>(new Map());
  const find: FindSaid = (id) => byId.peek().get(id) ?? files.peek().get(id);
  const act = (entry: ActEntry): void => {
    known.value = applyAct(known.peek(), entry, find);
    took(entry);
  };
  const come = (): void => {
    known.value = applyWaiting(known.peek(), find);
  };
  return {
    files,
    share: (file) => {
      if (files.peek().has(file.id)) return false;
      files.value = new Map(files.peek()).set(file.id, file);
      come();
      return true;
    },
    marks: computed(
      () => pretended.value.reduce((acts, entry) => applyAct(acts, entry, find), known.value).marks,
    ),
    act,
    pretend: (entry) => {
      pretended.value = [...pretended.peek(), entry];
      return (isDelivered) => {
        if (isDelivered) act(entry);
        pretended.value = pretended.peek().filter((other) => other !== entry);
      };
    },
    come,
  };
}

/** The words of a text as they are now; `undefined` where it was deleted. */
export function wordsOf({ text }: Pick<Text, 'text'>, mark: Mark | undefined): string | undefined {
  return mark?.deleted ? undefined : (mark?.edited?.value ?? text);
}

export function mayEdit(text: Text, mark: Mark | undefined, self: UserId, now: number): boolean {
  return mayDelete(text, mark, self) && now - text.at < ACT_LIMITS.editWithin;
}

export function mayDelete(text: Text, mark: Mark | undefined, self: UserId): boolean {
  return text.from === self && mayAnswer(text, mark);
}

/** Also while it is on its way: acts go behind it. A failed text is known to nobody. */
export function mayAnswer({ state }: Text, mark: Mark | undefined): boolean {
  return !mark?.deleted && state.name !== 'failed';
}

export interface Reaction {
  readonly emoji: string;
  readonly by: readonly UserId[];
}

/** The one that was there first comes first. */
export function reactionsOf(mark: Mark | undefined): readonly Reaction[] {
  const by = new Map<string, UserId[]>();
  if (mark?.deleted) return [];
  for (const [user, { value }] of mark?.reactions ?? [])
    if (value !== null) by.set(value, [...(by.get(value) ?? []), user]);
  return [...by].map(([emoji, users]) => ({ emoji, by: users }));
}

/** The last of one's own texts that the other has seen. What is before it has been, too. */
export function lastSeen(texts: readonly Text[], marks: Marks, self: UserId): number {
  return texts.findLastIndex(({ id, from }) => from === self && marks.get(id)?.seen === true);
}

/** The last text of one's own that may be given other words. */
export function lastEditable(
  texts: readonly Text[],
  marks: Marks,
  self: UserId,
  now: number,
): Text | undefined {
  return texts.findLast((text) => mayEdit(text, marks.get(text.id), self, now));
}
