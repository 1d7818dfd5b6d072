// Compares what everybody's client did and was told, and says what broke a promise (QUALITY I1).
import type { TextId, UserId } from '@parley/protocol';
import type { Entry, Journal, Shown } from './journal.ts';

export type Breach =
  /** Said to be delivered, and not there. */
  | 'lost'
  /** Shown more than once. */
  | 'doubled'
  /** Not where the other side has it, not where its place is, or before what its writer wrote earlier. */
  | 'out of order'
  /** There with another body or another writer. */
  | 'altered'
  /** There, and nobody wrote it. */
  | 'invented'
  /** Neither delivered nor said to have failed, though all is well again. */
  | 'unsettled';

export interface Violation {
  readonly breach: Breach;
  readonly id: TextId;
  readonly why: string;
}

export interface Verdict {
  readonly written: number;
  readonly delivered: number;
  /** Said to have failed: allowed, and of interest. */
  readonly failed: number;
  /** Said to have failed, though the other has it. */
  readonly failedButShown: number;
  /** Codes with which the server refused texts or gave them up, with how often. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
}

/** Everybody who took part, after all lines were mended and what was under way has settled. */
export function check(journals: readonly Journal[]): Verdict {
  const views = journals.map(viewOf);
  const violations: Violation[] = [];
  const tally = { written: 0, delivered: 0, failed: 0, failedButShown: 0 };
  for (const view of views) {
    violations.push(...doubledIn(view));
    for (const other of views) {
      if (other === view) continue;
      const one = oneWay(view, other);
      violations.push(...one.violations);
      tally.written += one.written;
      tally.delivered += one.delivered;
      tally.failed += one.failed;
      tally.failedButShown += one.failedButShown;
      // Both ways of a conversation are one order: looked at once.
      if (view.user < other.user) violations.push(...disorderBetween(view, other));
    }
  }
  return { ...tally, refusals: refusalsOf(journals), violations };
}

export function countOf(verdict: Verdict, breach: Breach): number {
  return verdict.violations.filter((violation) => violation.breach === breach).length;
}

/** A journal, looked up by id. */
interface View {
  readonly user: UserId;
  /** How often the SDK said that it shows a text for the first time. */
  readonly added: ReadonlyMap<TextId, number>;
  /** The last place that the wire told of a text. */
  readonly places: ReadonlyMap<TextId, number>;
  /** Texts of others, in the order in which they first came. */
  readonly arrivals: readonly { readonly id: TextId; readonly place: number }[];
  conversation(other: UserId): readonly Shown[];
}

function viewOf(journal: Journal): View {
  const added = new Map<TextId, number>();
  const places = new Map<TextId, number>();
  const arrivals: { id: TextId; place: number }[] = [];
  const came = new Set<TextId>();
  for (const entry of journal.entries) {
    if (entry.name === 'added') added.set(entry.id, (added.get(entry.id) ?? 0) + 1);
    // A late frame of an earlier socket does not count: places of a text only grow.
    if (entry.name === 'accepted' || entry.name === 'came')
      places.set(entry.id, Math.max(entry.place, places.get(entry.id) ?? 0));
    if (entry.name === 'came' && !came.has(entry.id)) {
      came.add(entry.id);
      arrivals.push({ id: entry.id, place: entry.place });
    }
  }
  const conversations = new Map<UserId, readonly Shown[]>();
  const conversation = (other: UserId): readonly Shown[] => {
    const known = conversations.get(other) ?? journal.conversation(other);
    conversations.set(other, known);
    return known;
  };
  return { user: journal.user, added, places, arrivals, conversation };
}

function doubledIn(view: View): Violation[] {
  return [...view.added].flatMap(([id, times]) =>
    times > 1 ? [{ breach: 'doubled', id, why: `${view.user}'s client added it ${times} times` }] : [],
  );
}

/** What `from` wrote to `to`. */
function oneWay(from: View, to: View) {
  const violations: Violation[] = [];
  const accuse = (breach: Breach, id: TextId, why: string): void => void violations.push({ breach, id, why });
  const written = new Map(ownOf(from, to.user).map((text) => [text.id, text]));
  const there = new Map<TextId, Shown>();
  for (const text of to.conversation(from.user)) {
    if (text.from !== from.user) continue;
    if (there.has(text.id)) accuse('doubled', text.id, `${to.user} has it twice`);
    there.set(text.id, text);
    const original = written.get(text.id);
    if (!original) accuse('invented', text.id, `${to.user} has it, and ${from.user} never wrote it`);
    else if (original.text !== text.text) accuse('altered', text.id, `${to.user} reads something else`);
  }
  let failedButShown = 0;
  const states = { delivered: 0, failed: 0 };
  for (const { id, state } of written.values()) {
    const isThere = there.has(id);
    if (state === 'failed' && isThere) failedButShown += 1;
    if (state === 'delivered' || state === 'failed') states[state] += 1;
    else accuse('unsettled', id, `${from.user} sees it as ${state}`);
    if (state === 'delivered' && !isThere) accuse('lost', id, `${from.user} to ${to.user}`);
  }
  return { violations, written: written.size, ...states, failedButShown };
}

function disorderBetween(a: View, b: View): Violation[] {
  const failed = new Set([...ownOf(a, b.user), ...ownOf(b, a.user)].filter(isFailed).map(({ id }) => id));
  const certain = (view: View, other: View): readonly TextId[] =>
    view
      .conversation(other.user)
      .map(({ id }) => id)
      .filter((id) => !failed.has(id));
  const [listA, listB] = [certain(a, b), certain(b, a)];
  const indexInB = new Map(listB.map((id, index) => [id, index]));
  const common = listA.filter((id) => indexInB.has(id));
  const violations = [
    ...descents(common, (id) => indexInB.get(id) ?? 0, `${a.user} and ${b.user} have it in different places`),
  ];
  for (const [view, other, list] of [
    [a, b, listA],
    [b, a, listB],
  ] as const) {
    const mine = new Set(list);
    violations.push(
      ...descents(
        list,
        (id) => view.places.get(id) ?? Infinity,
        `${view.user} has it before an earlier place`,
      ),
    );
    const writing = new Map([...view.added.keys()].map((id, index) => [id, index]));
    const ownIds = new Set(ownOf(view, other.user).map(({ id }) => id));
    const own = list.filter((id) => ownIds.has(id));
    violations.push(...descents(own, (id) => writing.get(id) ?? 0, `${view.user} wrote it later`));
    const arrivals = view.arrivals.filter(({ id }) => mine.has(id));
    const placeOf = new Map(arrivals.map(({ id, place }) => [id, place]));
    violations.push(
      ...descents(
        arrivals.map(({ id }) => id),
        (id) => placeOf.get(id) ?? 0,
        `${view.user} got it after a later one`,
      ),
    );
  }
  return violations;
}

/** Of a list that should be in ascending order of a key: what comes right after something greater. */
function descents(list: readonly TextId[], keyOf: (id: TextId) => number, why: string): Violation[] {
  return list.flatMap((id, index) => {
    const before = list[index - 1];
    if (before === undefined || keyOf(before) <= keyOf(id)) return [];
    return [{ breach: 'out of order', id, why }];
  });
}

function ownOf(view: View, other: UserId): readonly Shown[] {
  return view.conversation(other).filter(({ from }) => from === view.user);
}

const isFailed = ({ state }: Shown): boolean => state === 'failed';

function refusalsOf(journals: readonly Journal[]): Map<string, number> {
  const refusals = new Map<string, number>();
  const count = (entry: Entry): void => {
    if (entry.name === 'refused') refusals.set(entry.code, (refusals.get(entry.code) ?? 0) + 1);
  };
  for (const { entries } of journals) entries.forEach(count);
  return refusals;
}
