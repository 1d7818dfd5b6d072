// What was said before this page: asked of the server, or kept on this device, and put before what is said here.
import { batch, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { MessagesApi, UserId } from '@parley/client';
import type { CallLog } from '../call-log.ts';
import type { ConversationsModel } from '../conversations.ts';
import type { Timers } from '../timers.ts';
import { createKeepingHere, type KeepingHere, type KeepingHereOptions } from './keeping-here.ts';
import type { KeptPage } from './kept-entry.ts';
import type { LocalHistory } from './local-history.ts';
import { askHistory, pageFromServer, type ServerHistory } from './server-source.ts';

/** For how long the server keeps texts, once it has said so. */
export type ServerKeeping = { name: 'unasked' } | { name: 'nothing' } | { name: 'days'; days: number };

/** Whether there is more of a conversation than is shown. */
export type Reach = 'unknown' | 'loading' | 'more' | 'all' | 'failed';

export interface KeptModel {
  readonly server: ReadonlySignal<ServerKeeping>;
  reach(user: UserId): Reach;
  /** Fetches what is before the first text that is shown. */
  older(user: UserId): void;
  readonly here: KeepingHere;
  close(): void;
}

export interface KeptOptions extends Omit<KeepingHereOptions, 'conversations' | 'timers' | 'removed'> {
  messages: Pick<MessagesApi, 'query'>;
  conversations: Pick<ConversationsModel, 'of' | 'all' | 'list' | 'watch'>;
  connected: ReadonlySignal<boolean>;
  /** Whose conversation is open. */
  opened: ReadonlySignal<UserId | undefined>;
  timers: Pick<Timers, 'now' | 'after'>;
  /** Outlives the page where conversations do. */
  callLog: Pick<CallLog, 'keepIn'>;
}

/** Ms until the server is asked again, where its answer did not come. */
const AGAIN = 5_000;

type State =
  | { name: 'unknown' | 'loading' | 'all' }
  /** `next` fetches it. */
  | { name: 'more' | 'failed'; next: () => Promise<KeptPage> };

export function createKept(options: KeptOptions): KeptModel {
  const { self, messages, conversations, connected, opened, timers } = options;
  const server = signal<ServerKeeping>({ name: 'unasked' });
  const states = signal<ReadonlyMap<UserId, State>>(new Map());
  const here = createKeepingHere({ ...options, removed: () => startAnew() });
  let closed = false;

  const setState = (user: UserId, state: State): void => {
    states.value = new Map([...states.peek(), [user, state]]);
  };
  const latest = (user: UserId): Promise<KeptPage> =>
    server.peek().name === 'days'
      ? latestOf({ messages, self, local: here.history.peek() }, user)
      : (here.history.peek()?.latest(user) ?? Promise.resolve({ entries: [] }));
  const load = (user: UserId, next: () => Promise<KeptPage>): void => {
    setState(user, { name: 'loading' });
    next().then(
      ({ entries, older }) => {
        if (closed) return;
        batch(() => {
          conversations.of(user).putEarlier(entries);
          setState(user, older ? { name: 'more', next: older } : { name: 'all' });
        });
      },
      () => (closed ? undefined : setState(user, { name: 'failed', next })),
    );
  };
  /** What another device of this person has said while this one was away is in the last page. */
  const refresh = (user: UserId): void => {
    latest(user).then(
      ({ entries }) => {
        if (!closed) conversations.of(user).putEarlier(entries.filter(({ kind }) => kind !== 'call'));
      },
      () => undefined, // The line is lost again: with the next one it is asked anew.
    );
  };
  const open = (user: UserId): void => {
    const state = states.peek().get(user)?.name ?? 'unknown';
    if (state === 'unknown') load(user, () => latest(user));
    else if (state !== 'loading' && server.peek().name === 'days') refresh(user);
  };
  /** What is shown of before is fetched anew. */
  const startAnew = (): void => {
    for (const conversation of conversations.all.peek().values()) conversation.dropEarlier();
    states.value = new Map();
    const user = opened.peek();
    if (user !== undefined && !closed) open(user);
  };
  const asking = createAsking({ messages, connected, timers }, (answer) =>
    batch(() => {
      const isNew = answer && server.peek().name !== 'days';
      server.value = answer ? { name: 'days', days: answer.days } : { name: 'nothing' };
      if (answer) conversations.list(answer.conversations);
      if (isNew) states.value = new Map();
    }),
  );

  const stops = [
    effect(() => {
      // Where it can't be read, what is written next says so.
      here.history.value?.conversations().then(conversations.list, () => undefined);
      options.callLog.keepIn(here.history.value?.callLog).catch(() => undefined);
    }),
    effect(() => {
      const user = opened.value;
      const canRead = server.value.name !== 'unasked' || here.history.value !== undefined;
      if (user !== undefined && canRead) untracked(() => open(user));
    }),
  ];
  return {
    server,
    reach: (user) => states.value.get(user)?.name ?? 'unknown',
    older: (user) => {
      const state = states.peek().get(user);
      if (state?.name === 'more' || state?.name === 'failed') load(user, state.next);
    },
    here,
    close: () => {
      closed = true;
      asking.close();
      for (const stop of stops) stop();
      here.close();
    },
  };
}

/** With calls, which only this device can have kept. */
async function latestOf(
  options: { messages: Pick<MessagesApi, 'query'>; self: UserId; local: LocalHistory | undefined },
  user: UserId,
): Promise<KeptPage> {
  const [page, own] = await Promise.all([pageFromServer(options, user), options.local?.latest(user)]);
  const calls = own?.entries.filter(({ kind }) => kind === 'call') ?? [];
  return { ...page, entries: [...page.entries, ...calls] };
}

type AskingOptions = Pick<KeptOptions, 'messages' | 'connected' | 'timers'>;

/** Asks the server with every new connection. */
function createAsking(
  { messages, connected, timers }: AskingOptions,
  heard: (answer: ServerHistory | undefined) => void,
): { close(): void } {
  let stopWaiting = (): void => undefined;
  let closed = false;
  const ask = (): void => {
    stopWaiting();
    askHistory(messages).then(
      (answer) => {
        if (!closed) heard(answer);
      },
      () => {
        if (!closed && connected.peek()) stopWaiting = timers.after(AGAIN, ask);
      },
    );
  };
  const stop = effect(() => {
    if (connected.value) untracked(ask);
  });
  return {
    close: () => {
      closed = true;
      stop();
      stopWaiting();
    },
  };
}
