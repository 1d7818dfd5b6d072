// The REST API without a port, over the real-time side on a clock of the test's; each answer is judged by the description.
import { decodePayload, SERVER, type CallId, type ClientMessage, type UserId } from '@parley/protocol';
import { afterEach, describe, expect, test } from 'vitest';
import { NOBODYS_HASH, RESERVED_HASH } from '../accounts/argon2.ts';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';
import { createJudge } from './testing/described.ts';
import { readKeys } from './keys.ts';
import { restRoutes, type RestParts } from './routes.ts';

const KEY = 'helpdesk-key-helpdesk-key-helpdesk';
const judge = createJudge();
let wrong: string[] = [];
afterEach(() => {
  const found = wrong;
  wrong = [];
  expect(found).toEqual([]);
});

type Init = Omit<RequestInit, 'body' | 'headers'> & { json?: unknown; headers?: Record<string, string> };

function setUp(parts: Partial<RestParts> = {}) {
  const server = createMemoryRealtime({ policy: 'multiple' });
  const keys = readKeys(`helpdesk:${KEY}`);
  if (!keys.ok) throw new Error(keys.error);
  const account = { id: 1, name: 'helpdesk' as UserId, created: 0, banned: false };
  const { clock } = server;
  const realtime = { ...server.realtime, accept: () => undefined, acceptBlob: () => undefined };
  const app = restRoutes({
    keys: keys.value,
    store: { findAccount: () => ({ ...account, passwordHash: RESERVED_HASH }) },
    realtime,
    callers: { of: () => ({ address: '192.0.2.7', forwarded: false, secure: true }) },
    clock,
    log: { error() {}, warn() {}, info() {}, debug() {} },
    ...parts,
  });
  const raw = async (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
    app.request(path, { method, ...init }, { incoming: {} });
  /** With the key, as JSON; status, body and headers of the answer. */
  const ask = async (method: string, path: string, { json, headers = {}, ...rest }: Init = {}) => {
    const response = await raw(method, path, {
      ...rest,
      headers: {
        authorization: `Bearer ${KEY}`,
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const { status } = response;
    const problem = judge({ method, path, status, body });
    // Of what is not there nothing is described.
    if (problem !== undefined && !text.includes('"unknown-message"')) wrong.push(problem);
    return { status, body, headers: response.headers };
  };
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    clock.advance(0);
  };
  const enter = (name: string, more = {}) => signIn(server, name, more);
  return { ask, raw, say, enter, clock, realtime };
}

const answered = ({ status, body }: { status: number; body: unknown }): unknown[] => [status, body];

describe('[R1] who may ask', () => {
  test('without a key, and with a wrong one', async () => {
    const { ask } = setUp();
    const none = await ask('GET', '/people', { headers: { authorization: '' } });
    expect(answered(none)).toEqual([401, { error: 'not-signed-in' }]);
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="parley"');
    for (const key of [`${KEY}x`, KEY.slice(1), 'x']) {
      const refused = await ask('GET', '/people', { headers: { authorization: `Bearer ${key}` } });
      expect(answered(refused)).toEqual([401, { error: 'token-invalid' }]);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="parley", error="invalid_token"');
    }
    expect((await ask('GET', '/people', { headers: { authorization: `Basic ${KEY}` } })).status).toBe(401);
  });

  test('a page is refused, with a right key, whatever its origin; nothing is said to its preflight', async () => {
    const { ask, raw } = setUp();
    for (const origin of ['https://elsewhere.example', 'http://localhost:9900', 'null']) {
      const refused = await ask('GET', '/people', { headers: { origin } });
      expect(answered(refused)).toEqual([403, { error: 'foreign-origin' }]);
    }
    const preflight = await raw('OPTIONS', '/people', { headers: { origin: 'https://elsewhere.example' } });
    expect(preflight.status).toBe(403);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([
    ['is banned', { passwordHash: RESERVED_HASH, banned: true }],
    ['has become a person’s', { passwordHash: NOBODYS_HASH, banned: false }],
  ])('a key is worth nothing whose account %s', async (_words, change) => {
    const account = { id: 1, name: 'helpdesk' as UserId, created: 0, ...change };
    const { ask } = setUp({ store: { findAccount: () => account } });
    expect(answered(await ask('GET', '/people'))).toEqual([403, { error: 'account-banned' }]);
    const { ask: after } = setUp({ store: { findAccount: () => undefined } });
    expect((await after('GET', '/people')).status).toBe(403);
  });

  test('wrong keys from one address are limited, and do not keep a right one out', async () => {
    const { ask } = setUp();
    const guess = () => ask('GET', '/people', { headers: { authorization: 'Bearer guess' } });
    for (let i = 0; i < 20; i += 1) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect(answered(refused)).toEqual([429, { error: 'too-many-attempts', retryAfter: 3 }]);
    expect(refused.headers.get('retry-after')).toBe('3');
    expect((await ask('GET', '/people')).status).toBe(200);
  });

  test('60 requests at once, then 20 a second', async () => {
    const { ask, clock } = setUp();
    for (let i = 0; i < 60; i += 1) expect((await ask('GET', '/people')).status).toBe(200);
    expect(answered(await ask('GET', '/people'))).toEqual([429, { error: 'rate-limited', retryAfter: 1 }]);
    clock.advance(100);
    expect([await ask('GET', '/people'), await ask('GET', '/people')].map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect((await ask('GET', '/people')).status).toBe(429);
  });

  test('nothing is kept by anybody on the way', async () => {
    const { ask } = setUp();
    for (const path of ['/people', '/calls/no', '/nothing'])
      expect((await ask('GET', path)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('[R3] what can’t be asked', () => {
  test.each([
    ['POST', '/calls', { from: 'alice' }, 400, 'bad-message'],
    ['POST', '/calls', { from: 'alice', to: 'bob', media: 'smell' }, 400, 'bad-message'],
    ['POST', '/calls', { from: 'alice', to: 'alice' }, 400, 'bad-message'],
    ['POST', '/calls', { from: 'alice', to: 'bob', more: 1 }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'alice', text: ' ' }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'alice', text: 'é'.repeat(5_000) }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'alice', type: 'a b', payload: 1 }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'alice', type: 'a' }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'alice', text: 'hello', type: 'a', payload: 1 }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'alice', text: 'hello', from: 'bob' }, 400, 'bad-message'],
    ['POST', '/messages?wait=ever', { to: 'alice', text: 'hello' }, 400, 'bad-message'],
    ['POST', '/messages', { to: 'a', type: 'a', payload: 'x'.repeat(50_000) }, 413, 'too-large'],
    ['POST', '/messages', { to: 'a', type: 'a', payload: 'x'.repeat(70_000) }, 413, 'too-large'],
    ['GET', '/calls/short', undefined, 400, 'bad-message'],
    ['GET', '/calls/0123456789abcdef', undefined, 404, 'no-such-call'],
    ['DELETE', '/calls/0123456789abcdef', undefined, 404, 'no-such-call'],
    ['GET', '/nothing', undefined, 404, 'unknown-message'],
    ['PUT', '/calls', undefined, 405, 'unknown-message'],
  ])('%s %s case %#: %i', async (method, path, json, status, error) => {
    const { ask } = setUp();
    expect(answered(await ask(method, path, { json }))).toEqual([status, { error }]);
  });

  test('what is no JSON, says that it is none, or is nested deeper than a stack', async () => {
    const { ask, enter } = setUp();
    enter('alice');
    const post = (body: string, type: string) =>
      ask('POST', '/messages', { headers: { 'content-type': type }, ...({ body } as object) });
    expect(answered(await post('{', 'application/json'))).toEqual([400, { error: 'bad-message' }]);
    expect(answered(await post('{}', 'text/plain'))).toEqual([415, { error: 'bad-message' }]);
    const deep = `{"to":"alice","type":"a","payload":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect([200, 202, 400, 413]).toContain((await post(deep, 'application/json; charset=utf-8')).status);
  });

  test('a method that is not there is told which are', async () => {
    const { ask } = setUp();
    expect((await ask('PATCH', '/calls/0123456789abcdef')).headers.get('allow')).toBe('GET, DELETE');
  });
});

test('[R2] the description is there for whoever has a key', async () => {
  const { ask } = setUp();
  expect(await ask('GET', '/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.1' } });
});

describe('[R4] messages', () => {
  test('a text comes from the key’s account, and is accepted or delivered as one likes to wait', async () => {
    const { ask, enter, clock } = setUp();
    const alice = enter('alice');
    const json = { to: 'alice', text: 'Your parcel is here.' };
    expect(answered(await ask('POST', '/messages', { json }))).toEqual([202, { state: 'accepted' }]);
    const waiting = ask('POST', '/messages?wait=delivered', { json });
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(100);
    expect(answered(await waiting)).toEqual([200, { state: 'delivered' }]);
    const texts = alice.of('chat.message').map(({ from, to, text }) => ({ from, to, text }));
    const text = { from: 'helpdesk', to: 'alice', text: json.text };
    expect(texts).toEqual([text, text]);
  });

  test('whoever is not there is not written to, and who goes before it arrives was not', async () => {
    const { ask, enter, say, clock } = setUp();
    const undelivered = [409, { error: 'not-delivered' }];
    for (const wait of ['', '?wait=delivered'])
      expect(answered(await ask('POST', `/messages${wait}`, { json: { to: 'bob', text: 'hi' } }))).toEqual(
        undelivered,
      );
    const alice = enter('alice', { acknowledges: false });
    const waiting = ask('POST', '/messages?wait=delivered', { json: { to: 'alice', text: 'hi' } });
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(100);
    say(alice, { t: 'session.leave' });
    expect(answered(await waiting)).toEqual(undelivered);
  });

  test.each([{ parcels: [1, 2] }, null, 'text'])(
    'a custom message comes from the server: %j',
    async (payload) => {
      const { ask, enter, clock } = setUp();
      const alice = enter('alice');
      await ask('POST', '/messages', { json: { to: 'alice', type: 'shop/parcel', payload } });
      clock.advance(100);
      const { from, type, data } = alice.last('message.received');
      expect([from, type, decodePayload({ data })]).toEqual([
        SERVER,
        'shop/parcel',
        { ok: true, value: payload },
      ]);
    },
  );
});

describe('[R6] queries', () => {
  const json = { to: 'alice', type: 'shop/stock', payload: ['pears'], timeout: 2_000 };
  const soon = () => new Promise((resolve) => setImmediate(resolve));

  test.each([
    [{ data: '{"pears":3}' }, { answer: { pears: 3 } }],
    [{ data: '' }, {}],
    [{ data: 'AQID', bytes: true }, { answer: 'AQID' }],
  ] as const)('one is asked and answered: %j', async (said, body) => {
    const { ask, enter, say, clock } = setUp();
    const alice = enter('alice');
    const waiting = ask('POST', '/queries', { json });
    await soon();
    clock.advance(0);
    const { id, from, type, data } = alice.last('query.asked');
    expect([from, type, data]).toEqual([SERVER, 'shop/stock', '["pears"]']);
    say(alice, { t: 'query.answer', id, to: from, ...said });
    expect(answered(await waiting)).toEqual([200, body]);
  });

  test('nobody there, nobody who answers it, a failure, and no answer in time', async () => {
    const { ask, enter, say, clock } = setUp();
    expect(answered(await ask('POST', '/queries', { json }))).toEqual([409, { error: 'not-online' }]);
    const alice = enter('alice');
    for (const [code, status] of [
      ['no-handler', 409],
      ['handler-failed', 502],
    ] as const) {
      const waiting = ask('POST', '/queries', { json });
      await soon();
      clock.advance(0);
      const { id, from } = alice.last('query.asked');
      say(alice, { t: 'query.fail', id, to: from, code });
      expect(answered(await waiting)).toEqual([status, { error: code }]);
    }
    const waiting = ask('POST', '/queries', { json });
    await soon();
    clock.advance(2_500);
    expect(answered(await waiting)).toEqual([504, { error: 'timeout' }]);
  });

  test.each([{ timeout: 0 }, { timeout: 60_001 }, { type: '' }])('%j is refused', async (change) => {
    const { ask } = setUp();
    const refused = await ask('POST', '/queries', { json: { ...json, ...change } });
    expect(answered(refused)).toEqual([400, { error: 'bad-message' }]);
  });
});

describe('[R5] calls', () => {
  test('one is started, seen, asked for again, and ended', async () => {
    const { ask, enter, say, clock } = setUp();
    const [alice, bob] = [enter('alice'), enter('bob')];
    const json = { from: 'alice', to: 'bob' };
    const started = await ask('POST', '/calls', { json });
    clock.advance(0);
    const { id } = started.body as { id: CallId };
    const participants = ['alice', 'bob'].map((user) => ({ user, state: 'invited', media: 'video' }));
    const call = { id, from: 'alice', media: 'video', participants, state: 'ringing' };
    expect(answered(started)).toEqual([201, call]);
    expect(started.headers.get('location')).toBe(`/api/v1/calls/${id}`);
    expect(answered(await ask('GET', '/people'))).toEqual([
      200,
      { people: ['alice', 'bob'].map((user) => ({ user, call: id })) },
    ]);
    expect(answered(await ask('POST', '/calls', { json }))).toEqual([200, call]);
    for (const one of [alice, bob]) say(one, { t: 'call.accept', call: id, media: 'voice' });
    for (const one of [alice, bob]) say(one, { t: 'call.connected', call: id });
    const active = { state: 'active', since: clock.now(), participants: [{ state: 'joined' }, {}] };
    expect((await ask('GET', `/calls/${id}`)).body).toMatchObject(active);
    expect((await ask('GET', '/calls')).body).toMatchObject({ calls: [active] });
    clock.advance(5_000);
    expect((await ask('DELETE', `/calls/${id}`)).status).toBe(204);
    clock.advance(0);
    for (const one of [alice, bob])
      expect(one.last('call.state').view).toMatchObject({
        state: 'ended',
        reason: 'hung-up',
        duration: 5_000,
      });
    const over = await ask('GET', `/calls/${id}`);
    expect(over.body).toMatchObject({ state: 'ended', reason: 'hung-up', duration: 5_000 });
    expect(over.body).not.toHaveProperty('by');
    // Whoever heard no answer may ask again.
    expect((await ask('DELETE', `/calls/${id}`)).status).toBe(204);
    expect((await ask('GET', '/calls')).body).toEqual({ calls: [] });
  });

  test('refused: who is not there, is busy, or can’t call', async () => {
    const { ask, enter, say } = setUp();
    const [alice] = [enter('alice'), enter('bob')];
    const start = async (from: string, to: string) =>
      answered(await ask('POST', '/calls', { json: { from, to, media: 'voice' } }));
    expect(await start('alice', 'carol')).toEqual([409, { error: 'not-online' }]);
    enter('carol', { calls: false });
    expect(await start('carol', 'alice')).toEqual([409, { error: 'media-unavailable' }]);
    enter('dave');
    const call = 'call-of-alices__' as CallId;
    say(alice, { t: 'call.invite', call, to: 'bob' as UserId, media: 'voice' });
    expect(await start('dave', 'bob')).toEqual([409, { error: 'already-in-call' }]);
    expect((await ask('GET', '/people')).body).toEqual({
      people: [{ user: 'alice', call }, { user: 'bob', call }, { user: 'carol' }, { user: 'dave' }],
    });
  });
});
