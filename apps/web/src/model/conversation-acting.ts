// Acts of this person and of the others, over all conversations: sent, taken in, told to screen readers.
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import {
  ACT_TYPE,
  nextOrder,
  readAct,
  type Act,
  type ActEntry,
  type IncomingMessage,
  type MessagesApi,
  type SaidId,
  type Text,
  type UserId,
} from '@parley/client';
import type { Conversation } from './conversation.ts';
import { reactionsOf, wordsOf } from './conversation-acts.ts';
import { isFile, type Subject } from './shared-file.ts';
import type { Timers } from './timers.ts';

/** Characters of a text that are read out with what was done with it. */
const READ_OUT = 80;

/** Something that was done before the person's eyes, for those who do not see it. */
export type ActNews =
  | { name: 'edited'; with: UserId; words: string }
  | { name: 'deleted'; with: UserId }
  | { name: 'reacted'; with: UserId; emoji: string; words: string }
  /** A failed text, by the person. */
  | { name: 'discarded'; with: UserId };

export interface Acting {
  /** Answers whether the other has it. */
  edit(text: Text, words: string): Promise<boolean>;
  delete(text: Text): void;
  /** The reaction that is there already is taken away. */
  react(subject: Subject, emoji: string): void;
  /** `text`, which was just written, answers `to`. */
  reply(text: Text, to: SaidId): void;
  seen(text: Text): void;
  readonly news: Signal<ActNews | undefined>;
  close(): void;
}

export interface ActingOptions {
  self: UserId;
  messages: Pick<MessagesApi, 'handle' | 'send'>;
  of: (user: UserId) => Conversation;
  timers: Pick<Timers, 'now'>;
  /** Whose conversation is before the person's eyes. */
  readable: ReadonlySignal<UserId | undefined>;
}

export function createActing({ self, messages, of, timers, readable }: ActingOptions): Acting {
  const news = signal<ActNews | undefined>(undefined);
  const received = ({ from, to, at, payload }: IncomingMessage): void => {
    const act = readAct(payload);
    if (!act) return;
    const own = from === self;
    // Acts of one's own come from one's other devices.
    const conversation = of(own ? to : from);
    const before = conversation.marks.peek().get(act.of);
    conversation.act({ from, at, act });
    if (own && act.act === 'seen') conversation.readElsewhere(act.of);
    const isNew = conversation.marks.peek().get(act.of) !== before;
    if (isNew && !own && readable.peek() === from)
      news.value = newsOf(conversation, { from, at, act }) ?? news.peek();
  };
  /** What can't be told to the other is taken back, and said. */
  const send = (subject: Subject, act: Act, told: 'told' | 'untold' = 'told'): Promise<boolean> => {
    const conversation = of(subject.with);
    const settle = conversation.pretend({ from: self, at: timers.now(), act });
    return messages.send(subject.with, ACT_TYPE, act).then(
      () => {
        settle(true);
        return true;
      },
      () => {
        settle(false);
        if (told === 'told') conversation.hint.value = 'not-changed';
        return false;
      },
    );
  };
  const orderFor = ({ with: other, from, id }: Subject): number =>
    nextOrder(of(other).marks.peek().get(id), self, from === self, timers.now());
  const stop = messages.handle(ACT_TYPE, received);
  return {
    edit: (text, words) => send(text, { act: 'edit', of: text.id, order: orderFor(text), text: words }),
    delete: (text) => void send(text, { act: 'delete', of: text.id }),
    react: (subject, emoji) => {
      const own = of(subject.with).marks.peek().get(subject.id)?.reactions?.get(self)?.value;
      const next = own === emoji ? null : emoji;
      void send(subject, { act: 'react', of: subject.id, order: orderFor(subject), emoji: next });
    },
    // Where the text itself can't go, that is told of the text.
    reply: (text, to) => void send(text, { act: 'reply', of: text.id, order: orderFor(text), to }, 'untold'),
    // Who has gone will not look for it.
    seen: (text) => void send(text, { act: 'seen', of: text.id }, 'untold'),
    news,
    close: stop,
  };
}

function newsOf({ marks, texts, files }: Conversation, { from, act }: ActEntry): ActNews | undefined {
  const subject = texts.peek().findLast(({ id }) => id === act.of) ?? files.peek().get(act.of);
  if (!subject) return undefined;
  if (act.act === 'delete') return { name: 'deleted', with: from };
  const all = isFile(subject) ? subject.name : wordsOf(subject, marks.peek().get(act.of));
  if (all === undefined) return undefined;
  const words = shortened(all);
  if (act.act === 'edit') return { name: 'edited', with: from, words };
  const mark = marks.peek().get(act.of);
  if (act.act !== 'react' || act.emoji === null) return undefined;
  const isShown = reactionsOf(mark).some(({ emoji, by }) => emoji === act.emoji && by.includes(from));
  return isShown ? { name: 'reacted', with: from, emoji: act.emoji, words } : undefined;
}

/** As much of a text as is worth reading out again. */
function shortened(words: string): string {
  const segments = [...new Intl.Segmenter().segment(words.slice(0, 4 * READ_OUT).replace(/\s+/g, ' '))];
  if (segments.length <= READ_OUT) return words;
  return `${segments
    .slice(0, READ_OUT)
    .map(({ segment }) => segment)
    .join('')}…`;
}
