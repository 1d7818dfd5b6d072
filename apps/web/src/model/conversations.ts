// All conversations of this page: texts in and out, unread counts, typing, and the notes between texts.
import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { isSendableText, LIMITS, type ChatApi, type Text, type UserId } from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';
import { createConversation, type Conversation } from './conversation.ts';
import type { FileEntry } from './files.ts';
import type { KeptConversation } from './kept/kept-entry.ts';
import { createWitnesses, type Witnesses } from './kept/witness.ts';
import type { Timers } from './timers.ts';

/** Who is back this soon was not away: a page was reloaded, or a server restarted and people found it again. */
const ABSENT = 8_000;
const MISSED: ReadonlySet<CallOutcome['reason']> = new Set(['no-answer', 'cancelled', 'blocked']);

export interface ConversationsModel {
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
  /** Sends the draft, or sets the hint that says why not. */
  send(user: UserId): void;
  retry: (text: Text) => void;
  /** The draft has been changed by its writer. */
  write(user: UserId, draft: string): void;
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
  timers: Pick<Timers, 'now' | 'after'>;
  /** Whose conversation is before the person's eyes. */
  seen: ReadonlySignal<UserId | undefined>;
}

export function createConversations({ self, chat, timers, seen }: ConversationsOptions): ConversationsModel {
  const conversations = signal<ReadonlyMap<UserId, Conversation>>(new Map());
  const order = createOrder(conversations);
  const witnesses = createWitnesses();
  let takenUp = false;

  const of = (user: UserId): Conversation => {
    const known = conversations.peek().get(user);
    if (known) return known;
    const made = createConversation(user, self);
    made.setTexts([...chat.conversation(user)]);
    conversations.value = new Map([...conversations.peek(), [user, made]]);
    return made;
  };
  const absences = createAbsences(timers);
  const refresh = (user: UserId): void => of(user).setTexts([...chat.conversation(user)]);
  const added = (text: Text): void =>
    batch(() => {
      refresh(text.with);
      order.touch(text.with);
      witnesses.text(text);
      if (text.state.name !== 'received') return;
      of(text.with).typing.value = false;
      if (seen.peek() !== text.with) of(text.with).unread.value += 1;
    });

  const stops = [
    chat.on('added', added),
    chat.on('changed', (text) => {
      refresh(text.with);
      witnesses.text(text);
    }),
    chat.on('typing', ({ from, on }) => {
      of(from).typing.value = on;
    }),
    effect(() => {
      const user = seen.value;
      if (user !== undefined) untracked(() => markSeen(of(user)));
    }),
  ];

  return {
    of,
    find: (user) => conversations.value.get(user),
    all: conversations,
    takeUp: (latestFirst) => {
      order.begin(latestFirst);
      takenUp = true;
    },
    list: order.list,
    watch: witnesses.watch,
    talkedWith: order.talkedWith,
    unreadTotal: computed(() => totalUnread(conversations.value.values())),
    ...createWriting({ of, chat }),
    ...createRecords({ of, touch: order.touch, heard: witnesses.call, timers, seen }),
    presenceChanged: ({ online, offline }) =>
      batch(() => {
        for (const user of offline) {
          const conversation = conversations.peek().get(user);
          if (!conversation) continue;
          conversation.typing.value = false;
          absences.went(user, () => conversation.note({ name: 'went-offline' }, timers.now()));
        }
        for (const user of online) {
          const conversation = conversations.peek().get(user);
          if (!absences.cameBack(user) && !takenUp && conversation?.timeline.peek().length)
            conversation.note({ name: 'came-online' }, timers.now());
        }
        takenUp = false;
      }),
    close: () => {
      absences.close();
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
        if (wasMissed(outcome) && seen.peek() !== user) of(user).missed.value = true;
      }),
    recordFile: (user, file) =>
      batch(() => {
        touch(user);
        of(user).note({ name: 'file', file }, timers.now());
        if (!file.own && seen.peek() !== user) of(user).unread.value += 1;
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

interface Absences {
  went(user: UserId, stayedAway: () => void): void;
  /** Whether they were never away for long enough to be told. */
  cameBack(user: UserId): boolean;
  close(): void;
}

function createAbsences(timers: Pick<Timers, 'after'>): Absences {
  const waiting = new Map<UserId, () => void>();
  const forget = (user: UserId): boolean => {
    waiting.get(user)?.();
    return waiting.delete(user);
  };
  return {
    went(user, stayedAway) {
      forget(user);
      const cancel = timers.after(ABSENT, () => {
        waiting.delete(user);
        stayedAway();
      });
      waiting.set(user, cancel);
    },
    cameBack: forget,
    close() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}

type Writing = Pick<ConversationsModel, 'send' | 'retry' | 'write'>;

function createWriting({ of, chat }: { of: (user: UserId) => Conversation; chat: ChatApi }): Writing {
  return {
    send: (user) => {
      const { draft, hint } = of(user);
      const text = draft.value.trim();
      if (text === '') {
        hint.value = 'empty';
      } else if (isSendableText(text)) {
        try {
          chat.send(user, text);
          draft.value = '';
          hint.value = undefined;
        } catch {
          hint.value = 'failed'; // The draft stays: nothing that was written is lost.
        }
      } else {
        hint.value = 'too-long';
      }
    },
    retry: (text) => {
      of(text.with).moving(text.id);
      chat.retry(text.id);
    },
    write: (user, written) => {
      const { draft, hint } = of(user);
      if (draft.value === written) return;
      draft.value = written;
      // Bytes are only counted exactly on sending: a text this long is too long in any case.
      hint.value = written.length > LIMITS.textBytes ? 'too-long' : undefined;
      if (written.trim() !== '') chat.typing(user);
    },
  };
}

function markSeen(conversation: Conversation): void {
  conversation.unread.value = 0;
  conversation.missed.value = false;
}

function totalUnread(conversations: Iterable<Conversation>): number {
  let total = 0;
  for (const { unread, missed } of conversations) total += unread.value + (missed.value ? 1 : 0);
  return total;
}

export function wasMissed({ direction, reason, duration }: CallOutcome): boolean {
  return direction === 'incoming' && duration === 0 && MISSED.has(reason);
}
