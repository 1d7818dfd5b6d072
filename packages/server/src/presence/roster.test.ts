import type { UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Roster } from './roster.ts';

const user = (name: string): UserId => name as UserId;

test('[P3] who left and came back within a tick is in neither list', () => {
  const roster = new Roster();
  const online = new Set([user('alice')]);
  const isOnline = (who: UserId): boolean => online.has(who);
  roster.touch(user('alice'));
  roster.touch(user('bob'));
  expect(roster.take(isOnline)).toEqual({ online: ['alice'], offline: [] });
  roster.touch(user('alice'));
  expect(roster.take(isOnline)).toEqual({ online: [], offline: [] });
  online.clear();
  expect(roster.take(isOnline)).toEqual({ online: [], offline: [] });
  roster.touch(user('alice'));
  expect(roster.take(isOnline)).toEqual({ online: [], offline: ['alice'] });
});

test('[I4] who adds up all changes knows who is online', () => {
  const step = fc.record({ user: fc.constantFrom('a', 'b', 'c', 'd').map(user), takes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const roster = new Roster();
      const online = new Set<UserId>();
      const told = new Set<UserId>();
      const take = (): void => {
        const changes = roster.take((who) => online.has(who));
        for (const who of changes.online) {
          expect(told.has(who)).toBe(false);
          told.add(who);
        }
        for (const who of changes.offline) expect(told.delete(who)).toBe(true);
        expect([...told].toSorted()).toEqual([...online].toSorted());
        expect(roster.everybody().toSorted()).toEqual([...online].toSorted());
      };
      for (const { user, takes } of steps) {
        if (!online.delete(user)) online.add(user);
        roster.touch(user);
        if (takes) take();
      }
      take();
    }),
  );
});
