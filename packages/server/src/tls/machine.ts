// The names and addresses by which others reach this machine.
import { BlockList, isIP, isIPv4 } from 'node:net';
import { hostname, networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { isLoopback } from '../limits/address.ts';

/** A part of an address space, written like `192.168.1.0/24` (RFC 4632 §3.1). */
export interface Subnet {
  address: string;
  prefix: number;
}

export interface Machine {
  /** Host names in lower case. */
  names: string[];
  /** Addresses that devices in its networks can open, loopback and link-local ones apart. */
  addresses: Subnet[];
}

export interface MachineParts {
  interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
  hostname: () => string;
}

const THIS_MACHINE: MachineParts = { interfaces: networkInterfaces, hostname };

/** Interfaces to guests of this machine, as container and virtual machine software names them: no person's device is there. */
const TO_GUESTS = /^(docker|br-[0-9a-f]{6}|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|lxd|podman)/;
const HOST_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const EVERYWHERE = new Set(['0.0.0.0', '::', '']);

/** Of a server that listens on `host`; on one address, only that one counts. */
export function lookAround(host: string, parts: MachineParts = THIS_MACHINE): Machine {
  const all = Object.entries(parts.interfaces()).flatMap(([name, list = []]) =>
    TO_GUESTS.test(name) ? [] : list.filter(isOpenable).map(subnetOf),
  );
  const addresses = EVERYWHERE.has(host) || !isIP(host) ? all : all.filter((one) => one.address === host);
  const own = parts.hostname().toLowerCase();
  const [first = ''] = own.split('.');
  const names = [own, first === '' || first === 'localhost' ? '' : `${first}.local`, isIP(host) ? '' : host];
  const valid = names.filter((name) => name.length <= 253 && HOST_NAME.test(name));
  return { names: [...new Set(['localhost', ...valid])], addresses };
}

function isOpenable({ internal, address, family }: NetworkInterfaceInfo): boolean {
  // An address that is only good together with the name of an interface can't stand in a link.
  const isLinkLocal = family === 'IPv6' ? /^fe[89ab]/i.test(address) : address.startsWith('169.254.');
  return !internal && !isLoopback(address) && !isLinkLocal;
}

function subnetOf({ address, cidr, family }: NetworkInterfaceInfo): Subnet {
  const prefix = Number(cidr?.split('/')[1] ?? Number.NaN);
  return { address, prefix: Number.isInteger(prefix) ? prefix : family === 'IPv6' ? 64 : 32 };
}

const PRIVATE = blockList([
  { address: '10.0.0.0', prefix: 8 },
  { address: '172.16.0.0', prefix: 12 },
  { address: '192.168.0.0', prefix: 16 },
  // Shared between a provider's customers, and used by VPNs (RFC 6598).
  { address: '100.64.0.0', prefix: 10 },
  { address: 'fc00::', prefix: 7 },
]);

/** RFC 1918, RFC 6598, RFC 4193: addresses that a network gives itself. */
export function isPrivate(address: string): boolean {
  return isIn(PRIVATE, address);
}

export function blockList(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix } of subnets) list.addSubnet(address, prefix, familyOf(address));
  return list;
}

export function isIn(list: BlockList, address: string): boolean {
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
