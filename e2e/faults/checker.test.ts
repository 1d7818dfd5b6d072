import type { TextId, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { check, type Breach } from './checker.ts';
import type { Entry, Journal, Shown } from './journal.ts';
import { seeded } from '../seeded.ts';

/** A journal that can be tampered with. */
interface Draft extends Journal {
  readonly user: UserId;
  entries: Entry[];
  texts: Map<UserId, Shown[]>;
}

function draftOf(name: string): Draft {
  const texts = new Map<UserId, Shown[]>();
  return { user: name as UserId, entries: [], texts, conversation: (other) => texts.get(other) ?? [] };
}

/** Three people who wrote to each other on faultless lines: some texts failed, and all is as it should be. */
function history(seed: number, count = 120) {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const people = ['alice', 'bob', 'carol'].map(draftOf) as [Draft, Draft, Draft];
  const put = (draft: Draft, other: Draft, shown: Shown): void => {
    draft.texts.set(other.user, [...(draft.texts.get(other.user) ?? []), shown]);
    draft.entries.push({ name: 'added', id: shown.id, with: other.user, from: shown.from, text: shown.text });
  };
  for (let number = 1; number <= count; number += 1) {
    const from = pick(people);
    const to = pick(people.filter((one) => one !== from));
    const id = `text-${String(number).padStart(12, '0')}` as TextId;
    const text = `number ${number}`;
    const place = number * 1_000;
    const fails = random() < 0.1;
    put(from, to, { id, from: from.user, text, state: fails ? 'failed' : 'delivered' });
    if (fails) {
      from.entries.push({ name: 'refused', id, code: 'not-delivered' });
      continue;
    }
    from.entries.push({ name: 'accepted', id, place });
    to.entries.push({ name: 'came', id, place });
    put(to, from, { id, from: from.user, text, state: 'received' });
  }
  return { people, random, pick };
}

const breaches = (journals: readonly Journal[]): Breach[] =>
  [...new Set(check(journals).violations.map(({ breach }) => breach))].toSorted();

/** A text that Bob has from Alice, and what of his tells of it. */
function victimOf({ people: [alice, bob], pick }: ReturnType<typeof history>) {
  const list = bob.texts.get(alice.user) ?? [];
  const received = list.filter(({ from }) => from === alice.user);
  const victim = pick(received.slice(1));
  return { alice, bob, list, received, victim };
}

const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);

test('[I1] nothing is found where nothing is wrong, and failures are counted', () => {
  for (const seed of SEEDS) {
    const verdict = check(history(seed).people);
    expect(verdict.violations).toEqual([]);
    expect(verdict.written).toBe(120);
    expect(verdict.delivered + verdict.failed).toBe(120);
    expect(verdict.failed).toBeGreaterThan(0);
    expect(verdict.refusals.get('not-delivered')).toBe(verdict.failed);
  }
});

test('[I1] a lost text is found', () => {
  for (const seed of SEEDS) {
    const there = history(seed);
    const { alice, bob, list, victim } = victimOf(there);
    bob.texts.set(
      alice.user,
      list.filter((shown) => shown !== victim),
    );
    expect(check(there.people).violations).toMatchObject([{ breach: 'lost', id: victim.id }]);
  }
});

test('[I1] a text that is shown twice is found, in the list or in the events only', () => {
  for (const seed of SEEDS) {
    const inList = history(seed);
    const { alice, bob, list, victim } = victimOf(inList);
    bob.texts.set(alice.user, [...list, victim]);
    expect(breaches(inList.people)).toContain('doubled');

    const inEvents = history(seed);
    const once = victimOf(inEvents);
    const event = once.bob.entries.find((entry) => entry.name === 'added' && entry.id === once.victim.id);
    once.bob.entries = [...once.bob.entries, ...(event ? [event] : [])];
    expect(breaches(inEvents.people)).toEqual(['doubled']);
  }
});

test('[I1] two texts that have changed places are found, on one side or on both', () => {
  const swap = (list: Shown[], a: Shown, b: Shown): Shown[] =>
    list.map((shown) => {
      if (shown.id === a.id) return b;
      return shown.id === b.id ? a : shown;
    });
  for (const seed of SEEDS) {
    const there = history(seed);
    const { alice, bob, list, received, victim } = victimOf(there);
    const before = received[received.indexOf(victim) - 1] ?? victim;
    bob.texts.set(alice.user, swap(list, victim, before));
    expect(breaches(there.people)).toEqual(['out of order']);

    // On both sides alike, but against the places and the order of writing.
    const sent = alice.texts.get(bob.user) ?? [];
    const own = (id: TextId): Shown => sent.find((shown) => shown.id === id) ?? victim;
    alice.texts.set(bob.user, swap(sent, own(victim.id), own(before.id)));
    expect(breaches(there.people)).toEqual(['out of order']);
  }
});

test('[T6] a text that has another place for its sender than for its receiver is found', () => {
  for (const seed of SEEDS) {
    const there = history(seed);
    const { bob, victim } = victimOf(there);
    // It came again, at the very end, and his list did not follow.
    bob.entries = [...bob.entries, { name: 'came', id: victim.id, place: 1e9 }];
    const isLast = bob.texts.get('alice' as UserId)?.at(-1)?.id === victim.id;
    expect(breaches(there.people)).toEqual(isLast ? [] : ['out of order']);
  }
});

test('[I1] a text that is other than what was written, or that nobody wrote, is found', () => {
  const altered = history(7);
  const { alice, bob, list, victim } = victimOf(altered);
  bob.texts.set(
    alice.user,
    list.map((shown) => (shown === victim ? { ...shown, text: 'something else' } : shown)),
  );
  expect(breaches(altered.people)).toEqual(['altered']);

  const invented = history(7);
  const there = victimOf(invented);
  const ghost = { ...there.victim, id: 'text-of-a-ghost-' as TextId };
  there.bob.texts.set(there.alice.user, [...there.list, ghost]);
  expect(breaches(invented.people)).toContain('invented');
});

test('[I1] a text that is for ever under way is found, and one that failed and is there is only counted', () => {
  const { people } = history(3);
  const [alice, bob] = people;
  const sent = alice.texts.get(bob.user) ?? [];
  const [first, second] = sent.filter(({ state }) => state === 'delivered');
  alice.texts.set(
    bob.user,
    sent.map((shown) => {
      if (shown === first) return { ...shown, state: 'sent' };
      return shown === second ? { ...shown, state: 'failed' } : shown;
    }),
  );
  const verdict = check(people);
  expect(verdict.violations).toMatchObject([{ breach: 'unsettled', id: first?.id }]);
  expect(verdict.failedButShown).toBe(1);
});
