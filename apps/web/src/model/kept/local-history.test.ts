import { expect, test } from 'vitest';
import { transferRef, type Act, type BlobId, type Text, type TextId, type UserId } from '@parley/client';
import type { CallOutcome } from '../../i18n/facts.ts';
import { createMemoryShelf } from '../../testing/memory-shelf.ts';
import type { KeptEntry, KeptPage } from './kept-entry.ts';
import { createLocalHistory } from './local-history.ts';

const [ALICE, BOB, CAROL] = ['alice', 'bob', 'carol'] as [UserId, UserId, UserId];
const DAY = 24 * 60 * 60 * 1_000;
const NOW = 1_000 * DAY;
const id = (n: number | string): TextId => `text-${n}` as TextId;
const text = (n: number, more: Partial<Text> = {}): Text => ({
  id: id(n),
  with: BOB,
  from: BOB,
  text: `${n}`,
  at: NOW + n,
  state: { name: 'received' },
  ...more,
});
const CALL: CallOutcome = {
  with: 'bob',
  media: 'voice',
  direction: 'incoming',
  reason: 'hung-up',
  duration: 1_000,
  by: 'self',
  causes: { self: undefined, other: undefined },
};

function setUp(shelf = createMemoryShelf(), self = ALICE, page = 'page 1') {
  const history = createLocalHistory({ self, shelf, now: () => NOW, page });
  const settled = async (): Promise<void> => void (await history.conversations());
  return { shelf, history, settled };
}

function words({ entries }: KeptPage): string[] {
  return entries.map((entry: KeptEntry) =>
    entry.kind === 'text' ? entry.text.text : entry.kind === 'act' ? entry.entry.act.act : 'call',
  );
}

test('what is said, done and called is there for the next page, in its order', async () => {
  const { shelf, history, settled } = setUp();
  history.text(text(1), 0);
  history.text(text(2, { from: ALICE, state: { name: 'sent' } }), 1);
  history.text(text(3, { with: CAROL, from: CAROL }), 0);
  history.act(BOB, { from: BOB, at: NOW + 3, act: { act: 'react', of: id(2), order: 1, emoji: '👍' } });
  // The next page has no such file.
  const file = transferRef('blob-000000000001' as BlobId);
  history.act(BOB, { from: BOB, at: NOW + 3, act: { act: 'react', of: file, order: 1, emoji: '👍' } });
  history.call(BOB, NOW + 4, CALL);
  await settled();
  const next = setUp(shelf, ALICE, 'page 2').history;
  expect(words(await next.latest(BOB))).toEqual(['1', '2', 'react', 'call']);
  expect(await next.conversations()).toEqual([
    { with: BOB, at: NOW + 4 },
    { with: CAROL, at: NOW + 3 },
  ]);
  // This page shows its calls itself.
  expect(words(await history.latest(BOB))).toEqual(['1', '2', 'react']);
});

test('a text that has not left is not kept, and of one that changes the last state is', async () => {
  const { shelf, history, settled } = setUp();
  const own = text(1, { from: ALICE, state: { name: 'sending' } });
  history.text(own, 0);
  history.text(text(2, { from: ALICE, state: { name: 'failed', code: 'not-delivered' } }), 1);
  await settled();
  expect(shelf.all()).toEqual([]);
  history.text({ ...own, state: { name: 'sent' }, at: NOW + 50 }, 0);
  await settled();
  history.text({ ...own, state: { name: 'delivered' }, at: NOW + 50 }, 0);
  await settled();
  expect(shelf.all()).toMatchObject([{ at: NOW + 50, entry: { text: { state: { name: 'delivered' } } } }]);
});

test('long conversations are read page by page, also texts of the same millisecond', async () => {
  const { history } = setUp();
  for (let n = 0; n < 250; n += 1) history.text(text(n, { at: NOW + Math.floor(n / 50) }), n);
  const first = await history.latest(BOB);
  const second = await first.older?.();
  const third = await second?.older?.();
  const all = [third, second, first].flatMap((page) => (page ? words(page) : []));
  expect(all).toEqual(Array.from({ length: 250 }, (_, n) => `${n}`));
  expect(third?.older).toBeUndefined();
});

test('[M4] neither the words nor the edits of a deleted text stay, whoever says so but its author', async () => {
  const { shelf, history, settled } = setUp();
  history.text(text(1, { text: 'secret' }), 0);
  const edit: Act = { act: 'edit', of: id(1), order: 1, text: 'secret, too' };
  history.act(BOB, { from: BOB, at: NOW + 2, act: edit });
  history.act(BOB, { from: ALICE, at: NOW + 3, act: { act: 'delete', of: id(1) } });
  await settled();
  expect(JSON.stringify(shelf.all())).toContain('secret');
  history.act(BOB, { from: BOB, at: NOW + 4, act: { act: 'delete', of: id(1) } });
  await settled();
  expect(JSON.stringify(shelf.all())).not.toContain('secret');
  // Nor do they come back, with what is heard of it afterwards.
  history.text(text(1, { text: 'secret', at: NOW + 5 }), 0);
  history.act(BOB, { from: BOB, at: NOW + 6, act: { ...edit, order: 2 } });
  await settled();
  expect(JSON.stringify(shelf.all())).not.toContain('secret');
  expect(words(await history.latest(BOB))).toContain('');
});

test('no more is kept than 10,000 entries, and none for longer than 90 days', async () => {
  const { shelf, history, settled } = setUp();
  history.text(text(-1, { at: NOW - 91 * DAY }), 0);
  for (let n = 0; n < 10_400; n += 1) {
    history.text(text(n), n);
    if (n % 400 === 0) await settled();
  }
  await settled();
  expect(shelf.all().length).toBeLessThanOrEqual(10_000 + 500);
  expect(shelf.all().some(({ at }) => at < NOW)).toBe(false);
});

test('accounts on one device keep their own, and remove their own', async () => {
  const { shelf, history, settled } = setUp();
  history.text(text(1), 0);
  await settled();
  const other = setUp(shelf, CAROL).history;
  expect(await other.conversations()).toEqual([]);
  other.text(text(2), 0);
  await other.clear();
  expect(words(await history.latest(BOB))).toEqual(['1']);
  history.text(text(3), 1);
  await history.clear();
  expect(shelf.all()).toEqual([]);
});

test('the log of calls is kept apart from conversations, and cleared without them', async () => {
  const { shelf, history, settled } = setUp();
  history.call(BOB, NOW, CALL);
  history.callLog.add({ at: NOW, outcome: CALL });
  history.callLog.add({ at: NOW + 1, outcome: { ...CALL, with: 'carol' } });
  await settled();
  const next = setUp(shelf, ALICE, 'page 2').history;
  expect((await next.callLog.load()).map(({ at }) => at)).toEqual([NOW + 1, NOW]);
  expect(await next.conversations()).toEqual([{ with: BOB, at: NOW }]);
  next.callLog.clear();
  expect(await next.callLog.load()).toEqual([]);
  expect(words(await next.latest(BOB))).toEqual(['call']);
});

test('a device without room says so, until there is room again', async () => {
  const { shelf, history, settled } = setUp();
  shelf.break(new DOMException('no room', 'QuotaExceededError'));
  history.text(text(1), 0);
  await settled();
  expect(history.problem.value).toBe('full');
  shelf.break(new Error('broken'));
  history.text(text(2), 1);
  await settled();
  expect(history.problem.value).toBe('failed');
  shelf.break(undefined);
  history.text(text(3), 2);
  await settled();
  expect(history.problem.value).toBeUndefined();
});

test('a text that came back after it had left is not kept any more, nor what its author said of it', async () => {
  const { shelf, history, settled } = setUp();
  const own = (n: number, state: Text['state']): Text => text(n, { from: ALICE, state });
  history.text(own(1, { name: 'sent' }), 0);
  history.text(own(2, { name: 'sent' }), 1);
  history.act(BOB, { from: ALICE, at: NOW, act: { act: 'edit', of: id(1), order: 1, text: 'one' } });
  history.act(BOB, { from: ALICE, at: NOW, act: { act: 'reply', of: id(1), order: 1, to: id(2) } });
  await settled();
  history.text(own(1, { name: 'failed', code: 'not-delivered' }), 0);
  await settled();
  expect(shelf.all().map((row) => row.id)).toEqual(['text text-2']);
});
