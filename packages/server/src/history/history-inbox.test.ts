import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintQueryId, mintTextId, type TextId, type UserId } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createHistoryInbox, type HistoryEntry } from './history-inbox.ts';

interface Page {
  entries: HistoryEntry[];
  before?: number;
}

let folder = '';
let store: Store;
let place = Date.UTC(2026, 0, 1) * 1_000;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-history-'));
  store = openStore(join(folder, 'parley.db'));
  for (const name of ['alice', 'bob', 'carol']) store.addAccount({ name, passwordHash: 'x', created: 1 });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function keep(from: string, to: string, body: string, type?: string): string {
  place += 1_000;
  const id = mintTextId();
  const text = { place, id, from: from as UserId, to: to as UserId, type, body };
  expect(store.keepText(text, 10_000)).toEqual({ name: 'kept' });
  return id;
}

function setUp(maySee: (viewer: UserId, person: UserId) => boolean = () => true) {
  const inbox = createHistoryInbox({ store, days: 30, maySee, rest: undefined });
  const { signal } = new AbortController();
  const ask = (from: string, type: string, payload?: unknown): Promise<unknown> | undefined =>
    inbox.query?.({ id: mintQueryId(), from: from as UserId, type, payload, signal });
  const page = async (from: string, payload: object): Promise<Page> =>
    (await ask(from, 'parley.history', payload)) as Page;
  return { ask, page };
}

const words = ({ entries }: Page): unknown[] => entries.map(({ text, act }) => text ?? act);

test('[K4] a conversation is read page by page, the newest first, each in its order', async () => {
  const { page } = setUp();
  const all = Array.from({ length: 7 }, (_, n) => {
    keep(n % 2 ? 'alice' : 'bob', n % 2 ? 'bob' : 'alice', `${n}`);
    return `${n}`;
  });
  keep('alice', 'bob', '{"act":"delete","of":"x"}', 'parley.act');
  keep('carol', 'alice', 'of another conversation');
  const first = await page('alice', { with: 'bob', limit: 3 });
  expect(words(first)).toEqual(['5', '6', { act: 'delete', of: 'x' }]);
  const second = await page('alice', { with: 'bob', limit: 3, before: first.before });
  expect(words(second)).toEqual(['2', '3', '4']);
  const third = await page('alice', { with: 'bob', limit: 3, before: second.before });
  expect([words(third), third.before]).toEqual([['0', '1'], undefined]);
  const whole = await page('bob', { with: 'alice' });
  expect([words(whole).slice(0, 7), whole.before]).toEqual([all, undefined]);
  expect(whole.entries[0]).toMatchObject({
    from: 'bob',
    delivered: false,
    at: Math.floor((whole.entries[0]?.place ?? 0) / 1_000),
  });
});

test('[K4] an answer is never larger than a payload, and nothing is passed over but what no answer can hold', async () => {
  const { page } = setUp();
  const large = 'ä'.repeat(4_000);
  for (let n = 0; n < 12; n += 1) keep('alice', 'bob', `${n} ${large}`);
  keep('alice', 'bob', '\u0001'.repeat(8_000));
  const found: unknown[] = [];
  let before: number | undefined;
  do {
    const answer: Page = await page('bob', { with: 'alice', ...(before !== undefined && { before }) });
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(48 * 1024);
    found.unshift(...words(answer));
    before = answer.before;
  } while (before !== undefined);
  expect(found).toEqual(Array.from({ length: 12 }, (_, n) => `${n} ${large}`));
});

test('[K4] nobody reads what is said between others', async () => {
  const { page, ask } = setUp();
  keep('alice', 'bob', 'secret');
  for (const other of ['alice', 'bob', 'nobody', 'carol'])
    expect(await page('carol', { with: other })).toEqual({ entries: [] });
  const wrong = [
    undefined,
    null,
    'alice',
    {},
    { with: 1 },
    { with: 'bob', of: 'alice' },
    { with: 'bob', limit: 0 },
    { with: 'bob', before: '1' },
  ];
  for (const payload of wrong)
    await expect(ask('carol', 'parley.history', payload)).rejects.toThrow('Say {with');
});

test('[K4] [A3] somebody who may not be seen is not in the history either', async () => {
  const { page, ask } = setUp((viewer, person) => viewer !== 'alice' || person !== 'bob');
  keep('bob', 'alice', 'from before');
  keep('carol', 'alice', 'hello');
  expect(await page('alice', { with: 'bob' })).toEqual({ entries: [] });
  expect(await ask('alice', 'parley.conversations')).toMatchObject({ conversations: [{ with: 'carol' }] });
  expect(words(await page('bob', { with: 'alice' }))).toEqual(['from before']);
});

test('[K4] [K6] of the edits of a deleted text nothing is told', async () => {
  const { page } = setUp();
  const of = keep('alice', 'bob', 'a secret');
  keep('alice', 'bob', JSON.stringify({ act: 'edit', of, order: 1, text: 'another' }), 'parley.act');
  place += 1_000;
  const [from, to] = ['alice', 'bob'] as [UserId, UserId];
  const erasing = { place, id: mintTextId(), from, to, type: 'parley.act', body: '{}', erases: of as TextId };
  store.keepText(erasing, 10_000);
  const { entries, before } = await page('bob', { with: 'alice', limit: 3 });
  expect([words({ entries }), before]).toEqual([['', {}], undefined]);
});

test('[K5] one’s conversations, the latest first, with how long they are kept', async () => {
  const { ask } = setUp();
  keep('alice', 'bob', 'one');
  keep('carol', 'alice', 'two');
  keep('bob', 'carol', 'not for alice');
  keep('bob', 'alice', 'three');
  const at = Math.floor(place / 1_000);
  expect(await ask('alice', 'parley.conversations')).toEqual({
    days: 30,
    conversations: [
      { with: 'bob', at },
      { with: 'carol', at: at - 2 },
    ],
  });
});

test('[K5] other queries are the operator’s', () => {
  const { ask } = setUp();
  expect(ask('alice', 'weather')).toBeUndefined();
});
