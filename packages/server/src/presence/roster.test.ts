import type { PresenceStatus, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNothing, Roster } from './roster.ts';

const user = (name: string): UserId => name as UserId;

test('[P3] who left and came back within a tick is in neither list', () => {
  const roster = new Roster();
  const online = new Set([user('alice')]);
  const statusOf = (who: UserId) => (online.has(who) ? ('available' as const) : undefined);
  roster.touch(user('alice'));
  roster.touch(user('bob'));
  expect(roster.take(statusOf)).toEqual({ online: ['alice'], offline: [], turned: [] });
  roster.touch(user('alice'));
  expect(roster.take(statusOf)).toEqual({ online: [], offline: [], turned: [] });
  online.clear();
  expect(roster.take(statusOf)).toEqual({ online: [], offline: [], turned: [] });
  roster.touch(user('alice'));
  expect(roster.take(statusOf)).toEqual({ online: [], offline: ['alice'], turned: [] });
});

const STATUSES = ['available', 'away', 'do-not-disturb', undefined] as const;

test('[I4] [P6] who adds up all changes knows who is online, and how present', () => {
  const step = fc.record({
    user: fc.constantFrom('a', 'b', 'c', 'd').map(user),
    status: fc.constantFrom(...STATUSES),
    takes: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const roster = new Roster();
      const truth = new Map<UserId, PresenceStatus>();
      const told = new Map<UserId, PresenceStatus>();
      const take = (): void => {
        const changes = roster.take((who) => truth.get(who));
        const { online, offline, available = [], away = [], doNotDisturb = [] } = roster.updateOf(changes);
        for (const who of online) {
          expect(told.has(who)).toBe(false);
          told.set(who, 'available');
        }
        for (const who of offline) expect(told.delete(who)).toBe(true);
        for (const who of available) told.set(who, 'available');
        for (const who of away) told.set(who, 'away');
        for (const who of doNotDisturb) told.set(who, 'do-not-disturb');
        expect(told).toEqual(truth);
        expect(isNothing(changes)).toBe(online.length + offline.length + changes.turned.length === 0);
        const all = roster.everybody();
        expect(all.toSorted()).toEqual([...truth.keys()].toSorted());
        const lists = roster.listsOf(all);
        expect(lists.away?.length ?? 0).toBe([...truth.values()].filter((one) => one === 'away').length);
      };
      for (const { user, status, takes } of steps) {
        if (status) truth.set(user, status);
        else truth.delete(user);
        roster.touch(user);
        if (takes) take();
      }
      take();
    }),
  );
});
