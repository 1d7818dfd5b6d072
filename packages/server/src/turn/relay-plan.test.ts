import { describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { managedUrls, planRelay, type RelayPlan } from './relay-plan.ts';
import { readPrivateRange, readRelayAddress, readRelayUrl } from './relay-values.ts';

const addresses = ['192.0.2.5', '2001:db8::5'];
const certificate = { certificate: '/c', key: '/k' };
const plan = (change: Partial<Settings>, more: object = {}): RelayPlan =>
  planRelay({ ...defaultSettings(), ...change }, { addresses, certificate: undefined, ...more });

describe('what becomes of the relay', () => {
  test('a server for this machine alone needs none', () => {
    for (const host of ['127.0.0.1', '::1', 'localhost'])
      expect(plan({ host })).toMatchObject({ name: 'none', wrong: false });
    expect(plan({ turn: 'off', host: '0.0.0.0' })).toMatchObject({ name: 'none', wrong: false });
  });

  test('a server for others has one where it listens itself, or where turn-host says', () => {
    const listening = (change: Partial<Settings>): unknown => {
      const made = plan(change);
      return made.name === 'managed' ? made.config.addresses : made.name;
    };
    expect(listening({ host: '192.0.2.5' })).toEqual(['192.0.2.5']);
    expect(listening({ host: '0.0.0.0' })).toEqual(addresses);
    expect(listening({ host: '::' })).toEqual(addresses);
    expect(listening({ host: 'calls.example.org' })).toEqual(addresses);
    expect(listening({ host: '127.0.0.1', turnHost: ['203.0.113.9'] })).toEqual(['203.0.113.9']);
    expect(listening({ host: '0.0.0.0', turnHost: ['203.0.113.9'] })).toEqual(['203.0.113.9']);
  });

  test('it speaks TLS where there are a certificate and a port for it', () => {
    const tls = (change: Partial<Settings>, more?: object): unknown => {
      const made = plan({ host: '0.0.0.0', ...change }, more);
      return made.name === 'managed' ? made.config.tls : made.name;
    };
    expect(tls({})).toBeUndefined();
    expect(tls({}, { certificate })).toEqual({ ...certificate, port: 5349 });
    expect(tls({ turnTlsPort: 0 }, { certificate })).toBeUndefined();
  });

  test('what can’t be is said, and the server goes on without', () => {
    for (const change of [
      { turn: 'external' as const },
      { turn: 'external' as const, turnUrls: ['turn:relay.example.org'] },
      { host: '0.0.0.0', turnMinPort: 50_001, turnMaxPort: 50_000 },
      { host: '0.0.0.0', turnPublicAddress: 'relay.example.org' },
      { host: '0.0.0.0', turnName: 'turn:relay.example.org:3478' },
    ])
      expect(plan(change)).toMatchObject({
        name: 'none',
        wrong: true,
        why: expect.stringContaining('no relay'),
      });
  });

  test('one elsewhere needs its addresses and the secret', () => {
    const urls = ['turn:relay.example.org:3478?transport=udp'];
    expect(plan({ turn: 'external', turnUrls: urls, turnSecret: 'hush' })).toEqual({
      name: 'external',
      urls,
      secret: 'hush',
    });
  });
});

test('devices are told of each way to it', () => {
  expect(managedUrls('calls.example.org', { port: 3478, tls: { ...certificate, port: 5349 } })).toEqual([
    'stun:calls.example.org:3478',
    'turn:calls.example.org:3478?transport=udp',
    'turn:calls.example.org:3478?transport=tcp',
    'turns:calls.example.org:5349?transport=tcp',
  ]);
  expect(managedUrls('2001:db8::5', { port: 3478, tls: undefined })[1]).toBe(
    'turn:[2001:db8::5]:3478?transport=udp',
  );
});

describe('what may be given', () => {
  test.each([
    'turn:a.example',
    'turns:a.example:443?transport=tcp',
    'stun:192.0.2.1:3478',
    'turn:[2001:db8::1]:3478',
  ])('%s as the address of a relay', (url) => expect(readRelayUrl(url)).toBe(url));
  test.each(['', 'https://a.example', 'turn://a.example', 'turn:a b', 'turn:a?transport=tls', 'turn:u@a'])(
    'not %j',
    (url) => expect(readRelayUrl(url)).toBeUndefined(),
  );
  test('addresses but those of loopback, and private ranges', () => {
    expect(['192.0.2.5', '::', '127.0.0.1', '::1', 'host'].map(readRelayAddress)).toEqual([
      '192.0.2.5',
      '::',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['10.0.0.0/8', '8.8.8.8', '0.0.0.0/0'].map(readPrivateRange)).toEqual([
      '10.0.0.0/8',
      undefined,
      undefined,
    ]);
  });
});
