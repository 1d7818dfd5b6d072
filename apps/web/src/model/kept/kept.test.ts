import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { ParleyError, type CallMedia, type UserId } from '@parley/client';
import { createFakeParley } from '../../testing/fake-parley.ts';
import { createManualTimers } from '../../testing/manual-timers.ts';
import { createMemoryShelf } from '../../testing/memory-shelf.ts';
import { wordsOf } from '../conversation-acts.ts';
import { createConversations } from '../conversations.ts';
import type { Remembered } from '../remembered.ts';
import { createKept } from './kept.ts';

const [BOB, CAROL] = ['bob', 'carol'] as [UserId, UserId];
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

interface Answering {
  conversations: () => Promise<unknown>;
  history?: (ask: { with: string; before?: number }) => Promise<unknown>;
}

const nothing: Answering = { conversations: () => Promise.reject(new ParleyError('no-handler')) };

/** A device on which pages come and go; what the browser keeps stays. */
function device(answers: Answering = nothing) {
  const shelf = createMemoryShelf();
  let chosen = false;
  const hearers = new Set<() => void>();
  let pages = 0;
  const open = () => {
    pages += 1;
    const timers = createManualTimers();
    const parley = createFakeParley({ user: 'alice', now: () => timers.now() });
    const seen = signal(undefined);
    const { user: self, chat } = parley;
    const connected = signal(true);
    const opened = signal<UserId | undefined>(undefined);
    const keepers: unknown[] = [];
    const conversations = createConversations({
      self,
      chat,
      messages: parley.messages,
      tellsSeen: signal(false),
      timers,
      seen,
    });
    const query = (_: string, type: string, ask: never): Promise<never> =>
      (type === 'parley.history'
        ? (answers.history?.(ask) ?? Promise.reject(new Error('not asked')))
        : answers.conversations()) as Promise<never>;
    let hearOwn = (): void => undefined;
    const choice: Remembered = {
      get: () => chosen,
      set: (value) => {
        chosen = value;
        for (const hear of hearers) if (hear !== hearOwn) hear();
      },
    };
    const kept = createKept({
      self,
      chat,
      messages: { query },
      conversations,
      connected,
      opened,
      timers,
      choice,
      onChoice: (hear) => {
        hearOwn = hear;
        hearers.add(hear);
        return () => void hearers.delete(hear);
      },
      openShelf: async () => shelf,
      page: `page ${pages}`,
      callLog: { keepIn: async (keeper) => void keepers.push(keeper) },
    });
    const close = (): void => {
      kept.close();
      conversations.close();
    };
    const said = (user = BOB): string[] => conversations.of(user).texts.value.map(({ text }) => text);
    const hear = (text: string): void => void parley.strings.text({ with: 'bob', from: 'bob', text });
    return { timers, parley, conversations, connected, opened, kept, close, said, hear, keepers };
  };
  return { shelf, open };
}

const call = (at: number) => ({
  with: 'bob',
  media: 'voice' as CallMedia,
  direction: 'incoming' as const,
  reason: 'hung-up' as const,
  duration: at,
  by: 'self' as const,
  causes: { self: undefined, other: undefined },
});

test('nothing stays on a device unless the person wants it', async () => {
  const { shelf, open } = device();
  const page = open();
  page.hear('one');
  await settled();
  expect(page.kept.server.value).toEqual({ name: 'nothing' });
  expect([page.kept.here.on.value, shelf.all()]).toEqual([false, []]);
});

test('kept on the device, texts and calls are there for the next page, and whom they were with', async () => {
  const { open } = device();
  const first = open();
  first.hear('before it was switched on');
  first.kept.here.set(true);
  await settled();
  first.hear('one');
  first.conversations.send(BOB);
  first.conversations.write(BOB, 'two');
  first.conversations.send(BOB);
  first.timers.advance(10);
  first.conversations.recordCall(BOB, call(1));
  await settled();
  first.close();

  const second = open();
  await settled();
  expect(second.conversations.talkedWith.value).toEqual([BOB]);
  expect(second.said()).toEqual([]);
  second.opened.value = BOB;
  await settled();
  expect(second.said()).toEqual(['before it was switched on', 'one', 'two']);
  expect(second.conversations.of(BOB).notes.value.map(({ kind }) => kind.name)).toEqual(['call']);
  expect(second.kept.reach(BOB)).toBe('all');
  expect(second.conversations.of(BOB).unread.value).toBe(0);
});

test('switched off, nothing stays, and what was shown of before goes', async () => {
  const { shelf, open } = device();
  const first = open();
  first.kept.here.set(true);
  await settled();
  // Ids of this stand-in count from 1 on each page.
  first.parley.strings.text({ with: 'carol', from: 'carol', text: 'hello' });
  first.hear('one');
  await settled();
  first.close();
  const second = open();
  second.opened.value = BOB;
  await settled();
  second.hear('two');
  await settled();
  expect(second.said()).toEqual(['one', 'two']);
  second.kept.here.set(false);
  await settled();
  expect([shelf.all(), second.said()]).toEqual([[], ['two']]);
  second.hear('three');
  await settled();
  expect(shelf.all()).toEqual([]);
});

test('the log of calls is kept as long as conversations are', async () => {
  const page = device().open();
  await settled();
  page.kept.here.set(true);
  await settled();
  page.kept.here.set(false);
  await settled();
  expect(page.keepers.map((keeper) => keeper !== undefined)).toEqual([false, true, false]);
});

test('removed, it goes on with what comes', async () => {
  const { shelf, open } = device();
  const page = open();
  page.kept.here.set(true);
  await settled();
  page.hear('one');
  await settled();
  page.kept.here.clear();
  await settled();
  page.hear('two');
  await settled();
  expect(shelf.all().map(({ entry }) => entry.kind === 'text' && entry.text.text)).toEqual(['two']);
});

test('[M3] [M4] what was done before it was switched on is kept too, and what was deleted is not', async () => {
  const { shelf, open } = device();
  const first = open();
  const { strings } = first.parley;
  const [gone, other] = ['a secret', 'helo'].map((text) => strings.text({ with: 'bob', from: 'bob', text }));
  const own = strings.text({ with: 'bob', from: 'alice', text: 'yes' });
  strings.messages.come({ from: 'bob', payload: { act: 'delete', of: gone?.id } });
  strings.messages.come({ from: 'bob', payload: { act: 'edit', of: other?.id, order: 1, text: 'hello' } });
  strings.messages.come({ from: 'bob', payload: { act: 'seen', of: own.id } });
  first.kept.here.set(true);
  await settled();
  expect(JSON.stringify(shelf.all())).not.toContain('secret');
  first.close();
  const second = open();
  await settled();
  second.opened.value = BOB;
  await settled();
  const { texts, marks } = second.conversations.of(BOB);
  expect(texts.value.map((text) => wordsOf(text, marks.value.get(text.id)))).toEqual([
    undefined,
    'hello',
    'yes',
  ]);
  expect(marks.value.get(own.id)?.seen).toBe(true);
});

test('switched off before it is open, what there is goes too', async () => {
  const { shelf, open } = device();
  const first = open();
  first.kept.here.set(true);
  await settled();
  first.hear('one');
  await settled();
  first.close();
  const second = open();
  second.kept.here.set(false);
  await settled();
  expect(shelf.all()).toEqual([]);
});

test('switched off in one page, another one of this device keeps nothing either', async () => {
  const { shelf, open } = device();
  const [first, second] = [open(), open()];
  first.kept.here.set(true);
  await settled();
  expect(second.kept.here.on.value).toBe(true);
  first.kept.here.set(false);
  await settled();
  second.hear('one');
  await settled();
  expect([second.kept.here.on.value, shelf.all()]).toEqual([false, []]);
});

const entry = (n: number, from: string, more: object = {}) => ({
  id: `kept-${n}`,
  from,
  at: n,
  place: n * 1_000,
  delivered: true,
  text: `${n}`,
  ...more,
});

test('[K4] [K5] what the server keeps is listed at once, and read page by page when it is opened', async () => {
  const asked: unknown[] = [];
  const { open } = device({
    conversations: async () => ({
      days: 30,
      conversations: [
        { with: 'bob', at: 9 },
        { with: 'carol', at: 8 },
      ],
    }),
    history: async (ask) => {
      asked.push(ask);
      return ask.before === undefined
        ? { entries: [entry(3, 'bob'), entry(4, 'alice', { delivered: false })], before: 3_000 }
        : { entries: [entry(1, 'alice'), entry(2, 'bob')] };
    },
  });
  const page = open();
  await settled();
  expect(page.kept.server.value).toEqual({ name: 'days', days: 30 });
  expect(page.conversations.talkedWith.value).toEqual([BOB, CAROL]);
  expect(asked).toEqual([]);
  page.opened.value = BOB;
  await settled();
  expect([page.said(), page.kept.reach(BOB)]).toEqual([['3', '4'], 'more']);
  page.kept.older(BOB);
  expect(page.kept.reach(BOB)).toBe('loading');
  await settled();
  expect([page.said(), page.kept.reach(BOB)]).toEqual([['1', '2', '3', '4'], 'all']);
  expect(asked).toEqual([{ with: 'bob' }, { with: 'bob', before: 3_000 }]);
  expect(page.conversations.of(BOB).texts.value.map(({ state }) => state.name)).toEqual([
    'delivered',
    'received',
    'received',
    'sent',
  ]);
});

test('[K4] what fails to come can be asked for again, and with a new line the last page is', async () => {
  let fails = true;
  let last = 2;
  const { open } = device({
    conversations: async () => ({ days: 30, conversations: [] }),
    history: async () => {
      if (fails) throw new ParleyError('timeout');
      return { entries: [entry(last, 'bob')] };
    },
  });
  const page = open();
  page.opened.value = BOB;
  await settled();
  expect(page.kept.reach(BOB)).toBe('failed');
  fails = false;
  page.kept.older(BOB);
  await settled();
  expect([page.said(), page.kept.reach(BOB)]).toEqual([['2'], 'all']);
  page.connected.value = false;
  last = 3;
  page.connected.value = true;
  await settled();
  expect(page.said()).toEqual(['2', '3']);
});

test('[K5] a server that did not answer is asked again', async () => {
  let asked = 0;
  const { open } = device({
    conversations: async () => {
      asked += 1;
      if (asked === 1) throw new ParleyError('timeout');
      return { days: 7, conversations: [] };
    },
  });
  const page = open();
  await settled();
  expect(page.kept.server.value).toEqual({ name: 'unasked' });
  page.timers.advance(5_000);
  await settled();
  expect(page.kept.server.value).toEqual({ name: 'days', days: 7 });
});
