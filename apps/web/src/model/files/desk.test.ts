import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { describe, expect, test } from 'vitest';
import type { ConnectionState, UserId } from '@parley/client';
import { createFakeParley } from '../../testing/fake-parley.ts';
import { settle } from '../../testing/fake-blobs.ts';
import { createManualTimers } from '../../testing/manual-timers.ts';
import { createConnectionModel } from '../connection.ts';
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
