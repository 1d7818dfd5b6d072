// What the settings and this machine's addresses make of the relay: nothing, one elsewhere, or coturn here.
import { isIP, isIPv6 } from 'node:net';
import type { Settings } from '../config/settings.ts';
import { parseRange } from './address-range.ts';
import type { CertificateFiles, CoturnConfig } from './coturn-config.ts';
import { isLoopbackHost } from '../limits/address.ts';

export type RelayPlan =
  /** `why`: a sentence for the operator. `wrong`: whether something is to be set otherwise. */
  | { readonly name: 'none'; readonly why: string; readonly wrong: boolean }
  | { readonly name: 'external'; readonly urls: readonly string[]; readonly secret: string }
  | { readonly name: 'managed'; readonly config: Omit<CoturnConfig, 'secret' | 'pidFile' | 'databaseFile'> };

export interface RelaySurroundings {
  /** This machine's own addresses, loopback and link-local apart. */
  readonly addresses: readonly string[];
  readonly certificate: CertificateFiles | undefined;
}

const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export function planRelay(settings: Settings, surroundings: RelaySurroundings): RelayPlan {
  switch (settings.turn) {
    case 'off':
      return none(
        'Calls have no relay (turn is off): people whose networks block direct ways get no picture.',
      );
    case 'external':
      return planExternal(settings);
    default:
      return planManaged(settings, surroundings);
  }
}

function planExternal({ turnUrls: urls, turnSecret: secret }: Settings): RelayPlan {
  if (urls.length > 0 && secret !== '') return { name: 'external', urls, secret };
  return wrong(
    'turn is external, so it needs turn-urls and turn-secret: until both are set calls have no relay.',
  );
}

function planManaged(settings: Settings, { addresses: own, certificate }: RelaySurroundings): RelayPlan {
  const { host, turnHost, turnPort, turnTlsPort, turnMinPort: min, turnMaxPort: max } = settings;
  if (turnHost.length === 0 && isLoopbackHost(host)) return none(ONLY_HERE);
  if (min > max) return wrong(`turn-min-port ${min} is above turn-max-port ${max}: calls have no relay.`);
  const publicAddress = settings.turnPublicAddress || undefined;
  if (publicAddress !== undefined && isIP(publicAddress) === 0) return wrong(noAddress(publicAddress));
  if (!isHost(settings.turnName)) return wrong(noHost(settings.turnName));
  const given = turnHost.length > 0 ? turnHost : [host];
  // A host name may stand for any of them.
  const isAll = given.some((address) => EVERYWHERE.has(address) || isIP(address) === 0);
  return {
    name: 'managed',
    config: {
      addresses: isAll ? own : given,
      port: turnPort,
      tls: certificate && turnTlsPort > 0 ? { ...certificate, port: turnTlsPort } : undefined,
      publicAddress,
      relayPorts: { min, max },
      allowed: settings.turnAllow.flatMap((text) => parseRange(text) ?? []),
      userQuota: settings.turnQuota,
      totalQuota: settings.turnTotalQuota,
      bandwidth: settings.turnBandwidth * 1000,
    },
  };
}

const ONLY_HERE =
  'Calls have no relay: only this machine reaches the server, and needs none. Behind a proxy, set turn-host to the address that people reach.';

function noAddress(text: string): string {
  return `turn-public-address must be an IP address, not ${JSON.stringify(text)}: calls have no relay.`;
}

/** Browsers refuse a whole call for one address that is none (RFC 7065 §3.1). Empty is not set. */
function isHost(name: string): boolean {
  return /^[\w.-]*$/.test(name) || isIP(name) !== 0;
}

function noHost(text: string): string {
  return `turn-name must be a host name or an IP address, not ${JSON.stringify(text)}: calls have no relay.`;
}

/** The addresses under which a device finds the managed relay. `name`: a host name or address. */
export function managedUrls(
  name: string,
  { port, tls }: { port: number; tls: { port: number } | undefined },
): string[] {
  const host = isIPv6(name) ? `[${name}]` : name;
  const plain = [
    `stun:${host}:${port}`,
    `turn:${host}:${port}?transport=udp`,
    `turn:${host}:${port}?transport=tcp`,
  ];
  return tls ? [...plain, `turns:${host}:${tls.port}?transport=tcp`] : plain;
}

function none(why: string): RelayPlan {
  return { name: 'none', why, wrong: false };
}

function wrong(why: string): RelayPlan {
  return { name: 'none', why, wrong: true };
}
