// Who is online, in order and filtered by the search field.
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { PresenceApi, PresenceChange, PresenceStatus, UserId } from '@parley/client';
import { createNameOrder, foldName, matching, talkedFirst, updateOrder } from './people-order.ts';

export interface PeopleModel {
  readonly query: Signal<string>;
  /** Those whom the list shows. */
  readonly listed: ReadonlySignal<readonly UserId[]>;
  readonly count: ReadonlySignal<number>;
  /** With whom there is a conversation, and who are not online: the latest first. */
  readonly recent: ReadonlySignal<readonly UserId[]>;
  isOnline(user: UserId): boolean;
  /** Undefined for who is not online. */
  statusOf(user: UserId): PresenceStatus | undefined;
  /** Whether to say that nobody else is here: false until the server has said who is. */
  readonly alone: ReadonlySignal<boolean>;
  close(): void;
}

export interface PeopleOptions {
  presence: PresenceApi;
  connected: ReadonlySignal<boolean>;
  /** Everybody with whom there is a conversation, the latest first. */
  talkedWith: ReadonlySignal<readonly UserId[]>;
  /** Called once for everybody who came or went. */
  onChange: (change: PresenceChange) => void;
}

export function createPeople({ presence, connected, talkedWith, onChange }: PeopleOptions): PeopleModel {
  const compare = createNameOrder();
  const folded = new Map<string, string>();
  const fold = (name: string): string => {
    const known = folded.get(name) ?? foldName(name);
    folded.set(name, known);
    return known;
  };

  const sorted = signal<readonly UserId[]>([...presence.online].toSorted(compare));
  const online = computed(() => new Set(sorted.value));
  const query = signal('');
  const ordered = computed(() => talkedFirst(sorted.value, new Set(talkedWith.value)));
  const turns = signal(0);
  const stopTurns = presence.on('turned', () => {
    turns.value += 1;
  });
  const stop = presence.on('changed', (change) => {
    sorted.value = updateOrder(sorted.value, presence.online, change.online, compare);
    onChange(change);
  });

  return {
    query,
    listed: computed(() => matching(ordered.value, query.value, fold)),
    count: computed(() => sorted.value.length),
    recent: computed(() => talkedWith.value.filter((user) => !online.value.has(user))),
    isOnline: (user) => online.value.has(user),
    statusOf: (user) => {
      // What it says of somebody is another with each of these.
      void turns.value;
      return online.value.has(user) ? presence.statusOf(user) : undefined;
    },
    alone: computed(() => connected.value && sorted.value.length === 0),
    close: () => {
      stop();
      stopTurns();
    },
  };
}
