import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintTextId, type ErrorCode, type TextId, type UserId } from '@parley/protocol';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { createSqliteStore } from '../store/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { createMemoryRealtime, type MemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { History } from './history.ts';

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-history-'));
  store = openStore(join(folder, 'parley.db'));
  for (const name of ['alice', 'bob', 'carol']) store.addAccount({ name, passwordHash: 'x', created: 1 });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const fail = (fields: object): void => {
  throw new Error(JSON.stringify(fields));
};
const log = { error: fail, warn: fail, info() {}, debug() {} };
const limits = { sessions: 100, messageBurst: 1e6, messagesPerSecond: 1e6 };

function setUp({
  policy = 'replace',
  hasRoom = () => true,
}: { policy?: 'replace' | 'multiple'; hasRoom?: () => boolean } = {}) {
  const clock = createVirtualClock();
  const told: string[] = [];
  const boot = (): MemoryRealtime =>
    createMemoryRealtime({
      clock,
      policy,
      limits,
      history: new History({
        waits: (user, from) => void told.push(`${user}: ${from}`),
        store,
        clock,
        log,
        hasRoom,
        waiting: 600,
      }),
    });
  let server = boot();
  const enter = (name: string, device?: string, acknowledges = true): TestClient =>
    signIn(server, name, { ...(device && { device }), acknowledges });
  const leave = (client: TestClient): void => {
    client.send({ t: 'session.leave' });
    clock.advance(60);
  };
  const text = (from: TestClient, to: string, text: string, id: TextId = mintTextId()): TextId => {
    from.send({ t: 'chat.send', id, to: to as UserId, text });
    clock.advance(60);
    return id;
  };
  const act = (from: TestClient, to: string, payload: object, id: TextId = mintTextId()): void => {
    const data = JSON.stringify(payload);
    from.send({ t: 'message.send', id, to: to as UserId, type: 'parley.act', data });
    clock.advance(60);
  };
  const restart = (): void => {
    server.crash(true);
    clock.advance(1_000);
    server = boot();
  };
  const held = (): number => server.realtime.counts().textsHeld;
  return {
    clock,
    enter,
    leave,
    text,
    act,
    restart,
    held,
    told,
    post: (text: string, from = 'alice') =>
      server.realtime.text({ from: from as UserId, to: 'bob' as UserId, text }),
  };
}

const heard = (client: TestClient): string[] =>
  client.heard.flatMap((message) =>
    message.t === 'chat.message' ? [message.text] : message.t === 'message.received' ? [message.data] : [],
  );
const delivered = (client: TestClient): TextId[] => client.of('chat.delivered').flatMap(({ ids }) => ids);
const errors = (client: TestClient): ErrorCode[] => client.of('error').map(({ code }) => code as ErrorCode);
const waiting = (to = 'bob'): string[] => store.undelivered(to as UserId, 10_000).map(({ body }) => body);

describe('texts for somebody who is not here', () => {
  test('[K1] [K3] [I1] are accepted, and delivered once, in order, when they come', () => {
    const { enter, leave, text, act, held } = setUp();
    const alice = enter('alice');
    const one = text(alice, 'bob', 'one');
    act(alice, 'bob', { act: 'edit', of: one, order: 1, text: 'ONE' });
    const two = text(alice, 'bob', 'two');
    expect(alice.of('chat.accepted').map(({ id }) => id)).toEqual(expect.arrayContaining([one, two]));
    expect([errors(alice), delivered(alice), held()]).toEqual([[], [], 0]);
    const bob = enter('bob');
    expect(heard(bob)).toEqual([
      'one',
      JSON.stringify({ act: 'edit', of: one, order: 1, text: 'ONE' }),
      'two',
    ]);
    const places = alice.of('chat.accepted').map(({ place }) => place);
    expect(bob.heard.flatMap((m) => ('place' in m ? [m.place] : []))).toEqual(places);
    text(alice, 'bob', 'three');
    expect(delivered(alice)).toEqual(expect.arrayContaining([one, two]));
    expect([delivered(alice).length, held(), waiting()]).toEqual([4, 0, []]);
    leave(bob);
    expect(heard(enter('bob'))).toEqual([]);
  });

  test('[K1] outlive a restart, and so does what is known of them', () => {
    const { enter, text, restart } = setUp();
    const before = enter('alice');
    const id = text(before, 'bob', 'hello');
    const { place } = before.last('chat.accepted');
    restart();
    const alice = enter('alice');
    text(alice, 'bob', 'hello', id);
    expect(alice.last('chat.accepted')).toMatchObject({ id, place });
    expect(delivered(alice)).toEqual([]);
    text(alice, 'bob', 'other', id);
    text(alice, 'carol', 'hello', id);
    expect(errors(alice)).toEqual(['id-reused', 'id-reused']);
    expect(heard(enter('bob'))).toEqual(['hello']);
    text(alice, 'bob', 'hello', id);
    expect(delivered(alice)).toEqual([id, id]);
    restart();
    const again = enter('alice');
    text(again, 'bob', 'hello', id);
    expect([again.last('chat.accepted').place, delivered(again)]).toEqual([place, [id]]);
    expect(waiting()).toEqual([]);
  });

  test('[K3] are told of once each to what reaches them elsewhere, not their edits, and not to who is here', () => {
    const { enter, leave, text, act, told } = setUp();
    const alice = enter('alice');
    const id = text(alice, 'bob', 'one');
    act(alice, 'bob', { act: 'edit', of: id, order: 1, text: 'ONE' });
    text(alice, 'nobody', 'two');
    const bob = enter('bob');
    text(alice, 'bob', 'three');
    leave(bob);
    text(alice, 'bob', 'four');
    expect(told).toEqual(['bob: alice', 'bob: alice']);
  });

  test('[K2] are refused where there is no such account, or it is banned', () => {
    const { enter, text } = setUp();
    const alice = enter('alice');
    text(alice, 'nobody', 'hello');
    text(alice, 'BOB', 'hello');
    store.ban('carol');
    text(alice, 'carol', 'hello');
    expect(errors(alice)).toEqual(['not-delivered', 'not-delivered', 'not-delivered']);
    expect([waiting(), waiting('carol')]).toEqual([[], []]);
  });

  test('[K2] are refused where the disk has no room, and nothing of them stays', () => {
    let room = false;
    const { clock, enter, text } = setUp({ hasRoom: () => room });
    const alice = enter('alice');
    const id = text(alice, 'bob', 'hello');
    expect(errors(alice)).toEqual(['disk-full']);
    expect([alice.of('chat.accepted'), waiting()]).toEqual([[], []]);
    room = true;
    clock.advance(1_000);
    text(alice, 'bob', 'hello', id);
    expect(waiting()).toEqual(['hello']);
  });

  test('[K2] are refused as soon as SQLite finds the disk full', () => {
    store.close();
    const db = new Sqlite(join(folder, 'parley.db'));
    store = createSqliteStore(db);
    const { enter, text } = setUp();
    const alice = enter('alice');
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 3}`);
    const said = Array.from({ length: 10 }, (_, n) => text(alice, 'bob', `${n} ${'x'.repeat(4_000)}`));
    expect(new Set(errors(alice))).toEqual(new Set(['disk-full']));
    expect(alice.of('chat.accepted')).toHaveLength(waiting().length);
    expect(waiting().length).toBeLessThan(said.length);
  });

  test('[K2] are not more than can wait', () => {
    const { enter, text } = setUp();
    const alice = enter('alice');
    for (let n = 0; n < 600; n += 1)
      alice.send({ t: 'chat.send', id: mintTextId(), to: 'bob' as UserId, text: `${n}` });
    text(alice, 'bob', 'one too many');
    expect(errors(alice)).toEqual(['not-delivered']);
    expect(waiting()).toHaveLength(600);
    const bob = enter('bob');
    for (let n = 0; n < 10; n += 1) text(alice, 'carol', 'time passes');
    expect(heard(bob)).toEqual(Array.from({ length: 600 }, (_, n) => `${n}`));
    expect(waiting()).toEqual([]);
  });

  test('[K3] a text that comes while others wait comes after them', () => {
    const { enter, text } = setUp();
    const alice = enter('alice');
    const all = Array.from({ length: 450 }, (_, n) => `${n}`);
    for (const words of all)
      alice.send({ t: 'chat.send', id: mintTextId(), to: 'bob' as UserId, text: words });
    const bob = enter('bob', undefined, false);
    text(alice, 'bob', 'new');
    expect(heard(bob)).toEqual(all.slice(0, 200));
    bob.acknowledges = true;
    bob.send({ t: 'session.ack', seq: bob.seq });
    for (let n = 0; n < 10; n += 1) text(alice, 'carol', 'time passes');
    expect(heard(bob)).toEqual([...all, 'new']);
    text(alice, 'bob', 'newer');
    expect(heard(bob).at(-1)).toBe('newer');
  });
});

describe('sessions that come and go', () => {
  test('[K3] [S6] what a displaced session had not acknowledged goes to the next one, in order', () => {
    const { enter, text } = setUp();
    const alice = enter('alice');
    text(alice, 'bob', 'zero');
    const deaf = enter('bob', 'b1', false);
    for (const words of ['one', 'two']) text(alice, 'bob', words);
    expect(heard(deaf)).toEqual(['zero', 'one', 'two']);
    const bob = enter('bob', 'b2');
    expect(heard(bob)).toEqual(['zero', 'one', 'two']);
    text(alice, 'bob', 'three');
    expect(heard(bob)).toEqual(['zero', 'one', 'two', 'three']);
    expect(delivered(alice)).toHaveLength(4);
  });

  test('[K3] [T4] one that leaves before it acknowledged fails nothing', () => {
    const { clock, enter, leave, text, held } = setUp();
    const alice = enter('alice');
    const deaf = enter('bob', 'b1', false);
    const id = text(alice, 'bob', 'one');
    leave(deaf);
    clock.advance(60_000);
    expect([alice.of('chat.failed'), waiting(), held()]).toEqual([[], ['one'], 0]);
    expect(heard(enter('bob', 'b2'))).toEqual(['one']);
    clock.advance(60);
    expect(delivered(alice)).toEqual([id]);
  });

  test('[K3] [S9] a second device gets what is new, the first one’s texts only when it asks', () => {
    const { enter, text } = setUp({ policy: 'multiple' });
    const alice = enter('alice');
    text(alice, 'bob', 'one');
    const first = enter('bob', 'b1');
    const second = enter('bob', 'b2');
    text(alice, 'bob', 'two');
    expect([heard(first), heard(second)]).toEqual([['one', 'two'], ['two']]);
  });

  test('[K3] what the operator says in somebody’s name waits too', async () => {
    const { clock, enter, post } = setUp();
    await expect(post('from a site')).resolves.toEqual({ ok: true, value: 'kept' });
    expect(heard(enter('bob'))).toEqual(['from a site']);
    const sent = post('and now');
    clock.advance(60);
    await expect(sent).resolves.toEqual({ ok: true, value: 'delivered' });
    const nobody = post('in the name of no account', 'robot');
    clock.advance(60);
    await expect(nobody).resolves.toEqual({ ok: true, value: 'delivered' });
    expect(store.keptConversations('bob' as UserId).map(({ with: other }) => other)).toEqual(['alice']);
  });
});

test('[K6] of a text that its author deletes neither the words nor its edits stay', () => {
  const { enter, text, act } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const id = text(alice, 'bob', 'a secret');
  act(alice, 'bob', { act: 'edit', of: id, order: 1, text: 'another secret' });
  act(bob, 'alice', { act: 'delete', of: id });
  const bodies = (): string[] =>
    store.keptBetween('bob' as UserId, 'alice' as UserId, Infinity, 100).map(({ body }) => body);
  expect(bodies()).toContain('a secret');
  act(alice, 'bob', { act: 'delete', of: id });
  expect(bodies().join()).not.toContain('secret');
  expect(bodies()).toHaveLength(4);
  // Nor do they come with an edit that comes afterwards.
  act(alice, 'bob', { act: 'edit', of: id, order: 2, text: 'yet another secret' });
  expect(bodies().join()).not.toContain('secret');
});

test('[K1] [K6] [T6] a deleted text is known when it is sent again to the next server, and so are its edits', () => {
  const { enter, text, act, restart } = setUp();
  const before = enter('alice');
  const id = text(before, 'bob', 'a secret');
  const edit = { act: 'edit', of: id, order: 1, text: 'another secret' };
  const editId = mintTextId();
  act(before, 'bob', edit, editId);
  const [one, two] = before.of('chat.accepted').map(({ place }) => place);
  act(before, 'bob', { act: 'delete', of: id });
  restart();
  const alice = enter('alice');
  text(alice, 'bob', 'a secret', id);
  act(alice, 'bob', edit, editId);
  expect(alice.of('chat.accepted').map(({ place }) => place)).toEqual([one, two]);
  expect(errors(alice)).toEqual([]);
  expect(waiting().join()).not.toContain('secret');
});

test('[K1] nobody gives a text of theirs the id of one that they were sent: acts upon the two could not be told apart', () => {
  const { enter, text, act } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const id = text(alice, 'bob', 'mine');
  text(bob, 'alice', 'not mine', id);
  act(bob, 'alice', { act: 'edit', of: id, order: 1, text: 'put into her mouth' }, id);
  expect(errors(bob)).toEqual(['id-reused', 'id-reused']);
  const kept = store.keptBetween('alice' as UserId, 'bob' as UserId, Infinity, 10);
  expect(kept.map(({ from, body }) => [from, body])).toEqual([['alice', 'mine']]);
  // To a third person it says nothing about who has it.
  text(bob, 'carol', 'hello', id);
  expect(errors(bob)).toHaveLength(2);
});

test('[K6] an account takes its conversations with it', () => {
  const { enter, text } = setUp();
  const alice = enter('alice');
  text(alice, 'bob', 'one');
  text(alice, 'carol', 'two');
  store.removeAccount('bob');
  expect(store.keptConversations('alice' as UserId).map(({ with: other }) => other)).toEqual(['carol']);
  store.addAccount({ name: 'bob', passwordHash: 'x', created: 2 });
  expect(store.keptBetween('alice' as UserId, 'bob' as UserId, Infinity, 10)).toEqual([]);
});

test('[K1] what is done with a file goes to who is there and is not kept; a text that answers one is, with that', () => {
  const { act, enter, leave, text } = setUp();
  const alice = enter('alice');
  const bob = enter('bob');
  const file = `transfer:${mintTextId()}`;
  const reaction = { act: 'react', of: file, order: 1, emoji: '👍' };
  act(alice, 'bob', reaction);
  expect(heard(bob)).toEqual([JSON.stringify(reaction)]);
  leave(bob);
  act(alice, 'bob', { ...reaction, order: 2 });
  expect(errors(alice)).toEqual(['not-delivered']);
  const answer = text(alice, 'bob', 'lovely');
  const reply = { act: 'reply', of: answer, order: 1, to: file };
  act(alice, 'bob', reply);
  expect(heard(enter('bob'))).toEqual(['lovely', JSON.stringify(reply)]);
});
