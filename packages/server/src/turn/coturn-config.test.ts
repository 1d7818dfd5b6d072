import { describe, expect, test } from 'vitest';
import { parseRange } from './address-range.ts';
import { coturnConfig, type CoturnConfig } from './coturn-config.ts';
import { DENIED_RANGES } from './special-ranges.ts';

const plain: CoturnConfig = {
  addresses: ['198.51.100.7', '2001:db8::7'],
  port: 3478,
  tls: undefined,
  publicAddress: undefined,
  relayPorts: { min: 50_000, max: 50_999 },
  allowed: [],
  userQuota: 40,
  totalQuota: 4_000,
  bandwidth: 1_000_000,
  secret: 'hush',
  pidFile: '/data/turn/turnserver.pid',
  databaseFile: '/data/turn/turnserver.db',
};
const linesOf = (change: Partial<CoturnConfig> = {}): string[] =>
  coturnConfig({ ...plain, ...change }).split('\n');

describe('coturn’s configuration', () => {
  test('listens where it is told to, and asks everybody for credentials', () => {
    expect(linesOf()).toEqual(
      expect.arrayContaining([
        'listening-ip=198.51.100.7',
        'listening-ip=2001:db8::7',
        'listening-port=3478',
        'min-port=50000',
        'max-port=50999',
        'use-auth-secret',
        'static-auth-secret=hush',
        'user-quota=40',
        'total-quota=4000',
        'max-bps=1000000',
        'stale-nonce=600',
        'fingerprint',
      ]),
    );
  });

  test('has nothing on that calls do not need', () => {
    const off = [
      'no-cli',
      'no-tcp-relay',
      'no-multicast-peers',
      'no-rfc5780',
      'no-software-attribute',
      'no-dtls',
    ];
    expect(linesOf()).toEqual(expect.arrayContaining(off));
    for (const word of [
      'allow-loopback-peers',
      'web-admin',
      'no-auth',
      'mobility',
      'server-relay',
      'verbose',
    ])
      expect(coturnConfig(plain)).not.toContain(word);
  });

  test('denies every special range, and allows its own addresses and what the operator says', () => {
    const lan = parseRange('192.168.1.0/24');
    const lines = linesOf({ allowed: lan ? [lan] : [], publicAddress: '203.0.113.9' });
    expect(lines.filter((line) => line.startsWith('denied-peer-ip='))).toHaveLength(DENIED_RANGES.length);
    expect(lines).toContain('denied-peer-ip=10.0.0.0-10.255.255.255');
    expect(lines).toContain('denied-peer-ip=fc00:0:0:0:0:0:0:0-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
    expect(lines.filter((line) => line.startsWith('allowed-peer-ip='))).toEqual([
      'allowed-peer-ip=198.51.100.7',
      'allowed-peer-ip=2001:db8::7',
      'allowed-peer-ip=203.0.113.9',
      'allowed-peer-ip=192.168.1.0-192.168.1.255',
    ]);
  });

  test('has no IPv6 range that begins with ::, which coturn takes to hold all of IPv4', () => {
    expect(linesOf()).toContain('denied-peer-ip=0:0:0:0:0:0:0:1-1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff');
    expect(linesOf().filter((line) => /=(?:::|(?:0:){7}0)-/.test(line))).toEqual([]);
  });

  test('speaks TLS from 1.2 on where there is a certificate, and none otherwise', () => {
    expect(linesOf()).toContain('no-tls');
    const lines = linesOf({ tls: { certificate: '/c.pem', key: '/k.pem', port: 5349 } });
    expect(lines).toEqual(
      expect.arrayContaining([
        'cert=/c.pem',
        'pkey=/k.pem',
        'tls-listening-port=5349',
        'no-tlsv1',
        'no-tlsv1_1',
      ]),
    );
    expect(lines).not.toContain('no-tls');
  });

  test('names the public address beside the own one of its kind', () => {
    expect(linesOf({ publicAddress: '203.0.113.9' })).toContain('external-ip=203.0.113.9/198.51.100.7');
    expect(linesOf({ publicAddress: '2001:db8::9' })).toContain('external-ip=2001:db8::9/2001:db8::7');
  });
});
