import { effect, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { PresenceChange, UserId } from '@parley/client';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createPeople } from './people.ts';

function setUp(online: string[]) {
  const parley = createFakeParley({ user: 'alice', online });
  const connected = signal(true);
  const talkedWith = signal<readonly UserId[]>([]);
  const changes: PresenceChange[] = [];
  const people = createPeople({
    presence: parley.presence,
    connected,
    talkedWith,
    onChange: (change) => changes.push(change),
  });
  return { parley, connected, talkedWith, changes, people };
}

test('[P3] people come and go in their order', () => {
  const { parley, people, changes } = setUp(['carol', 'bob']);
  expect(people.listed.value).toEqual(['bob', 'carol']);
  parley.strings.came('dave', 'anna');
  expect(people.listed.value).toEqual(['anna', 'bob', 'carol', 'dave']);
  parley.strings.went('bob');
  expect(people.listed.value).toEqual(['anna', 'carol', 'dave']);
  expect(people.isOnline('bob' as UserId)).toBe(false);
  expect(people.count.value).toBe(3);
  expect(changes).toHaveLength(2);
});

test('[S2] who went offline leaves the list, and is among the recent if one talked with them', () => {
  const { parley, people, talkedWith } = setUp(['bob', 'carol']);
  talkedWith.value = ['carol' as UserId];
  expect(people.listed.value).toEqual(['carol', 'bob']);
  expect(people.recent.value).toEqual([]);
  parley.strings.went('bob', 'carol');
  expect(people.listed.value).toEqual([]);
  expect(people.recent.value).toEqual(['carol']);
});

test('nobody is alone before the server has said so', () => {
  const { people, connected } = setUp([]);
  connected.value = false;
  expect(people.alone.value).toBe(false);
  connected.value = true;
  expect(people.alone.value).toBe(true);
});

test('the search filters the list and follows it', () => {
  const { parley, people } = setUp(['bob', 'carol']);
  people.query.value = 'BO';
  expect(people.listed.value).toEqual(['bob']);
  parley.strings.came('bonnie');
  expect(people.listed.value).toEqual(['bob', 'bonnie']);
  expect(people.count.value).toBe(3);
});

test('[D7] 5,000 people and a change are quick to put in order', () => {
  const { parley, people } = setUp(Array.from({ length: 5000 }, (_, i) => `person-${i}`));
  expect(people.listed.value[10]).toBe('person-10');
  const start = performance.now();
  for (let i = 0; i < 20; i++) {
    parley.strings.came(`newcomer-${i}`);
    expect(people.listed.value).toHaveLength(5001 + i);
  }
  // Sorting all of them anew each time takes many times as long.
  expect((performance.now() - start) / 20).toBeLessThan(100);
});

test('[P6] how present people are is followed, and ends with their being online', () => {
  const { parley, people } = setUp(['bob']);
  const seen: unknown[] = [];
  const stop = effect(() => void seen.push(people.statusOf('bob' as UserId)));
  parley.strings.turn('bob', 'do-not-disturb');
  parley.strings.went('bob');
  stop();
  expect(seen).toEqual(['available', 'do-not-disturb', undefined]);
});
