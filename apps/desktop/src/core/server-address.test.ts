import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { getJson } from './requests.ts';
import { checkServer, readAddress } from './server-address.ts';

test.each([
  ['parley.example', 'https://parley.example'],
  [' Parley.Example/some/page?x ', 'https://parley.example'],
  ['https://parley.example:443', 'https://parley.example'],
  ['192.168.1.5:8443', 'https://192.168.1.5:8443'],
  ['localhost:8080', 'http://localhost:8080'],
  ['https://localhost:8443', 'https://localhost:8443'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['parley://parley.example/call/bob', 'https://parley.example'],
])('%j is %s', (text, origin) => {
  expect(readAddress(text, en)).toEqual({ ok: true, value: origin });
});

test.each([
  ['', /Enter the address/],
  ['ftp://parley.example', /this one with ftp:/],
  ['file:///etc/passwd', /this one with file:/],
  ['javascript:alert(1)', /is not an address/],
  ['a b', /is not an address/],
  ['parley.example:99999', /is not an address/],
  ['alice:secret@parley.example', /no name and no password/],
  ['http://192.168.1.5:8080', /use https:\/\/192\.168\.1\.5:8080/],
])('%j is refused with a sentence', (text, sentence) => {
  expect(readAddress(text, en)).toEqual({ ok: false, error: expect.stringMatching(sentence) as string });
});

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const check = (origin: string): Promise<unknown> =>
  checkServer(origin, { get: getJson, trust: {}, words: en });

test('a Parley server is one, whoever is signed in', async () => {
  const asked: string[] = [];
  for (const body of [{ user: 'alice' }, { registration: 'open' }]) {
    const origin = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    expect(await check(origin)).toEqual({ ok: true, value: undefined });
  }
  expect(asked).toEqual(['/api/session', '/api/session']);
});

test.each([
  ['a page', 200, '<!doctype html>', /not a Parley server/],
  ['other JSON', 200, '{"name":"other"}', /not a Parley server/],
  ['null', 200, 'null', /not a Parley server/],
  ['not found', 404, 'no', /not a Parley server/],
  ['a proxy without its server', 502, 'bad gateway', /answers with an error \(502\)/],
])('%s is none', async (_, status, body, sentence) => {
  const origin = await serve((_request, response) => response.writeHead(status).end(body));
  expect(await check(origin)).toEqual({ ok: false, error: expect.stringMatching(sentence) as string });
});

test('what can not be reached says why', async () => {
  const origin = await serve(() => undefined);
  closers.splice(0).forEach((close) => close());
  expect(await check(origin)).toEqual({
    ok: false,
    error: expect.stringMatching(/^Nothing answers at 127/) as string,
  });

  const plain = await serve((_request, response) => response.end('{}'));
  const overTls = plain.replace('http:', 'https:');
  expect(await check(overTls)).toEqual({
    ok: false,
    error: expect.stringMatching(/does not speak https/) as string,
  });
});
