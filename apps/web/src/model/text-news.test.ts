import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { PresenceStatus, Text } from '@parley/client';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createMemoryKeep } from '../testing/kept.ts';
import { createPreferences } from './preferences.ts';
import { createTextNews } from './text-news.ts';

function setUp() {
  const { chat, strings } = createFakeParley({ user: 'alice', online: ['bob', 'carol'] });
  const preferences = createPreferences(createMemoryKeep());
  const status = signal<PresenceStatus>('available');
  const visible = signal(false);
  const shown = new Map<string, { said: string }>();
  const over = signal<ReadonlySet<string>>(new Set());
  let sounds = 0;
  let now = 0;
  const news = createTextNews({
    chat,
    preferences,
    status,
    visible,
    sounds: { play: () => (sounds += 1) },
    now: () => now,
    notify: ({ from, title, body }) => {
      const one = { said: `${title}: ${body}` };
      shown.set(from, one);
      return () => {
        if (shown.get(from) === one) shown.delete(from);
      };
    },
    isOver: ({ id }) => over.value.has(id),
  });
  const write = (from: string, text: string): Text => strings.text({ with: from, from, text });
  return {
    news,
    preferences,
    status,
    visible,
    over,
    write,
    strings,
    shown,
    said: () => [...shown.values()].map(({ said }) => said),
    sounds: () => sounds,
    wait: (ms: number) => (now += ms),
  };
}

test('while nobody sees the page, each person’s latest text is one notification', () => {
  const { write, preferences, said, shown, visible } = setUp();
  write('bob', 'Hello');
  write('bob', 'Are you there?');
  write('carol', 'Hi');
  expect(said()).toEqual(['New message from bob: ', 'New message from carol: ']);
  preferences.set({ textNotice: 'text' });
  write('bob', `One\n two ${'x'.repeat(500)}`);
  expect(shown.get('bob')?.said).toBe(`bob: One two ${'x'.repeat(152)}…`);
  visible.value = true;
  write('bob', 'Seen');
  expect(said()).toEqual([]);
});

test('what was deleted, or read on another device, is told of no longer', () => {
  const { write, over, said } = setUp();
  const [first, second] = [write('bob', 'One'), write('bob', 'Two')];
  write('carol', 'Hi');
  over.value = new Set([first.id]);
  expect(said()).toEqual(['New message from bob: ', 'New message from carol: ']);
  over.value = new Set([first.id, second.id]);
  expect(said()).toEqual(['New message from carol: ']);
});

test('a sound comes with the first of several texts', () => {
  const { write, sounds, wait, preferences } = setUp();
  write('bob', 'One');
  write('bob', 'Two');
  expect(sounds()).toBe(1);
  wait(4_000);
  write('bob', 'Three');
  expect(sounds()).toBe(2);
  preferences.set({ textSound: false, textNotice: 'nothing' });
  wait(4_000);
  write('bob', 'Four');
  expect(sounds()).toBe(2);
});

test('who is not to be disturbed hears and sees nothing of it, nor anybody of their own texts', () => {
  const { write, sounds, said, status, strings, news } = setUp();
  status.value = 'do-not-disturb';
  write('bob', 'Hello');
  status.value = 'away';
  strings.text({ with: 'bob', from: 'alice', text: 'From my phone' });
  expect([sounds(), said()]).toEqual([0, []]);
  write('bob', 'Hello?');
  expect([sounds(), said()]).toEqual([1, ['New message from bob: ']]);
  news.close();
  expect(said()).toEqual([]);
});
