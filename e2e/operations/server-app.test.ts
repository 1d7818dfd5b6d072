// An operator's own code in the real program, in a folder that knows nothing of Parley, and a webhook beside it.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call, Parley, UserId } from '@parley/client';
import { connect, newTicket } from '../faults/person.ts';
import { until } from '../faults/until.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { startReceiver, type Receiver } from './webhook-receiver.ts';

const SERVER = '@server';
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

const APP = `
import { defineServer } from '@parley/server';
import { setTimeout as wait } from 'node:timers/promises';

const hidden = new Set(['eve>ann', 'ann>eve']);

export default defineServer({
  handlers: {
    queries: {
      'price.of': async ({ from, payload }, server) => ({ price: 12, of: await server.query(from, 'what', payload) }),
    },
    messages: {
      'order.placed': ({ from, payload }, server) => server.send(from, 'order.taken', { item: payload.item }),
      'show.everybody': (_message, server) => {
        hidden.clear();
        server.refresh();
      },
      broken: ({ payload }) => {
        throw new Error(payload);
      },
      stuck: () => new Promise(() => {}),
    },
  },
  hooks: {
    signIn: ({ account, password }) => (password.length > 8 ? { account } : undefined),
    maySee: (viewer, person) => !hidden.has(viewer + '>' + person),
    mayCall: async ({ caller }) => {
      await wait(20);
      return caller !== 'eve';
    },
    callEnded: ({ caller, reason }, server) => server.send(caller, 'call.log', reason),
    stopping: async (server) => {
      await Promise.all(server.online().map((user) => server.send(user, 'bye', null)));
    },
  },
});
`;

let folder = '';
let receiver: Receiver;
let server: ServerProcess;
const people: Parley[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-e2e-app-'));
  writeFileSync(join(folder, 'app.mjs'), APP);
  receiver = await startReceiver(SECRET);
  const settings = {
    app: join(folder, 'app.mjs'),
    webhook: receiver.url,
    'webhook-secret': SECRET,
    'webhook-events': ['call', 'user', 'message'],
  };
  const prepare = (data: string): void => writeFileSync(join(data, 'parley.json'), JSON.stringify(settings));
  server = await startServerProcess({ prepare });
});
afterAll(async () => {
  for (const person of people) person.close();
  await server?.close();
  await receiver?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Signs in, and keeps every frame and message that comes. */
async function enter(name: string) {
  const frames: string[] = [];
  const messages: { type: string; payload: unknown; from: string }[] = [];
  const parley = connect(await newTicket(server.url, name), server.url, (frame) => frames.push(frame));
  people.push(parley);
  parley.messages.handleOther((message) => messages.push(message));
  await until(() => parley.connection.state.name === 'connected', 5_000, `${name} is connected`);
  return { parley, frames, messages, sees: (other: string) => parley.presence.online.has(other as UserId) };
}

const reasonOf = ({ state }: Call): string | undefined => (state.name === 'ended' ? state.reason : undefined);

async function endOf(call: Call): Promise<string | undefined> {
  await until(() => call.state.name === 'ended', 5_000, 'the call has ended');
  return reasonOf(call);
}

test('handlers, hooks and a webhook that fails at times, by the real program', async () => {
  receiver.next.push({ status: 500 }, { status: 302 }, { pause: 300 });
  const [ann, ben, eve] = [await enter('ann'), await enter('ben'), await enter('eve')];
  await until(() => ann.sees('ben') && ben.sees('eve') && eve.sees('ben'), 5_000, 'they see each other');

  // Handlers.
  await ann.parley.messages.send(SERVER, 'order.placed', { item: 'tea' });
  await until(() => ann.messages.length > 0, 5_000, 'the answer of the app');
  expect(ann.messages).toMatchObject([{ type: 'order.taken', payload: { item: 'tea' }, from: SERVER }]);
  ann.parley.messages.answer('what', ({ payload }) => `a cup of ${String(payload)}`);
  expect(await ann.parley.messages.query(SERVER, 'price.of', 'tea')).toEqual({
    price: 12,
    of: 'a cup of tea',
  });
  await expect(ann.parley.messages.query(SERVER, 'unknown', 1)).rejects.toMatchObject({ code: 'no-handler' });
  const failing = ann.parley.messages.send(SERVER, 'broken', 'a secret of the handset');
  await expect(failing).rejects.toMatchObject({ code: 'handler-failed' });
  await ann.parley.messages.send(SERVER, 'stuck', null);
  await ann.parley.messages.send(SERVER, 'order.placed', { item: 'milk' });

  // Who may see whom: ann is not there for eve, whatever she tries.
  expect([eve.sees('ann'), ann.sees('eve')]).toEqual([false, false]);
  await expect(eve.parley.messages.query('ann', 'x', 1)).rejects.toMatchObject({ code: 'not-online' });
  await expect(eve.parley.messages.send('ann', 'x', 1)).rejects.toMatchObject({ code: 'not-delivered' });
  expect(await endOf(eve.parley.calls.invite('ann' as UserId, 'voice'))).toBe('unavailable');
  const named = eve.frames.filter((frame) => frame.includes('"ann"'));
  expect(named.every((frame) => frame.includes('"t":"call.state"') && frame.includes('unavailable'))).toBe(
    true,
  );
  expect(ann.frames.join('')).not.toContain('"eve"');

  // Who may call whom.
  expect(await endOf(eve.parley.calls.invite('ben' as UserId, 'voice'))).toBe('blocked');
  expect(ben.frames.join('')).not.toContain('call.state');
  const call = ann.parley.calls.invite('ben' as UserId, 'voice');
  await until(() => ben.parley.calls.current !== undefined, 5_000, 'it rings');
  ben.parley.calls.current?.hangUp();
  expect(await endOf(call)).toBe('declined');
  await until(() => ann.messages.some(({ type }) => type === 'call.log'), 5_000, 'callEnded is called');
  expect(ann.messages.find(({ type }) => type === 'call.log')?.payload).toBe('declined');

  // The app changes its mind.
  await ann.parley.messages.send(SERVER, 'show.everybody', null);
  await until(() => eve.sees('ann') && ann.sees('eve'), 5_000, 'they see each other now');

  // Messages that the app does not know are the webhook's.
  await ben.parley.messages.send(SERVER, 'for.the.webhook', { n: 1 });
  ben.parley.close();
  await until(() => receiver.taken.some(({ type }) => type === 'user.offline'), 20_000, 'the last event');
  const about = (type: string) => receiver.taken.filter((one) => one.type === type).map(({ data }) => data);
  await until(
    // Of the first, too: any of them may be one of those that failed and came again.
    () =>
      about('call.ended').length === 3 &&
      about('user.online').length === 3 &&
      about('server.started').length === 1,
    20_000,
    'all events',
  );
  expect(about('server.started')).toEqual([{}]);
  expect(new Set(about('user.online').map(({ user }) => user))).toEqual(new Set(['ann', 'ben', 'eve']));
  expect(about('user.offline')).toEqual([{ user: 'ben' }]);
  const ends = about('call.ended').map(({ caller, reason }) => [caller, reason]);
  for (const end of [
    ['ann', 'declined'],
    ['eve', 'blocked'],
    ['eve', 'unavailable'],
  ])
    expect(ends).toContainEqual(end);
  expect(about('message.received')).toContainEqual(
    expect.objectContaining({ from: 'ben', type: 'for.the.webhook', payload: { n: 1 } }),
  );
  // Two were refused at first, and came again.
  expect([receiver.forged, receiver.asked]).toEqual([0, receiver.taken.length + 2]);

  // It stops after the app has had its word, and the log has what failed, and nothing of what was written.
  expect(await server.stop()).toBe(0);
  await until(
    () => [ann, eve].every(({ messages }) => messages.at(-1)?.type === 'bye'),
    5_000,
    'the last word',
  );
  expect(server.printed()).toContain('messages broken');
  expect(server.printed()).not.toMatch(/secret of the handset|whsec_/);
});

test('an app that can not be loaded keeps the server from starting, with 8 and a sentence', async () => {
  const broken = join(folder, 'broken.mjs');
  writeFileSync(broken, 'export default {');
  await expect(startServerProcess({ flags: ['--app', broken] })).rejects.toThrow(
    /ended with 8 .*\n.*broken\.mjs could not be loaded \(SyntaxError/,
  );
  const typed = join(folder, 'typed.ts');
  writeFileSync(typed, 'export default {};');
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 22)
    await expect(startServerProcess({ flags: ['--app', typed] })).rejects.toThrow('compile TypeScript');
});
