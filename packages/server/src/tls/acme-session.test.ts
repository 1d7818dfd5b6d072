import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { AcmeError, type AcmeFailure } from './acme-failure.ts';
import { newAccountKey, readAccountKey } from './acme-jws.ts';
import { openSession } from './acme-session.ts';

const key = readAccountKey(newAccountKey());
const now = Date.UTC(2026, 0, 1);
const badNonce = { type: 'urn:ietf:params:acme:error:badNonce', detail: 'bad' };
const limited = { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'slow down' };

type Reply = { status?: number; body?: object | string; headers?: Record<string, string> };

let server: Server | undefined;
afterEach(() => server?.close());

/** An ACME server as it should be, apart from what the test has it reply. */
async function serve(reply: (path: string, asked: number) => Reply | undefined): Promise<string> {
  let origin = '';
  const counts = new Map<string, number>();
  const names = ['newNonce', 'newAccount', 'newOrder'];
  const good = (path: string): Reply =>
    path === '/dir'
      ? { body: Object.fromEntries(names.map((name) => [name, `${origin}/${name}`])) }
      : { body: {}, headers: { location: `${origin}/account/1`, 'replay-nonce': `${counts.size}` } };
  const answer = ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    const asked = (counts.get(url) ?? 0) + 1;
    counts.set(url, asked);
    const { status = 200, body = {}, headers = {} } = reply(url, asked) ?? good(url);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return `${origin}/dir`;
}

const open = (directory: string, signal = new AbortController().signal) =>
  openSession({ directory, email: '', key, now: () => now, signal });

async function failureAt(directory: string): Promise<AcmeFailure> {
  const failed: unknown = await open(directory).catch((cause: unknown) => cause);
  if (failed instanceof AcmeError) return failed.failure;
  throw failed;
}

describe('an account', () => {
  test('is opened with the key, and asks in its name from then on', async () => {
    const seen: unknown[] = [];
    const directory = await serve(() => undefined);
    server?.prependListener('request', (request: IncomingMessage) => {
      request.on('data', (chunk: Buffer) => {
        const { protected: head } = JSON.parse(chunk.toString()) as { protected: string };
        seen.push(JSON.parse(Buffer.from(head, 'base64url').toString()));
      });
    });
    const session = await open(directory);
    const origin = directory.replace('/dir', '');
    await session.post(session.newOrder, {});
    expect(seen).toEqual([
      {
        alg: 'ES256',
        nonce: expect.any(String),
        url: `${origin}/newAccount`,
        jwk: expect.objectContaining({ kty: 'EC' }),
      },
      { alg: 'ES256', nonce: expect.any(String), url: `${origin}/newOrder`, kid: `${origin}/account/1` },
    ]);
  });

  test('survives nonces that are refused', async () => {
    const refusal = { status: 400, body: badNonce, headers: { 'replay-nonce': 'next' } };
    const directory = await serve((path, asked) =>
      path === '/newAccount' && asked < 6 ? refusal : undefined,
    );
    expect((await open(directory)).newOrder).toMatch(/newOrder$/);
  });
});

describe('a server that is not as it should be', () => {
  test.each<[string, string, Reply, object]>([
    [
      'refuses every nonce',
      '/newAccount',
      { status: 400, body: badNonce, headers: { 'replay-nonce': 'x' } },
      { kind: 'refused' },
    ],
    [
      'limits',
      '/newAccount',
      { status: 429, body: limited, headers: { 'retry-after': '90' } },
      { kind: 'refused', problem: { type: 'rateLimited', detail: 'slow down' }, retryAfterMs: 90_000 },
    ],
    [
      'limits until a date',
      '/newAccount',
      { status: 429, body: limited, headers: { 'retry-after': new Date(now + 3_600_000).toUTCString() } },
      { retryAfterMs: 3_600_000 },
    ],
    [
      'limits until nonsense',
      '/newAccount',
      { status: 429, body: limited, headers: { 'retry-after': 'soon' } },
      { retryAfterMs: 0 },
    ],
    ['is a web page', '/dir', { body: '<!doctype html>' }, { kind: 'not-acme' }],
    ['has no directory', '/dir', { status: 404, body: 'not here' }, { kind: 'not-acme', cause: 'HTTP 404' }],
    ['has a directory of something else', '/dir', { body: [1, 2] }, { kind: 'not-acme' }],
    ['has null for a directory', '/dir', { body: 'null' }, { kind: 'not-acme' }],
    ['gives no nonce', '/newNonce', {}, { kind: 'not-acme', cause: 'it gives no nonce' }],
    [
      'fails without words',
      '/newAccount',
      { status: 500, body: 'oops' },
      { kind: 'not-acme', cause: 'HTTP 500' },
    ],
  ])('%s', async (_, where, reply, failure) => {
    const directory = await serve((path) => (path === where ? reply : undefined));
    expect(await failureAt(directory)).toMatchObject(failure);
  });

  test('is out of reach', async () => {
    const directory = await serve(() => undefined);
    server?.close();
    await once(server as Server, 'close');
    expect(await failureAt(directory)).toEqual({ kind: 'unreachable', cause: 'ECONNREFUSED' });
    expect(await failureAt('not a URL')).toMatchObject({ kind: 'unreachable' });
  });
});
