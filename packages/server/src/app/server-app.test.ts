import type { UserId } from '@parley/protocol';
import { mintQueryId, mintTextId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { LogFields } from '../log.ts';
import { QueryFailure, type Realtime } from '../realtime-api.ts';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { defineServer, RequestError, type ServerContext, type ServerDefinition } from './define-server.ts';
import { createServerApp } from './server-app.ts';
import type { News, Webhooks } from './webhooks/webhooks.ts';

const limits = { sessions: 99, messageBurst: 1e6, messagesPerSecond: 1e6 };
const SERVER = '@server' as UserId;

async function setUp(definition: ServerDefinition, webhooks?: Webhooks) {
  const clock = createVirtualClock();
  const lines: [LogFields, string][] = [];
  const say = (fields: LogFields, message: string): void => void lines.push([fields, message]);
  const log = { error: say, warn: say, info: say, debug() {} };
  const app = createServerApp({ definition, webhooks, clock, log });
  const server = createMemoryRealtime({ clock, log, limits, hooks: app.hooks, inbox: app.inbox });
  await app.start(server.realtime as unknown as Realtime);
  const message = (from: TestClient, type: string, data: string): void =>
    from.send({ t: 'message.send', id: mintTextId(), to: SERVER, type, data });
  const enter = (name: string): TestClient => signIn(server, name);
  return { app, clock, lines, server, message, enter };
}

const fates = (client: TestClient): string[] =>
  client.heard.flatMap((message) => {
    if (message.t === 'chat.delivered') return message.ids.map(() => 'delivered');
    return message.t === 'chat.failed' || message.t === 'error' ? [message.code] : [];
  });

test('[T10] a message to the server reaches the handler of its type, which can answer; others the default one', async () => {
  const got: unknown[] = [];
  interface Types {
    messages: { 'order.placed': { item: string }; 'order.taken': { item: string } };
    queries: object;
  }
  const app = defineServer<Types>({
    handlers: {
      messages: {
        'order.placed': async ({ from, payload, at }, server) => {
          got.push([from, payload, at]);
          await server.send(from, 'order.taken', { item: payload.item });
        },
      },
      otherMessages: ({ type }) => got.push(type),
    },
  });
  const { message, enter, clock } = await setUp(app as ServerDefinition);
  const ann = enter('ann');
  message(ann, 'order.placed', '{"item":"tea"}');
  // Names that every object has are none of the app's.
  for (const type of ['constructor', '__proto__', 'toString']) message(ann, type, 'null');
  const at = clock.now();
  await clock.advanceAsync(100);
  expect(got).toEqual([['ann', { item: 'tea' }, at], 'constructor', '__proto__', 'toString']);
  expect(fates(ann)).toEqual(Array.from({ length: 4 }, () => 'delivered'));
  expect(ann.last('message.received')).toMatchObject({
    from: '@server',
    to: 'ann',
    type: 'order.taken',
    data: '{"item":"tea"}',
  });
});

test('[A1] a handler that throws, rejects or never ends harms nobody else, and the log quotes nothing', async () => {
  let calls = 0;
  const { message, enter, clock, lines } = await setUp({
    handlers: {
      messages: {
        throws: ({ payload }) => {
          throw new Error(String(payload));
        },
        rejects: ({ payload }) => Promise.reject(new Error(String(payload))),
        hangs: () => {
          calls += 1;
          return new Promise(() => {});
        },
        fine: () => {},
      },
    },
  });
  const ann = enter('ann');
  message(ann, 'throws', '"my secret"');
  message(ann, 'rejects', '"my secret"');
  message(ann, 'unknown', '"my secret"');
  message(ann, 'fine', '"my secret"');
  await clock.advanceAsync(100);
  expect(fates(ann).toSorted()).toEqual(['delivered', 'delivered', 'handler-failed', 'no-handler']);
  expect(JSON.stringify(lines)).not.toContain('my secret');
  const mallory = enter('mallory');
  for (let i = 0; i < 300; i += 1) message(mallory, 'hangs', 'null');
  await clock.advanceAsync(100);
  expect(calls).toBe(256);
  expect(fates(mallory).filter((fate) => fate === 'handler-failed')).toHaveLength(44);
});

test('[A1] [Q1] a query to the server is answered by the handler of its type, or told why not', async () => {
  const aborted: string[] = [];
  const { enter, clock, lines } = await setUp({
    handlers: {
      queries: {
        'price.of': async ({ from, payload }) => {
          await Promise.resolve();
          return { from, price: payload === 'tea' ? 12 : undefined };
        },
        throws: ({ payload }) => {
          throw new Error(String(payload));
        },
        refuses: () => Promise.reject(new QueryFailure('no tea today')),
        hangs: ({ signal, payload }) => {
          signal.addEventListener('abort', () => aborted.push(String(payload)));
          return new Promise(() => {});
        },
      },
    },
  });
  const ann = enter('ann');
  const ask = (type: string, data: string): void =>
    ann.send({ t: 'query.ask', id: mintQueryId(), to: SERVER, type, data, timeout: 1_000 });
  ask('price.of', '"tea"');
  for (const type of ['throws', 'refuses', 'hangs']) ask(type, '"my secret"');
  ask('constructor', 'null');
  await clock.advanceAsync(1_100);
  expect(ann.of('query.answered').map(({ data }) => data)).toEqual(['{"from":"ann","price":12}']);
  const failed = ann.of('query.failed').map(({ code, reason }) => [code, reason]);
  expect(failed).toEqual([
    ['handler-failed', undefined],
    ['handler-failed', 'no tea today'],
    ['timeout', undefined],
  ]);
  expect([ann.of('error').map(({ code }) => code), aborted]).toEqual([['no-handler'], ['my secret']]);
  expect(lines).toMatchObject([[{ part: 'queries throws', error: 'Error' }, 'the app failed']]);
  expect(JSON.stringify(lines)).not.toContain('my secret');
});

test('[A1] handlers that never end are bounded, and count for a minute', async () => {
  let running = 0;
  const { enter, clock, message } = await setUp({
    handlers: {
      queries: {
        hangs: () => {
          running += 1;
          return new Promise(() => {});
        },
      },
      otherMessages: () => {},
    },
  });
  const crowd = Array.from({ length: 40 }, (_, index) => enter(`user${index}`));
  for (const client of crowd)
    for (let i = 0; i < 8; i += 1)
      client.send({
        t: 'query.ask',
        id: mintQueryId(),
        to: SERVER,
        type: 'hangs',
        data: 'null',
        timeout: 1_000,
      });
  await clock.advanceAsync(10);
  expect(running).toBe(256);
  const [ann] = crowd;
  if (!ann) throw new Error('nobody');
  message(ann, 'x', 'null');
  await clock.advanceAsync(60_000);
  message(ann, 'y', 'null');
  await clock.advanceAsync(100);
  expect(fates(ann)).toEqual(['handler-failed', 'delivered']);
});

test('[A1] what the code asks in vain is an error with a code, and stops nothing where nobody awaits it', async () => {
  let server: ServerContext | undefined;
  const { clock, enter } = await setUp({ hooks: { started: (context) => void (server = context) } });
  const failed = server?.send('nobody', 'x', 1).catch((error: unknown) => error);
  await expect(server?.query('nobody', 'x', 1)).rejects.toMatchObject({ code: 'not-online' });
  void server?.send('nobody', 'x', 1);
  await clock.advanceAsync(1);
  expect(await failed).toBeInstanceOf(RequestError);
  expect(await failed).toMatchObject({ code: 'not-delivered' });
  await expect(server?.startCall('ann', 'ben', 'voice')).rejects.toMatchObject({ code: 'not-online' });
  const ann = enter('ann');
  const ben = enter('ben');
  expect(server?.online()).toEqual(['ann', 'ben']);
  const call = await server?.startCall('ann', 'ben', 'voice');
  const said = server?.text('ann', 'ben', 'hello');
  await clock.advanceAsync(60);
  await said;
  expect(ben.last('chat.message')).toMatchObject({ from: 'ann', text: 'hello' });
  expect(ann.last('call.state').view).toMatchObject({ call, state: 'ringing' });
  expect([call && server?.endCall(call), call && server?.endCall(call)]).toEqual([true, false]);
});

test('a hook "started" that fails, or takes more than 10 s, keeps the server from starting', async () => {
  const start = (started: () => unknown) => setUp({ hooks: { started } });
  const sentence = 'The app\'s hook "started" failed (Error: no database).';
  await expect(
    start(() => {
      throw new Error('no database');
    }),
  ).rejects.toThrow(sentence);
  await expect(start(() => Promise.reject(new Error('no database')))).rejects.toThrow(sentence);
  const clock = createVirtualClock();
  const log = { error() {}, warn() {}, info() {}, debug() {} };
  const definition = { hooks: { started: () => new Promise(() => {}) } };
  const app = createServerApp({ definition, webhooks: undefined, clock, log });
  const starting = expect(app.start({} as Realtime)).rejects.toThrow('did not end within 10 s');
  await clock.advanceAsync(10_000);
  await starting;
});

test('"stopping" is awaited for a second, and what it throws is logged', async () => {
  const hanging = await setUp({ hooks: { stopping: () => new Promise(() => {}) } });
  const stopped = hanging.app.stop();
  await hanging.clock.advanceAsync(1_000);
  await stopped;
  const failing = await setUp({ hooks: { stopping: () => Promise.reject(new Error()) } });
  await failing.app.stop();
  expect([hanging.lines, failing.lines].map(([line]) => line?.[0]['part'])).toEqual(['stopping', 'stopping']);
});

function recordingWebhooks(has: { room: boolean }): Webhooks & { told: News[] } {
  const told: News[] = [];
  return {
    told,
    wants: () => true,
    hasRoomFor: () => has.room,
    tell: (news) => void told.push(news),
    close() {},
  };
}

test('[A6] the webhook hears what the hooks hear, and messages that nobody else handles', async () => {
  const room = { room: true };
  const webhooks = recordingWebhooks(room);
  const { message, enter, clock } = await setUp({}, webhooks);
  const ann = enter('ann');
  await clock.advanceAsync(60);
  message(ann, 'order', '{"item":"tea"}');
  ann.send({ t: 'message.send', id: mintTextId(), to: SERVER, type: 'raw', data: 'AAEC', bytes: true });
  ann.send({ t: 'call.invite', call: 'call-1__________' as never, to: 'ben' as UserId, media: 'voice' });
  await clock.advanceAsync(60);
  room.room = false;
  message(ann, 'order', '{"item":"milk"}');
  ann.send({ t: 'session.leave' });
  await clock.advanceAsync(60);
  const base = { call: 'call-1__________', caller: 'ann', callees: ['ben'], media: 'voice' };
  expect(webhooks.told.map(({ type, about, data }) => [type, about, data])).toEqual([
    ['server.started', 'server', {}],
    ['user.online', 'user ann', { user: 'ann' }],
    [
      'message.received',
      'user ann',
      { id: expect.any(String), from: 'ann', type: 'order', payload: { item: 'tea' } },
    ],
    ['message.received', 'user ann', { id: expect.any(String), from: 'ann', type: 'raw', bytes: 'AAEC' }],
    ['call.ended', 'call call-1__________', { ...base, reason: 'unavailable', duration: 0 }],
    ['user.offline', 'user ann', { user: 'ann' }],
  ]);
  // Where there is no room, its sender is told so.
  expect(fates(ann)).toEqual(['delivered', 'delivered', 'no-handler']);
});
