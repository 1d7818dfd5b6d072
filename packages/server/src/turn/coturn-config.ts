// The configuration of the managed coturn. What isn't needed is off.
import { isIPv4 } from 'node:net';
import { formatAddress, type AddressRange } from './address-range.ts';
import { DENIED_RANGES } from './special-ranges.ts';

export interface CertificateFiles {
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
}

export interface CoturnConfig {
  /** Own addresses to listen on and relay from. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Where there is a certificate. */
  readonly tls: (CertificateFiles & { readonly port: number }) | undefined;
  /** By which the first address is known outside, where a NAT is in between. */
  readonly publicAddress: string | undefined;
  readonly relayPorts: { readonly min: number; readonly max: number };
  readonly allowed: readonly AddressRange[];
  /** Allocations. */
  readonly userQuota: number;
  readonly totalQuota: number;
  /** Bytes per second of one allocation, in each direction. */
  readonly bandwidth: number;
  readonly secret: string;
  readonly pidFile: string;
  /** coturn opens one whatever else it is told; nothing is in it. */
  readonly databaseFile: string;
}

export function coturnConfig(config: CoturnConfig): string {
  const { addresses, port, relayPorts, userQuota, totalQuota, bandwidth, secret } = config;
  const lines = [
    '# Written by Parley at every start; changes are lost.',
    ...addresses.map((address) => `listening-ip=${address}`),
    `listening-port=${port}`,
    ...externalAddress(config),
    `min-port=${relayPorts.min}`,
    `max-port=${relayPorts.max}`,
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=parley',
    'fingerprint',
    'stale-nonce=600',
    'max-allocate-lifetime=600',
    `user-quota=${userQuota}`,
    `total-quota=${totalQuota}`,
    `max-bps=${bandwidth}`,
    ...tlsLines(config.tls),
    'no-dtls',
    'no-cli',
    'no-tcp-relay',
    'no-multicast-peers',
    'no-rfc5780',
    'no-stun-backward-compatibility',
    'response-origin-only-with-rfc5780',
    'no-software-attribute',
    'no-dynamic-ip-list',
    'no-dynamic-realms',
    `userdb=${config.databaseFile}`,
    `pidfile=${config.pidFile}`,
    'log-file=stdout',
    'simple-log',
    // Two relayed devices meet at the relay's own addresses.
    ...[...addresses, config.publicAddress ?? []].flat().map((address) => `allowed-peer-ip=${address}`),
    ...config.allowed.map((range) => `allowed-peer-ip=${spanOf(range)}`),
    ...DENIED_RANGES.map((range) => `denied-peer-ip=${spanOf(range)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function externalAddress({ addresses, publicAddress }: CoturnConfig): string[] {
  if (publicAddress === undefined) return [];
  const own = addresses.find((address) => isIPv4(address) === isIPv4(publicAddress));
  return own === undefined ? [] : [`external-ip=${publicAddress}/${own}`];
}

function tlsLines(tls: CoturnConfig['tls']): string[] {
  if (!tls) return ['no-tls'];
  const { certificate, key, port } = tls;
  return [`cert=${certificate}`, `pkey=${key}`, `tls-listening-port=${port}`, 'no-tlsv1', 'no-tlsv1_1'];
}

/**
 * coturn 4.6 takes a range that begins with `::` for one that holds every IPv4 address too. `::` itself it always refuses,
 * so the range begins one later.
 */
function spanOf({ family, first, last }: AddressRange): string {
  const from = family === 6 && first === 0n ? 1n : first;
  return `${formatAddress(family, from)}-${formatAddress(family, last)}`;
}
