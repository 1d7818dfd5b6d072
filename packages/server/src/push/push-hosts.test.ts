import type { lookup, LookupAddress } from 'node:dns';
import { expect, test } from 'vitest';
import { createNetworks } from '../limits/network.ts';
import { createPushHosts } from './push-hosts.ts';

const none = createNetworks([]);

test('only https to a public host can be the address of a push service', () => {
  const { accepts } = createPushHosts(none);
  const good = [
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QABC',
    'https://8.8.8.8/push',
    'https://[2606:4700::1111]/push',
  ];
  const bad = [
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com:8443/x',
    'https://user:secret@fcm.googleapis.com/x',
    'https://localhost/x',
    'https://intranet/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://10.0.0.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[::ffff:a00:1]/x',
    'https://[64:ff9b::7f00:1]/x',
    'https://[fd00::1]/x',
    'ftp://fcm.googleapis.com/x',
    'fcm.googleapis.com',
    `https://fcm.googleapis.com/${'x'.repeat(1_024)}`,
  ];
  for (const endpoint of good) expect([endpoint, accepts(endpoint)]).toEqual([endpoint, true]);
  for (const endpoint of bad) expect([endpoint, accepts(endpoint)]).toEqual([endpoint, false]);
});

test('an operator can let addresses pass, with their ports', () => {
  const { accepts } = createPushHosts(createNetworks(['10.1.0.0/16', 'loopback']));
  expect(accepts('https://10.1.2.3:8443/x')).toBe(true);
  expect(accepts('https://127.0.0.1:4433/x')).toBe(true);
  expect(accepts('https://10.2.2.3/x')).toBe(false);
});

/** A resolver that answers these. */
function resolvesTo(...addresses: string[]): typeof lookup {
  const found = addresses.map((address): LookupAddress => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  const answer = (_name: string, _options: object, callback: (cause: null, found: LookupAddress[]) => void) =>
    callback(null, found);
  return answer as unknown as typeof lookup;
}

function look(addresses: string[], all: boolean): Promise<unknown[]> {
  const { lookup } = createPushHosts(none, resolvesTo(...addresses));
  return new Promise((resolve) => {
    lookup('rebound.example.org', { all }, (cause, ...rest) => resolve([cause?.message ?? null, ...rest]));
  });
}

test('a name counts by what it leads to when it is connected to: nothing private, whatever else is beside it', async () => {
  expect(await look(['127.0.0.1'], true)).toEqual(['rebound.example.org is no public host', []]);
  expect(await look(['10.0.0.1', '192.168.1.1', '::1', 'fe80::1'], false)).toEqual([
    'rebound.example.org is no public host',
    [],
  ]);
  expect(await look(['10.0.0.1', '8.8.8.8'], true)).toEqual([null, [{ address: '8.8.8.8', family: 4 }]]);
  expect(await look(['169.254.169.254', '2606:4700::1'], false)).toEqual([null, '2606:4700::1', 6]);
});
