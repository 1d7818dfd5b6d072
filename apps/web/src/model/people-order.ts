// The order of the people list, kept up without sorting thousands of names at every change.
import type { UserId } from '@parley/client';

export type Compare = (a: string, b: string) => number;

/** Alphabetical as people expect it: `bob2` before `bob10`, case and accents only as tie breakers. */
export function createNameOrder(locale?: string): Compare {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'variant' });
  return (a, b) => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Brings a sorted list up to date with the set of those online. The set is the truth and `arrived` a hint of what is
 * new in it: only those are sorted, then merged.
 */
export function updateOrder(
  sorted: readonly UserId[],
  online: ReadonlySet<UserId>,
  arrived: Iterable<UserId>,
  compare: Compare,
): readonly UserId[] {
  const kept = sorted.filter((user) => online.has(user));
  const known = new Set(kept);
  const added = [...new Set(arrived)].filter((user) => online.has(user) && !known.has(user));
  if (kept.length + added.length !== online.size) return [...online].toSorted(compare);
  if (added.length === 0) return kept.length === sorted.length ? sorted : kept;
  return merge(kept, added.toSorted(compare), compare);
}

function merge(a: readonly UserId[], b: readonly UserId[], compare: Compare): UserId[] {
  const out: UserId[] = [];
  let i = 0;
  for (const next of b) {
    for (let here = a[i]; here !== undefined && compare(here, next) <= 0; here = a[i]) {
      out.push(here);
      i += 1;
    }
    out.push(next);
  }
  return out.concat(a.slice(i));
}

/** Those with whom one talks first, each part in its order. */
export function talkedFirst(sorted: readonly UserId[], talked: ReadonlySet<UserId>): readonly UserId[] {
  if (talked.size === 0) return sorted;
  const first = sorted.filter((user) => talked.has(user));
  if (first.length === 0) return sorted;
  return first.concat(sorted.filter((user) => !talked.has(user)));
}

/** For comparing without regard to case and accents. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Those whose name has every word of the query in it, in any order. */
export function matching(
  users: readonly UserId[],
  query: string,
  fold: (name: string) => string = foldName,
): readonly UserId[] {
  const words = foldName(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return users;
  return users.filter((user) => words.every((word) => fold(user).includes(word)));
}
