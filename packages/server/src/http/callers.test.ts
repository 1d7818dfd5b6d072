import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNetworks } from '../limits/network.ts';
import { createCallers, type CallerRequest } from './callers.ts';

type Headers = CallerRequest['headers'];

function call(peer: string | undefined, headers: Headers, trust: string[] = ['loopback', '10.0.0.0/24']) {
  const hints: string[] = [];
  const callers = createCallers({
    trusted: createNetworks(trust),
    hint: (_, message) => void hints.push(message),
  });
  const caller = callers.of({ headers, socket: { remoteAddress: peer } });
  return { caller, hints };
}

function addressAfter(peer: string | undefined, chain: string): string | undefined {
  return call(peer, { 'x-forwarded-for': chain }).caller.address;
}

describe('the address that counts', () => {
  test.each([
    ['an untrusted peer says nothing that counts', '192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['a trusted one names its client', '127.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['on IPv6 too', '::1', '2001:db8::7', '2001:db8::7'],
    ['on a socket of both families', '::ffff:127.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['what the client claims is not believed', '127.0.0.1', '198.51.100.1, 192.0.2.1', '192.0.2.1'],
    ['nor that it is this machine', '127.0.0.1', '127.0.0.1, 192.0.2.1', '192.0.2.1'],
    ['through two proxies', '127.0.0.1', '198.51.100.1, 192.0.2.1, 10.0.0.2', '192.0.2.1'],
    ['a trusted machine that asks for itself', '127.0.0.1', '10.0.0.9', '10.0.0.9'],
    ['with ports', '127.0.0.1', '192.0.2.1:50000, 10.0.0.2:80', '192.0.2.1'],
    ['in brackets', '127.0.0.1', '[2001:db8::7]:50000', '2001:db8::7'],
    ['with wild spaces', '127.0.0.1', '  192.0.2.1 ,10.0.0.2\t', '192.0.2.1'],
    ['a malformed entry counts for who sent it', '127.0.0.1', '192.0.2.1, unknown, 10.0.0.2', '10.0.0.2'],
    ['a malformed entry of the peer', '127.0.0.1', '192.0.2.1, evil', '127.0.0.1'],
    ['an empty entry', '127.0.0.1', '192.0.2.1,', '127.0.0.1'],
    ['an empty header', '127.0.0.1', '', '127.0.0.1'],
    ['a number that is no address', '127.0.0.1', '1.2.3.4.5', '127.0.0.1'],
    ['a port that is none', '127.0.0.1', '192.0.2.1:http', '127.0.0.1'],
    ['no peer', undefined, '192.0.2.1', undefined],
  ])('%s', (_, peer, chain, expected) => {
    expect(addressAfter(peer, chain)).toBe(expected);
  });

  test('headers that came repeatedly are one list', () => {
    const { caller } = call('127.0.0.1', { 'x-forwarded-for': ['192.0.2.1', '10.0.0.2'] as never });
    expect(caller.address).toBe('192.0.2.1');
  });

  test('other headers name nobody', () => {
    const headers = { forwarded: 'for=192.0.2.1;proto=https', 'x-real-ip': '192.0.2.1', via: '1.1 proxy' };
    expect(call('127.0.0.1', headers).caller).toEqual({
      address: '127.0.0.1',
      forwarded: true,
      secure: false,
    });
  });

  const header = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('127.0.0.1', 'unknown', ''))).map(String),
    fc.array(fc.ipV4(), { maxLength: 3 }),
  );
  const headers = fc.dictionary(
    fc.constantFrom(
      'x-forwarded-for',
      'x-forwarded-proto',
      'x-forwarded-host',
      'forwarded',
      'x-real-ip',
      'via',
    ),
    header,
  ) as fc.Arbitrary<Headers>;

  test('no headers of an untrusted peer change its address or make it secure', () => {
    fc.assert(
      fc.property(headers, fc.constantFrom('192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1'), (given, peer) => {
        expect(call(peer, given).caller).toMatchObject({ address: peer, secure: false });
      }),
    );
  });

  test('what a client claims to a trusted proxy that appends to it changes nothing', () => {
    fc.assert(
      fc.property(header.map(String), fc.constantFrom('192.0.2.1', '2001:db8::1'), (claim, client) => {
        expect(addressAfter('127.0.0.1', `${claim}, ${client}`)).toBe(client);
        expect(addressAfter('127.0.0.1', `${claim}, ${client}, 10.0.0.2`)).toBe(client);
      }),
    );
  });
});

describe('whether the way is encrypted', () => {
  test.each([
    ['127.0.0.1', 'https', true],
    ['127.0.0.1', 'HTTPS', true],
    ['127.0.0.1', 'http', false],
    ['127.0.0.1', 'https, http', false],
    ['127.0.0.1', 'http, https', true],
    ['127.0.0.1', 'https://', false],
    ['127.0.0.1', undefined, false],
    ['192.0.2.1', 'https', false],
  ])('%s says %s: %s', (peer, scheme, secure) => {
    expect(call(peer, { 'x-forwarded-proto': scheme }).caller.secure).toBe(secure);
  });

  test('a connection with TLS is, unless a trusted proxy says that its own was not', () => {
    const socket = new TLSSocket(new Socket());
    const secure = (headers: Headers, trust: string[]) => {
      const request = { headers, socket: Object.defineProperty(socket, 'remoteAddress', { value: '::1' }) };
      return createCallers({ trusted: createNetworks(trust), hint: () => {} }).of(request).secure;
    };
    expect(secure({}, [])).toBe(true);
    expect(secure({ 'x-forwarded-proto': 'http' }, [])).toBe(true);
    expect(secure({}, ['loopback'])).toBe(true);
    expect(secure({ 'x-forwarded-proto': 'http' }, ['loopback'])).toBe(false);
  });
});

test('a request of an untrusted peer that was passed on is worth a hint, with the flag to set', () => {
  expect(call('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, []).hints).toEqual([
    expect.stringMatching(/--trust-proxy loopback$/),
  ]);
  expect(call('10.0.0.2', { 'x-forwarded-proto': 'https' }, []).hints).toEqual([
    expect.stringMatching(/--trust-proxy 10\.0\.0\.2$/),
  ]);
  expect(call('127.0.0.1', { via: '1.1 somebody' }, []).hints).toEqual([]);
  expect(call('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }).hints).toEqual([]);
});
