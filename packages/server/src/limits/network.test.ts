import { expect, test } from 'vitest';
import { createNetworks, readNetwork } from './network.ts';

test.each([
  ['loopback', '127.0.0.1', true],
  ['loopback', '::1', true],
  ['loopback', '::ffff:127.0.0.1', true],
  ['loopback', '127.0.0.2', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '::ffff:192.0.2.7', true],
  ['::ffff:192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['10.0.0.77/24', '10.0.0.3', true],
  ['10.0.0.0/24', '10.0.1.3', false],
  ['10.0.0.0/8', '::ffff:10.9.9.9', true],
  ['2001:db8::/32', '2001:DB8:1::5', true],
  ['2001:db8::/32', '2001:db9::5', false],
  ['fe80::1%eth0', 'fe80::1%eth1', true],
  ['fe80::/10', 'fe80::9%eth0', true],
  ['loopback', undefined, false],
  ['loopback', '', false],
  ['10.0.0.0/8', '10.0.0.1.evil.example', false],
])('%s includes %s: %s', (word, address, expected) => {
  expect(createNetworks([word]).includes(address)).toBe(expected);
});

test('no words include nobody, several add up', () => {
  expect(createNetworks([]).includes('127.0.0.1')).toBe(false);
  const several = createNetworks(['loopback', '10.0.0.0/24']);
  expect(['::1', '10.0.0.9', '10.0.1.9'].map((one) => several.includes(one))).toEqual([true, true, false]);
});

test.each([
  '',
  'localhost',
  'proxy.example',
  '10.0.0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/08',
  '10.0.0.0/8/8',
  '0.0.0.0/0',
  '::/0',
  '::/129',
  'fe80::%eth0/10',
  '10.0.0.0/255.0.0.0',
])('%j is no network', (word) => {
  expect(readNetwork(word)).toBe(undefined);
});
