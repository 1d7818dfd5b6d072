// What the words in the field are for: a new text, an answer, or other words for a text of one's own.
import { isSendableText, LIMITS, type ChatApi, type Text, type UserId } from '@parley/client';
import type { Acting } from './conversation-acting.ts';
import { lastEditable, wordsOf } from './conversation-acts.ts';
import type { Conversation, Hint } from './conversation.ts';
import type { Subject } from './shared-file.ts';
import type { Timers } from './timers.ts';

export type Composing =
  | { name: 'new' }
  | { name: 'reply'; to: Subject }
  /** `words`: as they are written now. The draft of a new text waits meanwhile. */
  | { name: 'edit'; of: Text; words: string };

export interface Writing {
  /** Sends what is written, or sets the hint that says why not. */
  send(user: UserId): void;
  /** Says this, leaving the draft as it is; where it can't be sent it is added to the draft. */
  say(user: UserId, words: string): void;
  retry: (text: Text) => void;
  /** Takes a failed text out of the conversation. */
  discard(text: Text): void;
  /** What is written has been changed by its writer. */
  write(user: UserId, words: string): void;
  /** What the field shows. */
  written(user: UserId): string;
  beginAnswer(to: Subject): void;
  beginEdit(text: Text): void;
  /** Answers whether there is a text that can be edited. */
  editLast(user: UserId): boolean;
  /** Answers whether there was something to leave. */
  stopComposing(user: UserId): boolean;
}

export interface WritingOptions {
  self: UserId;
  of: (user: UserId) => Conversation;
  chat: Pick<ChatApi, 'send' | 'retry' | 'discard' | 'typing' | 'conversation'>;
  acting: Acting;
  timers: Pick<Timers, 'now'>;
}

export function createWriting({ self, of, chat, acting, timers }: WritingOptions): Writing {
  const toNew = ({ composing, hint }: Conversation): void => {
    composing.value = { name: 'new' };
    hint.value = undefined;
  };
  const edit = (text: Text): void => {
    const conversation = of(text.with);
    const words = wordsOf(text, conversation.marks.peek().get(text.id));
    if (words === undefined) return;
    conversation.hint.value = undefined;
    conversation.composing.value = { name: 'edit', of: text, words };
  };
  const submit = (conversation: Conversation, words: string): void => {
    const composing = conversation.composing.peek();
    if (composing.name === 'edit') {
      change(conversation, acting, { text: composing.of, words });
    } else {
      const text = chat.send(conversation.with, words);
      conversation.draft.value = '';
      if (composing.name === 'reply') acting.reply(text, composing.to.id);
    }
    toNew(conversation);
  };
  const written = (user: UserId): string => {
    const { composing, draft } = of(user);
    return composing.value.name === 'edit' ? composing.value.words : draft.value;
  };
  return {
    send: (user) => {
      const conversation = of(user);
      const words = written(user).trim();
      const problem = problemOf(words);
      if (problem) {
        conversation.hint.value = problem;
        return;
      }
      try {
        submit(conversation, words);
      } catch {
        conversation.hint.value = 'failed'; // The words stay: nothing that was written is lost.
      }
    },
    say: (user, words) => say(of(user), chat, words),
    ...createFailed({ self, of, chat, acting }),
    write: (user, words) => {
      const { composing, draft, hint } = of(user);
      if (written(user) === words) return;
      const mode = composing.peek();
      if (mode.name === 'edit') composing.value = { ...mode, words };
      else draft.value = words;
      // Bytes are only counted exactly on sending: a text this long is too long in any case.
      hint.value = words.length > LIMITS.textBytes ? 'too-long' : undefined;
      if (mode.name !== 'edit' && words.trim() !== '') chat.typing(user);
    },
    written,
    beginAnswer: (to) => {
      of(to.with).composing.value = { name: 'reply', to };
    },
    beginEdit: edit,
    editLast: (user) => {
      const { texts, marks } = of(user);
      const last = lastEditable(texts.peek(), marks.peek(), self, timers.now());
      if (last) edit(last);
      return last !== undefined;
    },
    stopComposing: (user) => {
      const conversation = of(user);
      if (conversation.composing.peek().name === 'new') return false;
      toNew(conversation);
      return true;
    },
  };
}

/** What is done with texts that did not go. */
function createFailed({
  self,
  of,
  chat,
  acting,
}: Omit<WritingOptions, 'timers'>): Pick<Writing, 'retry' | 'discard'> {
  return {
    retry: (text) => {
      const { marks, composing } = of(text.with);
      const answered = marks.peek().get(text.id)?.answers?.value;
      chat.retry(text.id);
      // It is another text now, also for what is being written about it.
      const again = chat.conversation(text.with).at(-1);
      if (again?.from !== self) return;
      if (answered !== undefined) acting.reply(again, answered);
      const mode = composing.peek();
      if (mode.name === 'new' || aboutOf(mode).id !== text.id) return;
      composing.value = mode.name === 'edit' ? { ...mode, of: again } : { ...mode, to: again };
    },
    discard: (text) => {
      const { composing, draft } = of(text.with);
      if (!chat.discard(text.id)) return;
      acting.news.value = { name: 'discarded', with: text.with };
      const mode = composing.peek();
      if (mode.name === 'new' || aboutOf(mode).id !== text.id) return;
      if (mode.name === 'edit') draft.value = joined(draft.peek(), mode.words);
      composing.value = { name: 'new' };
    },
  };
}

function aboutOf(mode: Exclude<Composing, { name: 'new' }>): Subject {
  return mode.name === 'edit' ? mode.of : mode.to;
}

function joined(draft: string, words: string): string {
  return [draft, words].filter(Boolean).join('\n');
}

/** Gives a text other words. Nothing that was written is lost where that can't be done. */
function change(
  { marks, draft, composing }: Conversation,
  acting: Pick<Acting, 'edit'>,
  { text, words }: { text: Text; words: string },
): void {
  const before = wordsOf(text, marks.peek().get(text.id));
  // Deleted meanwhile, on another device.
  if (before === undefined) draft.value = joined(draft.value, words);
  else if (words !== before)
    void acting.edit(text, words).then((isDone) => {
      if (!isDone && composing.peek().name === 'new') composing.value = { name: 'edit', of: text, words };
    });
}

function say({ with: user, draft, hint }: Conversation, chat: Pick<ChatApi, 'send'>, words: string): void {
  try {
    chat.send(user, words);
  } catch {
    draft.value = joined(draft.value, words);
    hint.value = 'failed'; // What was said is not lost.
  }
}

/** Something to be seen: characters that only shape others, and take no room themselves, say nothing. */
const VISIBLE = /[^\s\p{Cf}\p{Cc}]/u;

function problemOf(words: string): Hint | undefined {
  if (!VISIBLE.test(words)) return 'empty';
  return isSendableText(words) ? undefined : 'too-long';
}
