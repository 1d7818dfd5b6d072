import { expect, test } from 'vitest';
import { push } from '../i18n/en/push.ts';
import { takeAccepted } from './accepted.ts';
import { clicked, noteOf } from './clicks.ts';
import { keptWords, keepWords } from './kept-words.ts';
import { noticeOf, wordsFor, type NoticeData } from './notices.ts';
import { readPayload } from './payload.ts';
import type { OpenPage } from './scope.ts';

const words = wordsFor(push.notice);
const show = (payload: object) => noticeOf(readPayload(JSON.stringify(payload)), words);
const ring = { t: 'ring', call: 'call-1', from: 'anna', to: 'bob', media: 'video', at: 5 };

test('a ring stays until it is answered, and offers to', () => {
  const { title, options } = show(ring);
  expect(title).toBe('Incoming video call from anna');
  expect(options).toMatchObject({ tag: 'call call-1', requireInteraction: true, renotify: true });
  expect(options.actions).toEqual([
    { action: 'accept', title: 'Accept' },
    { action: 'decline', title: 'Decline' },
  ]);
});

test.each([
  ['missed', 'Missed call from anna', false],
  ['answered', 'Call from anna answered on another device', true],
  ['declined', 'Call from anna declined on another device', true],
])('what became of a call takes the place of its ring: %s', (outcome, title, silent) => {
  const shown = show({ t: 'settled', call: 'call-1', from: 'anna', media: 'voice', outcome, at: 5 });
  expect(shown).toMatchObject({ title, options: { tag: 'call call-1', silent } });
  expect(shown.options.requireInteraction).toBeUndefined();
});

test('a text is told of without what it says; what this version does not know is told of as news', () => {
  expect(show({ t: 'text', from: 'anna', at: 5 }).title).toBe('New message from anna');
  expect(show({ t: 'text', from: '$& $$', at: 5 }).title).toBe('New message from $& $$');
  const settled = { t: 'settled', call: 'call-1', from: 'anna', media: 'voice', outcome: 'missed', at: 5 };
  const newer = [
    { ...ring, media: 'hologram' },
    { ...settled, outcome: 'forwarded' },
    { ...settled, outcome: 'constructor' },
  ].map((payload) => JSON.stringify(payload));
  const wrong = ['', '{', 'null', '{"t":"else"}', '{"t":"ring","call":5}', '{"t":"constructor"}'];
  for (const text of [...wrong, ...newer])
    expect(noticeOf(readPayload(text), words).title).toBe('There is news in Parley');
});

function world(pages: Partial<OpenPage>[] = [], answer = () => new Response(null, { status: 204 })) {
  const did: unknown[] = [];
  const open = pages.map((page, place): OpenPage => ({
    id: `page-${place}`,
    visibilityState: 'hidden',
    focus: async () => did.push('focus'),
    postMessage: (note) => did.push(note),
    ...page,
  }));
  const clients = {
    matchAll: async () => open,
    openWindow: async (url: string) => did.push(url),
    claim: () => Promise.resolve(),
  };
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    did.push(`${String(init.method)} ${path}`);
    return answer();
  };
  const click = async (data: NoticeData, action = ''): Promise<unknown[]> => {
    const notification = { data, close: () => void did.push('close') };
    await clicked({ action, notification }, { clients, fetch, caches, now: () => 1_000_000 });
    return did;
  };
  const caches = createCaches();
  return { click, caches };
}

/** One cache, as all that is kept here goes by names that differ. */
function createCaches(): Pick<CacheStorage, 'open'> {
  const kept = new Map<string, string>();
  const cache = {
    put: async (key: string, answer: Response) => void kept.set(key, await answer.text()),
    match: async (key: string) => (kept.has(key) ? new Response(kept.get(key)) : undefined),
    delete: async (key: string) => kept.delete(key),
  };
  return { open: async () => cache as unknown as Cache };
}
const brokenCaches: Pick<CacheStorage, 'open'> = {
  open: () => Promise.reject(new DOMException('Unexpected internal error.', 'UnknownError')),
};
const rung: NoticeData = { t: 'ring', call: 'call-1' };

test('Decline needs no page', async () => {
  expect(await world([{}]).click(rung, 'decline')).toEqual(['close', 'POST /api/calls/call-1/decline']);
});

test('Decline that the server has not heard leads to the page; of a call that is over it needs none', async () => {
  const offline = (): Response => {
    throw new TypeError('Failed to fetch');
  };
  const at = (status: number) => () => new Response(null, { status });
  const declined = ['close', 'POST /api/calls/call-1/decline'];
  expect(await world([{}], offline).click(rung, 'decline')).toEqual([...declined, 'focus']);
  expect(await world([], at(401)).click(rung, 'decline')).toEqual([...declined, '/']);
  expect(await world([{}], at(404)).click(rung, 'decline')).toEqual(declined);
});

test('Accept opens a page that accepts, or tells the one that is open', async () => {
  expect(await world().click(rung, 'accept')).toEqual(['close', '/#accept=call-1']);
  expect(await world([{}]).click(rung, 'accept')).toEqual([
    'close',
    { t: 'accept', call: 'call-1' },
    'focus',
  ]);
  expect(await world().click(rung)).toEqual(['close', '/']);
  expect(noteOf('#accept=call-1')).toEqual({ t: 'accept', call: 'call-1' });
});

test('a click on a missed call or a text opens the conversation', async () => {
  expect(await world().click({ t: 'person', with: 'änna & co' })).toEqual([
    'close',
    '/#with=%C3%A4nna+%26+co',
  ]);
  expect(noteOf('#with=%C3%A4nna+%26+co')).toEqual({ t: 'person', with: 'änna & co' });
  expect(noteOf('#sign-in=timeout')).toBeUndefined();
});

test.each<[string, NoticeData, string]>([
  ['the page that has shown it', { ...rung, page: 'second' }, 'second'],
  ['the one before somebody’s eyes, where that page is closed', { ...rung, page: 'gone' }, 'third'],
  ['the one before somebody’s eyes, where the worker has shown it', rung, 'third'],
])('of several pages a click leads to %s', async (_, data, led) => {
  const focused: string[] = [];
  const page = (id: string, visibilityState: OpenPage['visibilityState'] = 'hidden'): Partial<OpenPage> => ({
    id,
    visibilityState,
    focus: async () => focused.push(id),
  });
  await world([page('first'), page('second'), page('third', 'visible')]).click(data, 'accept');
  expect(focused).toEqual([led]);
});

test('an address accepts nothing by itself: the worker has to have opened it for that call, and once', async () => {
  const { click, caches } = world();
  const takes = (call: string): Promise<boolean> => takeAccepted(caches, call, 1_010_000);
  expect(await takes('call-1')).toBe(false);
  await click(rung);
  expect(await takes('call-1')).toBe(false);
  await click(rung, 'accept');
  expect(await takes('call-2')).toBe(false);
  expect(await takes('call-1')).toBe(true);
  expect(await takes('call-1')).toBe(false);
});

test.each([
  [45_000, 'as long as a call rings', true],
  [60_000, 'longer: the page that was opened never got in, and whoever calls may use an id again', false],
])('word of an accept waits %d ms for its page, %s', async (later, _, counts) => {
  const { click, caches } = world();
  await click(rung, 'accept');
  expect(await takeAccepted(caches, 'call-1', 1_000_000 + later)).toBe(counts);
  expect(await takeAccepted(caches, 'call-1', 1_000_001), 'nothing is left').toBe(false);
});

test('it rings in the language of the page, and in English where its words can’t be read', async () => {
  const caches = createCaches();
  expect(await keptWords(caches, words)).toEqual(words);
  await keepWords(caches, { ...words, accept: 'Annehmen' });
  expect((await keptWords(caches, words)).accept).toBe('Annehmen');
  expect(await keptWords(brokenCaches, words)).toEqual(words);
});
