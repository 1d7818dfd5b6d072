import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { describe, expect, test } from 'vitest';
import { transferRef, type BlobId, type ConnectionState, type UserId } from '@parley/client';
import { createFakeParley } from '../../testing/fake-parley.ts';
import { settle } from '../../testing/fake-blobs.ts';
import { createManualTimers } from '../../testing/manual-timers.ts';
import { createConnectionModel } from '../connection.ts';
import { reactionsOf } from '../conversation-acts.ts';
import { createConversations } from '../conversations.ts';
import { createFiles, type CreateFileDesk } from '../files.ts';
import { createDesk } from './desk.ts';
import type { FileItem } from './item.ts';
import { createFileStore, createMemoryPlace, MEMORY_LIMIT } from './store.ts';

const BOB = 'bob' as UserId;
const PNG = Uint8Array.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\b\0\0\0\x04', (c) => c.charCodeAt(0));

function setUp(
  load: (create: CreateFileDesk) => Promise<CreateFileDesk> = (create) => Promise.resolve(create),
  state?: ConnectionState,
) {
  const timers = createManualTimers();
  const parley = createFakeParley({ user: 'alice', now: () => timers.now() });
  if (state) {
    parley.strings.connection(state);
    parley.strings.blobs.limit(undefined);
  }
  const seen = signal<UserId | undefined>(undefined);
  const conversations = createConversations({
    self: parley.user,
    chat: parley.chat,
    messages: parley.messages,
    timers,
    seen,
    tellsSeen: signal(true),
  });
  const items: FileItem[] = [];
  const urls = new Map<string, Blob>();
  let made = 0;
  let removed = 0;
  const create: CreateFileDesk = (options) =>
    createDesk({
      ...options,
      store: createFileStore(async () => {
        const memory = createMemoryPlace();
        return { ...memory, remove: async () => void (removed += 1) };
      }),
      makeUrl: (blob) => {
        made += 1;
        urls.set(`blob:${made}`, blob);
        return `blob:${made}`;
      },
      revokeUrl: (url) => urls.delete(url),
      decode: () => Promise.resolve({ width: 8, height: 4 }),
      draw: (item) => {
        items.push(item);
        return () => null;
      },
    });
  const { connected } = createConnectionModel(parley.connection, signal(true));
  const over = signal<ComponentType | undefined>(undefined);
  const files = createFiles({
    self: parley.user,
    blobs: parley.blobs,
    connected,
    conversations,
    timers,
    over,
    load: () => load(create),
  });
  const offer = async (name = 'a.txt', size: number | undefined = 5) => {
    const transfer = parley.strings.blobs.offer({ from: 'bob', name, size });
    await settle();
    const item = items.at(-1);
    if (!item) throw new Error('no card was drawn');
    return { transfer, item };
  };
  const give = async (...given: File[]) => {
    files.give(BOB, { files: given, hasFolder: false });
    await settle();
  };
  return {
    timers,
    parley,
    seen,
    conversations,
    items,
    urls,
    files,
    offer,
    give,
    hint: () => conversations.of(BOB).hint.value,
    removed: () => removed,
    sent: () => parley.strings.blobs.sent(),
  };
}

const file = (name: string, content: BlobPart = 'hello', type = 'text/plain'): File =>
  new File([content], name, { type });

describe('[S14] files that are offered', () => {
  test('nothing is accepted, asked for or kept before the person says so', async () => {
    const { offer, urls } = setUp();
    const { transfer, item } = await offer();
    expect(transfer.asked).toEqual([]);
    expect(transfer.sink).toBeUndefined();
    expect(item.state.value).toEqual({ name: 'offered' });
    expect(item.picture.value).toBeUndefined();
    expect(urls.size).toBe(0);
  });

  test('one that is not before the eyes is unread, and begins a conversation', async () => {
    const { offer, conversations, seen } = setUp();
    await offer();
    expect(conversations.of(BOB).unread.value).toBe(1);
    expect(conversations.talkedWith.value).toEqual(['bob']);
    seen.value = BOB;
    await offer('b.txt');
    expect(conversations.of(BOB).unread.value).toBe(0);
  });

  test('its name is made safe, and two of a name are told apart', async () => {
    const { offer } = setUp();
    const { item } = await offer('../evil\u202egpj.exe');
    const second = await offer('../evilgpj.exe');
    expect([item.name, item.label]).toEqual(['_evilgpj.exe', '_evilgpj.exe']);
    expect(second.item.label).toBe('_evilgpj.exe (2)');
  });

  test('accepted, it is received, and can be saved as a file of no type', async () => {
    const { offer, urls, files } = setUp();
    const { transfer, item } = await offer('page.html', 6);
    item.act('accept');
    expect(item.state.value).toEqual({ name: 'preparing' });
    await settle();
    transfer.move(3);
    expect(item.state.value).toMatchObject({ name: 'moving', percent: 50 });
    await transfer.finish(new TextEncoder().encode('<html>'));
    const state = item.state.value;
    if (state.name !== 'received') throw new Error(state.name);
    expect(urls.get(state.url)?.type).toBe('application/octet-stream');
    expect(await urls.get(state.url)?.text()).toBe('<html>');
    expect(item.picture.value).toBeUndefined();
    expect(files.told.value).toBe('page.html from bob has been received');
  });

  test('a picture is shown once it is there, by its bytes', async () => {
    const { offer, urls } = setUp();
    const { transfer, item } = await offer('holiday.txt', PNG.length);
    item.act('accept');
    await settle();
    expect(item.picture.value).toBeUndefined();
    await transfer.finish(PNG);
    expect(item.picture.value).toMatchObject({ width: 8, height: 4 });
    expect(urls.get(item.picture.value?.url ?? '')?.type).toBe('image/png');
  });

  test('one that does not fit is refused with the reason, and can be declined', async () => {
    const { offer } = setUp();
    const { transfer, item } = await offer('film.mp4', MEMORY_LIMIT + 1);
    item.act('accept');
    await settle();
    expect(item.state.value).toEqual({ name: 'no-room', why: { name: 'memory', limit: MEMORY_LIMIT } });
    expect(transfer.asked).toEqual([]);
    item.act('decline');
    await settle();
    expect(item.state.value).toEqual({ name: 'ended', ending: { why: 'declined', by: 'self' } });
  });

  test('one that was taken back while room was made is not accepted, and its room is given back', async () => {
    const { offer } = setUp();
    const { transfer, item } = await offer('a.bin', MEMORY_LIMIT);
    item.act('accept');
    await transfer.end('cancelled');
    await settle();
    expect(transfer.asked).toEqual([]);
    expect(item.state.value).toEqual({ name: 'ended', ending: { why: 'cancelled', by: 'other' } });
    const next = await offer('b.bin', MEMORY_LIMIT);
    next.item.act('accept');
    await settle();
    expect(next.transfer.asked).toEqual(['accept']);
  });

  test('one that fails on the way leaves nothing', async () => {
    const { offer, urls, files } = setUp();
    const { transfer, item } = await offer('a.bin', MEMORY_LIMIT);
    item.act('accept');
    await settle();
    transfer.move(100);
    await transfer.end('damaged');
    expect(item.state.value).toEqual({ name: 'ended', ending: { why: 'failed', code: 'damaged' } });
    expect(urls.size).toBe(0);
    expect(files.told.value).toMatch(/^a\.bin: It arrived damaged/);
    const next = await offer('b.bin', MEMORY_LIMIT);
    next.item.act('accept');
    await settle();
    expect(next.transfer.asked).toEqual(['accept']);
  });

  test('the code for files is asked for again until it comes, and no offer is lost', async () => {
    let tries = 0;
    const { parley, items, timers } = setUp((create) => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('no line')) : Promise.resolve(create);
    });
    parley.strings.blobs.offer({ from: 'bob', name: 'a.txt', size: 1 });
    parley.strings.blobs.offer({ from: 'bob', name: 'b.txt', size: 1 });
    await settle();
    expect(items).toEqual([]);
    timers.advance(3_000);
    await settle();
    expect(items.map((item) => item.name)).toEqual(['a.txt', 'b.txt']);
  });
});

describe('[S14] files that are sent', () => {
  test('each is offered under its safe name, with a card of its own', async () => {
    const { give, sent, items, conversations, seen } = setUp();
    await give(file('a:b.txt'), file('c.png', PNG, 'no media type'));
    expect(sent().map(({ transfer }) => [transfer.name, transfer.type, transfer.size])).toEqual([
      ['a_b.txt', 'text/plain', 5],
      ['c.png', '', PNG.length],
    ]);
    expect(items.map((item) => item.picture.value?.width)).toEqual([undefined, 8]);
    expect(conversations.of(BOB).unread.value).toBe(0);
    expect(seen.value).toBeUndefined();
  });

  test('pausing, going on and cancelling reach the transfer', async () => {
    const { give, sent, items } = setUp();
    await give(file('a.txt'));
    for (const act of ['pause', 'resume', 'cancel'] as const) items[0]?.act(act);
    await settle();
    expect(sent()[0]?.asked).toEqual(['pause', 'resume', 'cancel']);
    expect(items[0]?.state.value).toEqual({ name: 'ended', ending: { why: 'cancelled', by: 'self' } });
  });

  test('sent again, it is another transfer in the same card', async () => {
    const { give, sent, items } = setUp();
    await give(file('a.txt'));
    await sent()[0]?.end('not-online');
    items[0]?.act('again');
    expect(sent()).toHaveLength(2);
    expect(items).toHaveLength(1);
    expect(items[0]?.state.value).toEqual({ name: 'offered' });
    sent()[0]?.move(3);
    expect(items[0]?.state.value).toEqual({ name: 'offered' });
    await sent()[1]?.finish();
    expect(items[0]?.state.value).toEqual({ name: 'sent' });
  });

  test('at most ten are under way to one person, and more are refused whole, in words', async () => {
    const { give, sent, hint } = setUp();
    const many = Array.from({ length: 11 }, (_, i) => file(`${i}.txt`));
    await give(...many);
    expect(sent()).toHaveLength(0);
    expect(hint()).toBe('too-many-files');
    await give(...many.slice(0, 10));
    expect(sent()).toHaveLength(10);
    expect(hint()).toBeUndefined();
    await give(file('one more.txt'));
    expect(hint()).toBe('too-many-files');
    await sent()[0]?.finish();
    await give(file('one more.txt'));
    expect(sent()).toHaveLength(11);
  });

  test('folders are refused in words', async () => {
    const { files, sent, hint } = setUp();
    files.give(BOB, { files: [], hasFolder: true });
    await settle();
    expect(sent()).toHaveLength(0);
    expect(hint()).toBe('folder');
  });

  test('where the server carries none, nothing is sent and it is said, until a server does', async () => {
    const { files, give, sent, hint, parley } = setUp();
    const { connection, blobs } = parley.strings;
    const meet = (largest: number | undefined): void => {
      connection({ name: 'reconnecting', since: 0 });
      blobs.limit(largest);
      connection({ name: 'connected' });
    };
    expect(files.carried.value).toBe(true);
    meet(undefined);
    expect(files.carried.value).toBe(false);
    connection({ name: 'reconnecting', since: 0 });
    expect(files.carried.value).toBe(false);
    files.give(BOB, { files: [], hasFolder: false });
    expect(hint()).toBeUndefined();
    await give(file('a.txt'));
    expect([sent().length, hint()]).toEqual([0, 'no-files']);
    files.give(BOB, { files: [], hasFolder: true });
    expect(hint()).toBe('no-files');
    meet(9);
    expect(files.carried.value).toBe(true);
    await give(file('a.txt'));
    expect([sent().length, hint()]).toEqual([1, undefined]);
  });

  test('a server that has not said what it carries is given files', async () => {
    const { files, parley, give, sent } = setUp(undefined, { name: 'connecting' });
    expect([files.carried.value, parley.blobs.largest]).toEqual([true, undefined]);
    await give(file('a.txt'));
    expect(sent()).toHaveLength(1);
  });

  test('where the code for files can’t be had, nothing is sent and it is said', async () => {
    const { give, sent, hint } = setUp(() => Promise.reject(new Error('no line')));
    await give(file('a.txt'));
    expect(sent()).toHaveLength(0);
    expect(hint()).toBe('failed');
  });
});

describe('[S17] when the person goes', () => {
  test('nothing that was received or shown stays', async () => {
    const { offer, give, urls, files, removed } = setUp();
    const { transfer, item } = await offer('a.png', PNG.length);
    item.act('accept');
    await settle();
    await transfer.finish(PNG);
    await give(file('own.png', PNG));
    expect(urls.size).toBe(3);
    files.close();
    await settle();
    expect(urls.size).toBe(0);
    expect(removed()).toBe(1);
  });

  test('what arrives in that moment is not kept', async () => {
    const { offer, urls, files, removed } = setUp();
    const { transfer, item } = await offer('a.png', PNG.length);
    item.act('accept');
    await settle();
    files.close();
    await settle();
    expect(removed()).toBe(0);
    await transfer.finish(PNG);
    expect(urls.size).toBe(0);
    expect(removed()).toBe(1);
  });

  test('an offer that comes afterwards is nobody’s', async () => {
    const { parley, files, items, timers } = setUp(() => Promise.reject(new Error('no line')));
    parley.strings.blobs.offer({ from: 'bob', name: 'a.txt', size: 1 });
    await settle();
    files.close();
    timers.advance(10_000);
    await settle();
    expect(items).toEqual([]);
    expect(timers.pending).toBe(0);
  });
});

describe('[M1] [M5] files that are talked about', () => {
  const ref = (transfer: { transfer: { id: BlobId } }) => transferRef(transfer.transfer.id);
  const entries = ({ conversations }: ReturnType<typeof setUp>) =>
    conversations.of(BOB).notes.value.flatMap(({ kind }) => (kind.name === 'file' ? [kind.file] : []));

  test('a reaction that overtook the offer is shown once it is here, and screen readers hear the file’s name', async () => {
    const desk = setUp();
    const { parley, offer, conversations, seen } = desk;
    seen.value = BOB;
    const react = (of: string, emoji: string): void =>
      parley.strings.messages.come({ from: 'bob', payload: { act: 'react', of, order: 1, emoji } });
    react('transfer:blob-000000000001', '🎉');
    const { transfer } = await offer('view.png');
    const shown = () => reactionsOf(conversations.of(BOB).marks.value.get(ref(transfer)));
    expect(shown()).toEqual([{ emoji: '🎉', by: [BOB] }]);
    const [entry] = entries(desk);
    expect(entry?.shared.value).toMatchObject({ id: ref(transfer), from: BOB, name: 'view.png' });
    const { transfer: second } = await offer('second.png');
    react(ref(second), '👍');
    expect(conversations.acting.news.value).toEqual({
      name: 'reacted',
      with: BOB,
      emoji: '👍',
      words: 'second.png',
    });
  });

  test('it can be reacted to and answered until it has ended; another try is another file', async () => {
    const desk = setUp();
    const { give, sent, conversations, parley, items } = desk;
    await give(file('a.txt'));
    const [entry] = entries(desk);
    const first = entry?.shared.value;
    if (!first) throw new Error('it is not shared');
    expect(entry.usable.value).toBe(true);
    conversations.acting.react(first, '👍');
    conversations.beginAnswer(first);
    conversations.write(BOB, 'the second page is what matters');
    conversations.send(BOB);
    const [text] = conversations.of(BOB).texts.value;
    expect(parley.strings.messages.sent.map(({ payload }) => payload)).toMatchObject([
      { act: 'react', of: first.id, emoji: '👍' },
      { act: 'reply', of: text?.id, to: first.id },
    ]);
    await settle();
    expect(text && conversations.of(BOB).marks.value.get(text.id)?.answers?.value).toBe(first.id);
    await sent()[0]?.end('interrupted');
    expect(entry.usable.value).toBe(false);
    items[0]?.act('again');
    expect(entry.usable.value).toBe(true);
    expect(entry.shared.value?.id).not.toBe(first.id);
    expect(first.row.value, 'what is said of the first try leads to the card').toBe(entry.shared.value?.id);
    expect(conversations.of(BOB).marks.value.has(entry.shared.value?.id ?? first.id)).toBe(false);
  });

  test('what is done with a file that can’t be told is taken back, and said', async () => {
    const desk = setUp();
    const { offer, conversations, parley, hint } = desk;
    const { transfer } = await offer();
    parley.strings.messages.fate(() => Promise.reject(new Error('gone')));
    const shared = entries(desk)[0]?.shared.value;
    if (shared) conversations.acting.react(shared, '👍');
    const shown = () => reactionsOf(conversations.of(BOB).marks.value.get(ref(transfer)));
    expect(shown()).toHaveLength(1);
    await settle();
    expect(shown()).toEqual([]);
    expect(hint()).toBe('not-changed');
  });

  test('a file under the id of another one has no part in what was done with that', async () => {
    const desk = setUp();
    const { offer, parley } = desk;
    const { transfer } = await offer('harmless.png');
    parley.strings.blobs.offer({ from: 'bob', name: 'other.png', size: 5, id: transfer.transfer.id });
    await settle();
    expect(entries(desk).map(({ shared, usable }) => [shared.value?.name, usable.value])).toEqual([
      ['harmless.png', true],
      [undefined, false],
    ]);
  });

  test('who is no part of the conversation has no say in it', async () => {
    const { offer, conversations, parley } = setUp();
    const { transfer } = await offer();
    const payload = { act: 'react', of: ref(transfer), order: 1, emoji: '👎' };
    parley.strings.messages.come({ from: 'mallory', payload });
    expect(conversations.of(BOB).marks.value.has(ref(transfer))).toBe(false);
  });
});
