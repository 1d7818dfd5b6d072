import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { constraintsFor, uncovered } from './constraints.ts';
import { lookAround } from './machine.ts';

function at(cidr: string): NetworkInterfaceInfo {
  const [address = ''] = cidr.split('/');
  const rest = { cidr, netmask: '', mac: '', internal: address === '127.0.0.1' || address === '::1' };
  return address.includes(':')
    ? { ...rest, address, family: 'IPv6', scopeid: 0 }
    : { ...rest, address, family: 'IPv4' };
}

const interfaces = () => ({
  lo: [at('127.0.0.1/8'), at('::1/128')],
  wlan0: [at('192.168.1.5/24'), at('fe80::1/64'), at('fd00:1::5/64')],
  docker0: [at('172.17.0.1/16')],
  'br-0123456789ab': [at('172.18.0.1/16')],
  br0: [at('10.0.0.7/8')],
  usb0: [at('169.254.1.1/16')],
});
const look = (host: string, hostname = 'Laptop') =>
  lookAround(host, { interfaces, hostname: () => hostname });
const addresses = (host: string) => look(host).addresses.map(({ address }) => address);

test('the addresses are those that devices in its networks can open', () => {
  expect(addresses('0.0.0.0')).toEqual(['192.168.1.5', 'fd00:1::5', '10.0.0.7']);
  expect(addresses('192.168.1.5')).toEqual(['192.168.1.5']);
  expect(addresses('laptop.lan')).toHaveLength(3);
});

test.each([
  ['0.0.0.0', 'Laptop', ['localhost', 'laptop', 'laptop.local']],
  ['0.0.0.0', 'srv.example.org', ['localhost', 'srv.example.org', 'srv.local']],
  ['0.0.0.0', 'localhost', ['localhost']],
  ['0.0.0.0', 'my_box', ['localhost']],
  ['parley.lan', 'srv', ['localhost', 'srv', 'srv.local', 'parley.lan']],
])('listening on %s, a machine called %s has the names %j', (host, hostname, names) => {
  expect(look(host, hostname).names).toEqual(names);
});

test('a CA covers networks of at least a /24 and at most a /16, and a public address alone', () => {
  const networks = (...cidrs: string[]) =>
    constraintsFor({
      names: [],
      addresses: cidrs.map((cidr) => {
        const [address = '', prefix] = cidr.split('/');
        return { address, prefix: Number(prefix) };
      }),
    })
      .subnets.slice(2)
      .map(({ address, prefix }) => `${address}/${prefix}`);
  expect(networks('192.168.1.5/24', '10.9.8.7/8', '10.1.1.1/32', '172.16.77.1/20')).toEqual([
    '192.168.1.0/24',
    '10.9.0.0/16',
    '10.1.1.0/24',
    '172.16.64.0/20',
  ]);
  expect(networks('203.0.113.9/24', 'fd00:1:2:3:4::5/48', '2001:db8::1/128')).toEqual([
    '203.0.113.9/32',
    'fd00:1:2:3::/64',
    '2001:db8::/64',
  ]);
});

test('a wider CA remembers sixteen networks, the latest', () => {
  let constraints = constraintsFor({ names: [], addresses: [] });
  for (let i = 0; i < 30; i += 1) {
    const machine = { names: [], addresses: [{ address: `10.0.${i}.1`, prefix: 24 }] };
    expect(uncovered(constraints, machine)).toEqual([`10.0.${i}.1`]);
    constraints = constraintsFor(machine, constraints);
  }
  expect(constraints.subnets).toHaveLength(2 + 1 + 16);
  expect(constraints.subnets.at(-1)).toEqual({ address: '10.0.13.0', prefix: 24 });
});
