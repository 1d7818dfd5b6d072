// Keeping conversations on this device: switched on and off by the person, each account for itself.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { actsOf, type ChatApi, type SaidId, type Text, type UserId } from '@parley/client';
import type { ConversationsModel } from '../conversations.ts';
import type { Remembered } from '../remembered.ts';
import type { Timers } from '../timers.ts';
import { createLocalHistory, type KeepingProblem, type LocalHistory } from './local-history.ts';
import type { Shelf } from './shelf.ts';

export interface KeepingHere {
  /** Off until the person has said otherwise. */
  readonly on: ReadonlySignal<boolean>;
  /** Absent while it is off, or is not open yet. */
  readonly history: ReadonlySignal<LocalHistory | undefined>;
  /** Why something was not kept, or not removed. */
  readonly problem: ReadonlySignal<KeepingProblem | undefined>;
  /** Switched off, nothing stays. */
  set(on: boolean): void;
  /** Removes what is kept, and goes on keeping what comes. */
  clear(): void;
  close(): void;
}

export interface KeepingHereOptions {
  self: UserId;
  chat: Pick<ChatApi, 'conversation'>;
  conversations: Pick<ConversationsModel, 'all' | 'watch'>;
  timers: Pick<Timers, 'now'>;
  /** The person's choice for this account on this device. */
  choice: Remembered;
  /** Calls back when another page of this device may have changed the choice. */
  onChoice: (hear: () => void) => () => void;
  openShelf: () => Promise<Shelf>;
  /** Names this page. */
  page: string;
  /** Everything that was kept has been removed. */
  removed: () => void;
}

export function createKeepingHere(options: KeepingHereOptions): KeepingHere {
  const { self, chat, conversations, choice, onChoice, openShelf, page, timers, removed } = options;
  const on = signal(choice.get());
  const history = signal<LocalHistory | undefined>(undefined);
  const failed = signal<KeepingProblem | undefined>(undefined);
  let stopWatching = (): void => undefined;
  let closed = false;

  const stop = (): void => {
    stopWatching();
    history.peek()?.close();
    history.value = undefined;
  };
  const keep = (local: LocalHistory): void => {
    const text = (text: Text): void =>
      local.text(
        text,
        chat.conversation(text.with).findLastIndex(({ id }) => id === text.id),
      );
    for (const [user, { marks }] of conversations.all.peek()) {
      const texts = chat.conversation(user);
      const byId = new Map<SaidId, Text>(texts.map((said) => [said.id, said]));
      // What was done comes first: what was deleted is not kept with its words.
      const acts = actsOf(
        marks.peek(),
        (id) => byId.get(id),
        (from) => (from === self ? user : self),
      );
      for (const entry of acts) local.act(user, entry);
      for (const [n, said] of texts.entries()) local.text(said, n);
    }
    stopWatching = conversations.watch({ text, act: local.act, call: local.call });
    history.value = local;
  };
  /** What goes wrong is shown where keeping is switched. */
  const trying = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      failed.value = undefined;
    } catch {
      failed.value = 'failed';
    }
  };
  /** As the switch stands by now, which may have been moved meanwhile. */
  const open = async (): Promise<void> => {
    const shelf = await openShelf();
    if (on.peek() && !closed) return keep(createLocalHistory({ self, shelf, now: () => timers.now(), page }));
    if (!on.peek()) await shelf.clear(self);
    shelf.close();
  };
  const clear = async (): Promise<void> => {
    await history.peek()?.clear();
    removed();
  };
  const turn = (wanted: boolean): void => {
    if (wanted === on.peek()) return;
    on.value = wanted;
    if (wanted) void trying(open);
    else void trying(clear).then(() => (on.peek() ? undefined : stop()));
  };
  const stopHearing = onChoice(() => turn(choice.get()));
  if (on.peek()) void trying(open);
  return {
    on,
    history,
    problem: computed(() => history.value?.problem.value ?? failed.value),
    set: (wanted) => {
      choice.set(wanted);
      turn(wanted);
    },
    clear: () => void trying(clear),
    close: () => {
      closed = true;
      stopHearing();
      stop();
    },
  };
}
