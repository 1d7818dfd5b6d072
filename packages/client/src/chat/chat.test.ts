import type { ClientMessage, ServerMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ConnectionMessages } from '../connection/connection.ts';
import { Emitter } from '../events.ts';
import { Delivery } from '../delivery/delivery.ts';
import { createPacer } from '../delivery/pacer.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Chat } from './chat.ts';

const [alice, bob] = ['alice', 'bob'] as UserId[] as [UserId, UserId];

function setUp() {
  const messages = new Emitter<ConnectionMessages>();
  const sent: ClientMessage[] = [];
  const send = (message: ClientMessage): boolean => sent.push(message) > 0;
  const connection = { messages, send, clockOffset: 0 };
  const platform = createVirtualTime();
  const delivery = new Delivery({ connection, pacer: createPacer({ connection, platform }) });
  const chat = new Chat({ connection, delivery, platform, user: alice });
  const hear = (message: ServerMessage): void => messages.emit('message', message);
  const welcome = (recovered: boolean): void => {
    const about = { v: 1, session: 'session-of-alice', user: alice, epoch: 'e', heartbeat: 5_000, now: 0 };
    const rate = { burst: 60, perSecond: 20 };
    const rest = { preconnect: true, rate, calls: [], recovered };
    messages.emit('welcome', { t: 'session.welcome', ...about, ...rest } as never);
  };
  const shown = (): string[] => chat.conversation(bob).map(({ text, state }) => `${text} ${state.name}`);
  return { chat, sent, hear, welcome, shown };
}

test('[T6] a delivered text that is sent again for its place has not failed where nobody knows it any more', () => {
  const { chat, sent, hear, welcome, shown } = setUp();
  welcome(false);
  const { id } = chat.send(bob, 'first');
  hear({ t: 'chat.delivered', seq: 1, ids: [id] });
  welcome(false);
  expect(sent.filter(({ t }) => t === 'chat.send')).toHaveLength(2);
  hear({ t: 'error', code: 'not-delivered', about: { t: 'chat.send', id } });
  expect(shown()).toEqual(['first delivered']);
  const second = chat.send(bob, 'second');
  hear({ t: 'chat.accepted', id: second.id, place: 10, at: 0 });
  expect(shown()).toEqual(['first delivered', 'second sent']);
  welcome(false);
  expect(sent.at(-1)).toMatchObject({ id: second.id });
});

test('[T6] a text that comes again further down moves there, unless another person has given it the id', () => {
  const { chat, hear, welcome, shown } = setUp();
  welcome(false);
  const [first, second] = [chat.send(bob, 'first'), chat.send(bob, 'second')];
  hear({ t: 'chat.accepted', id: first.id, place: 1, at: 0 });
  hear({ t: 'chat.accepted', id: second.id, place: 2, at: 0 });
  const again = {
    t: 'chat.message',
    seq: 1,
    id: first.id,
    to: alice,
    text: 'mine',
    place: 3,
    at: 1,
  } as const;
  hear({ ...again, from: bob });
  expect(shown()).toEqual(['first sent', 'second sent']);
  hear({ ...again, seq: 2, from: alice, to: bob, text: 'first' });
  expect(shown()).toEqual(['second sent', 'first sent']);
});

test('[T4] a failed text is taken out of the conversation, and only a failed one', () => {
  const { chat, sent, hear, welcome, shown } = setUp();
  const removed: string[] = [];
  chat.on('removed', ({ text }) => removed.push(text));
  welcome(false);
  const { id } = chat.send(bob, 'first');
  expect(chat.discard(id)).toBeUndefined();
  expect(shown()).toEqual(['first sending']);
  hear({ t: 'error', code: 'not-delivered', about: { t: 'chat.send', id } });
  expect(chat.discard(id)).toMatchObject({ id, text: 'first' });
  expect(shown()).toEqual([]);
  // What comes late of it brings it back neither here nor there.
  hear({ t: 'chat.delivered', seq: 1, ids: [id] });
  welcome(false);
  expect(shown()).toEqual([]);
  expect(sent.filter(({ t }) => t === 'chat.send')).toHaveLength(1);
  expect(chat.texts).toEqual([]);
  chat.retry(id);
  expect(removed).toEqual(['first']);
});
