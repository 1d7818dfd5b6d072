import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { LogFields } from '../../log.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { openWebhooks } from './open-webhooks.ts';
import { retryAfterOf } from './retry-after.ts';
import { readSecret, signedHeaders } from './signature.ts';
import { createWebhooks } from './webhooks.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test('[A6] the signature is the one of the Standard Webhooks specification', () => {
  const key = readSecret(SECRET);
  if (!key.ok) throw new Error(key.error);
  // The example of the specification's libraries.
  const body = '{"test": 2432232314}';
  const headers = signedHeaders(key.value, {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1614265330,
    body,
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('[A6] a secret is whsec_ and 24 to 64 bytes of base64', () => {
  const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
  const fits = [SECRET, secretOf(24), secretOf(32), secretOf(64)];
  const wrong = ['', 'whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', secretOf(23), secretOf(65), `${SECRET}!`];
  expect([...fits, ...wrong].map((secret) => readSecret(secret).ok)).toEqual([
    ...fits.map(() => true),
    ...wrong.map(() => false),
  ]);
});

test('[A7] Retry-After is seconds or a date', () => {
  const now = Date.UTC(2026, 0, 1);
  const values = [
    null,
    '7',
    ' 120 ',
    'Thu, 01 Jan 2026 00:01:00 GMT',
    'Thu, 01 Jan 2015 00:00:00 GMT',
    'soon',
    '-1',
  ];
  expect(values.map((value) => retryAfterOf(value, now))).toEqual([0, 7_000, 120_000, 60_000, 0, 0, 0]);
});

test('what can not be used keeps the server from starting, with a sentence that quotes no secret', () => {
  const parts = { clock: createVirtualClock(), log: { error() {}, warn() {}, info() {}, debug() {} } };
  const open = (webhook: string, webhookSecret: string) =>
    openWebhooks({ ...defaultSettings(), webhook, webhookSecret }, parts);
  expect(open('', '')).toBe(undefined);
  expect(() => open('ftp://example.org', SECRET)).toThrow('--webhook must be an address');
  expect(() => open('https://example.org', '')).toThrow('--webhook needs a secret');
  expect(() => open('https://example.org', 'hunter2')).toThrow(/must be "whsec_" and then(?!.*hunter2)/);
});

type Reply = number | 'never' | Error;

function setUp(replies: readonly Reply[]) {
  const clock = createVirtualClock();
  const lines: [LogFields, string][] = [];
  const say = (fields: LogFields, message: string): void => void lines.push([fields, message]);
  const log = { error: say, warn: say, info: say, debug: say };
  const sent: { body: string; init: RequestInit }[] = [];
  const fetch = (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    const reply = replies[sent.length] ?? 204;
    sent.push({ body: init.body as string, init });
    if (typeof reply === 'number') return Promise.resolve(new Response(null, { status: reply }));
    if (reply !== 'never') return Promise.reject(reply);
    return new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };
  let ids = 0;
  const webhooks = createWebhooks({
    url: 'https://example.org/hook?token=secret',
    key: Buffer.alloc(32, 1),
    kinds: ['user'],
    clock,
    log,
    fetch,
    mintId: () => `msg_${(ids += 1)}`,
    chance: () => 1,
  });
  const tell = (about: string): void =>
    webhooks.tell({ type: 'user.online', about, at: clock.now(), data: { user: about } });
  return { clock, lines, sent, webhooks, tell };
}

test('[A6] an event is a signed POST that follows no redirect; what is not wanted is not sent', async () => {
  const { sent, tell, webhooks, clock } = setUp([]);
  tell('ann');
  webhooks.tell({ type: 'call.ended', about: 'x', at: 0, data: {} });
  await clock.advanceAsync(1);
  expect(sent).toHaveLength(1);
  const { body, init } = sent[0] ?? { body: '', init: {} };
  expect(JSON.parse(body)).toEqual({
    type: 'user.online',
    timestamp: '2026-01-01T00:00:00.000Z',
    data: { user: 'ann' },
  });
  const timestamp = String(Date.UTC(2026, 0, 1) / 1_000);
  const signature = createHmac('sha256', Buffer.alloc(32, 1))
    .update(`msg_1.${timestamp}.${body}`)
    .digest('base64');
  expect(init).toMatchObject({ method: 'POST', redirect: 'manual' });
  expect(init.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  });
});

test('[A7] no answer within 10 s, a redirect, an error: the same event again, and one line in the log', async () => {
  const refused = Object.assign(new Error('connect to secret'), { code: 'ECONNREFUSED' });
  const { sent, tell, clock, lines } = setUp(['never', 302, 500, refused]);
  tell('ann');
  await clock.advanceAsync(9_999);
  expect(sent).toHaveLength(1);
  await clock.advanceAsync(60_000);
  expect(sent).toHaveLength(5);
  expect(new Set(sent.map(({ init }) => new Headers(init.headers).get('webhook-id'))).size).toBe(1);
  expect(new Set(sent.map(({ init }) => new Headers(init.headers).get('webhook-timestamp'))).size).toBe(5);
  expect(lines).toEqual([
    [{ host: 'example.org', why: 'no answer' }, 'the webhook does not take events; they wait'],
    [{ lost: 0 }, 'the webhook takes events again'],
  ]);
});

test('[A7] 410 is for good', async () => {
  const { sent, tell, clock, lines, webhooks } = setUp([410]);
  tell('ann');
  await clock.advanceAsync(1);
  tell('ben');
  await clock.advanceAsync(100_000);
  expect([sent.length, lines.length, webhooks.wants('user.online')]).toEqual([1, 1, false]);
});

test('closing breaks off what is on its way, says how much is lost, and leaves no timer', async () => {
  const { sent, tell, clock, lines, webhooks } = setUp(['never']);
  tell('ann');
  tell('ann');
  webhooks.close();
  tell('ann');
  await clock.advanceAsync(1);
  expect([sent.length, clock.pending]).toEqual([1, 0]);
  expect(lines).toEqual([[{ lost: 2 }, 'the server stops with events that the webhook has not taken']]);
});
