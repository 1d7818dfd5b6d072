// The open queries: found by who asks and their id, and counted for both sides, so that a flood stays bounded.
import { LIMITS, type DeviceId, type QueryId, type UserId } from '@parley/protocol';
import type { Tail } from '../session/tail.ts';
import type { Outcome, QueryState } from './step.ts';

export interface Query {
  readonly id: QueryId;
  readonly from: UserId;
  /** The page or program that asked, which outlives its sessions; absent where the server itself asks. */
  readonly device: DeviceId | undefined;
  readonly to: UserId;
  /** UTF-16 units of what it asks. */
  readonly length: number;
  /** `query.asked`, without its number. */
  readonly asked: Tail;
  readonly tell: (outcome: Outcome) => void;
  /** Stops the server's own handler. */
  readonly abort: (() => void) | undefined;
  state: QueryState;
  stopTimer: () => void;
}

class Group {
  readonly queries = new Set<Query>();
  length = 0;
}

const nothing: ReadonlySet<Query> = new Set();

export class QueryRegister {
  readonly #byKey = new Map<string, Query>();
  readonly #from = new Map<UserId, Group>();
  readonly #to = new Map<UserId, Group>();

  get size(): number {
    return this.#byKey.size;
  }

  all(): Iterable<Query> {
    return this.#byKey.values();
  }

  find(from: UserId, id: QueryId): Query | undefined {
    return this.#byKey.get(keyOf(from, id));
  }

  from(user: UserId): ReadonlySet<Query> {
    return this.#from.get(user)?.queries ?? nothing;
  }

  to(user: UserId): ReadonlySet<Query> {
    return this.#to.get(user)?.queries ?? nothing;
  }

  /** Why another one can't be taken now. */
  refusal(from: UserId, to: UserId): 'rate-limited' | 'server-busy' | undefined {
    if (isFull(this.#from.get(from), LIMITS.queriesFrom, LIMITS.queryLengthFrom)) return 'rate-limited';
    if (isFull(this.#to.get(to), LIMITS.queriesTo, LIMITS.queryLengthTo)) return 'server-busy';
    return undefined;
  }

  add(query: Query): void {
    this.#byKey.set(keyOf(query.from, query.id), query);
    include(this.#from, query.from, query);
    include(this.#to, query.to, query);
  }

  remove(query: Query): void {
    this.#byKey.delete(keyOf(query.from, query.id));
    exclude(this.#from, query.from, query);
    exclude(this.#to, query.to, query);
  }
}

/** No id has a space in it. */
function keyOf(from: UserId, id: QueryId): string {
  return `${id} ${from}`;
}

function isFull(group: Group | undefined, queries: number, length: number): boolean {
  return group !== undefined && (group.queries.size >= queries || group.length >= length);
}

function include(groups: Map<UserId, Group>, user: UserId, query: Query): void {
  const group = groups.get(user) ?? new Group();
  groups.set(user, group);
  group.queries.add(query);
  group.length += query.length;
}

function exclude(groups: Map<UserId, Group>, user: UserId, query: Query): void {
  const group = groups.get(user);
  if (!group?.queries.delete(query)) return;
  group.length -= query.length;
  if (group.queries.size === 0) groups.delete(user);
}
