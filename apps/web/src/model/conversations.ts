// All conversations of this page: texts in and out, unread counts, typing, and the notes between texts.
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { ChatApi, MessagesApi, Text, UserId } from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';
import { createActing, type Acting } from './conversation-acting.ts';
import { createWriting, type Writing } from './conversation-composing.ts';
import { createSeenTeller } from './conversation-seen.ts';
import { createPresenceNotes } from './conversation-presence.ts';
import { createConversation, type Conversation } from './conversation.ts';
import type { FileEntry } from './files.ts';
import type { KeptConversation } from './kept/kept-entry.ts';
import { createWitnesses, type Witnesses } from './kept/witness.ts';
import type { Timers } from './timers.ts';

const MISSED: ReadonlySet<CallOutcome['reason']> = new Set([
  'no-answer',
  'cancelled',
  'blocked',
  'do-not-disturb',
]);

export interface ConversationsModel extends Writing {
  /** Makes the conversation where there is none yet. */
  of(user: UserId): Conversation;
  /** The conversation where there is one already. */
  find(user: UserId): Conversation | undefined;
  readonly all: ReadonlySignal<ReadonlyMap<UserId, Conversation>>;
  /** Everybody with whom anything was said or tried, the latest first. */
  readonly talkedWith: ReadonlySignal<readonly UserId[]>;
  /** There were conversations before this page, in this order: who is online at first has not just come. */
  takeUp(latestFirst: readonly UserId[]): void;
  /** There is something of before with these, the latest first. */
  list(others: readonly KeptConversation[]): void;
  readonly watch: Witnesses['watch'];
  readonly unreadTotal: ReadonlySignal<number>;
  /** What is done with texts that were sent. */
  readonly acting: Acting;
  recordCall(user: UserId, outcome: CallOutcome): void;
  /** A file of the other's counts as unread like a text. */
  recordFile(user: UserId, file: FileEntry): void;
  /** Leaves lines where somebody comes, or goes and stays away. */
  presenceChanged(change: { online: readonly UserId[]; offline: readonly UserId[] }): void;
  close(): void;
}

export interface ConversationsOptions {
  self: UserId;
  chat: ChatApi;
  messages: Pick<MessagesApi, 'handle' | 'send'>;
  /** Whether others are told what was read. */
  tellsSeen: ReadonlySignal<boolean>;
  timers: Pick<Timers, 'now' | 'after'>;
  /** Whose conversation is before the person's eyes. */
  seen: ReadonlySignal<UserId | undefined>;
}

export function createConversations(options: ConversationsOptions): ConversationsModel {
  const { self, chat, messages, timers, seen, tellsSeen } = options;
  const conversations = signal<ReadonlyMap<UserId, Conversation>>(new Map());
  const order = createOrder(conversations);
  const witnesses = createWitnesses();

  const of = (user: UserId): Conversation => {
    const known = conversations.peek().get(user);
    if (known) return known;
    const made = createConversation(user, self, (entry) => witnesses.act(user, entry));
    made.setTexts([...chat.conversation(user)]);
    conversations.value = new Map([...conversations.peek(), [user, made]]);
    return made;
  };
  const presence = createPresenceNotes((user) => conversations.peek().get(user), timers);
  const refresh = (user: UserId): void => of(user).setTexts([...chat.conversation(user)]);
  const added = (text: Text): void =>
    batch(() => {
      refresh(text.with);
      order.touch(text.with);
      witnesses.text(text);
      if (text.state.name !== 'received') return of(text.with).left();
      of(text.with).typing.value = false;
      if (seen.peek() !== text.with) of(text.with).missedOne(text.id);
    });
  const acting = createActing({ self, messages, of, timers, readable: seen });
  const teller = createSeenTeller({ self, tells: tellsSeen, of, acting, timers, readable: seen });

  const stops = [
    chat.on('added', added),
    chat.on('changed', (text) => {
      refresh(text.with);
      witnesses.text(text);
    }),
    chat.on('removed', (text) =>
      batch(() => {
        of(text.with).leaving(text.id);
        refresh(text.with);
      }),
    ),
    chat.on('typing', ({ from, on }) => {
      of(from).typing.value = on;
    }),
    effect(() => {
      const user = seen.value;
      if (user === undefined) return undefined;
      const conversation = untracked(() => of(user));
      untracked(() => conversation.looked());
      return () => conversation.left();
    }),
  ];

  return {
    of,
    find: (user) => conversations.value.get(user),
    all: conversations,
    takeUp: (latestFirst) => {
      order.begin(latestFirst);
      presence.takeUp();
    },
    list: order.list,
    watch: witnesses.watch,
    talkedWith: order.talkedWith,
    unreadTotal: computed(() => totalUnread(conversations.value.values())),
    ...createWriting({ self, of, chat, acting, timers }),
    acting,
    ...createRecords({ of, touch: order.touch, heard: witnesses.call, timers, seen }),
    presenceChanged: presence.changed,
    close: () => {
      presence.close();
      teller.close();
      acting.close();
      for (const stop of stops) stop();
    },
  };
}

interface RecordsOptions extends Pick<ConversationsOptions, 'timers' | 'seen'> {
  of: (user: UserId) => Conversation;
  touch: (user: UserId) => void;
  heard: Witnesses['call'];
}

function createRecords({
  of,
  touch,
  heard,
  timers,
  seen,
}: RecordsOptions): Pick<ConversationsModel, 'recordCall' | 'recordFile'> {
  return {
    recordCall: (user, outcome) =>
      batch(() => {
        touch(user);
        const at = timers.now();
        of(user).note({ name: 'call', outcome }, at);
        heard(user, at, outcome);
        if (wasMissed(outcome) && seen.peek() !== user) of(user).missed.value += 1;
      }),
    recordFile: (user, file) =>
      batch(() => {
        touch(user);
        of(user).note({ name: 'file', file }, timers.now());
        if (!file.own && seen.peek() !== user) of(user).missedOne(undefined);
      }),
  };
}

interface Order extends Pick<ConversationsModel, 'talkedWith' | 'list'> {
  begin(latestFirst: readonly UserId[]): void;
  /** Something new is in this one. */
  touch(user: UserId): void;
}

/** With whom it was said last. */
function createOrder(conversations: ReadonlySignal<ReadonlyMap<UserId, Conversation>>): Order {
  const latest = signal<readonly UserId[]>([]);
  /** With whom there is something that may not be fetched yet. */
  const listed = signal<ReadonlySet<UserId>>(new Set());
  return {
    begin: (latestFirst) => {
      latest.value = latestFirst;
    },
    touch: (user) => {
      if (latest.peek()[0] !== user)
        latest.value = [user, ...latest.peek().filter((other) => other !== user)];
    },
    list: (others) => {
      const users = others.map(({ with: other }) => other);
      listed.value = new Set([...listed.peek(), ...users]);
      latest.value = [...new Set([...latest.peek(), ...users])];
    },
    talkedWith: computed(() =>
      latest.value.filter((user) => listed.value.has(user) || conversations.value.get(user)?.begun.value),
    ),
  };
}

function totalUnread(conversations: Iterable<Conversation>): number {
  let total = 0;
  for (const { unread, missed } of conversations) total += unread.value + missed.value;
  return total;
}

export function wasMissed({ direction, reason, duration }: CallOutcome): boolean {
  return direction === 'incoming' && duration === 0 && MISSED.has(reason);
}
