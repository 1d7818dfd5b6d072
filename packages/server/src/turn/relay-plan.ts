// What the settings and this machine's addresses make of the relay: nothing, one elsewhere, or coturn here.
import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { Settings } from '../config/settings.ts';
import { parseRange, type AddressRange } from './address-range.ts';
import type { CertificateFiles, CoturnConfig } from './coturn-config.ts';
import { isPrivate } from './special-ranges.ts';

export type RelayPlan =
  /** `why`: a sentence for the operator. `wrong`: whether that is what they will have wanted. */
  | { readonly name: 'none'; readonly why: string; readonly wrong: boolean }
  | { readonly name: 'external'; readonly urls: readonly string[]; readonly secret: string }
  | { readonly name: 'managed'; readonly config: Omit<CoturnConfig, 'secret' | 'pidFile' | 'databaseFile'> };

export interface RelaySurroundings {
  /** This machine's own addresses, loopback and link-local apart. */
  readonly addresses: readonly string[];
  readonly certificate: CertificateFiles | undefined;
}

const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const LIST = /[\s,]+/;

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

function planExternal({ turnUrls, turnSecret }: Settings): RelayPlan {
  const urls = listOf(turnUrls);
  if (urls.length === 0 || turnSecret === '')
    return wrong(
      'turn is external, so it needs turn-urls and turn-secret: calls have no relay until both are set.',
    );
  const strange = urls.find((url) => !isRelayUrl(url));
  if (strange !== undefined)
    return wrong(
      `turn-urls has ${JSON.stringify(strange)}, which is no address like turn:relay.example.org:3478: calls have no relay.`,
    );
  return { name: 'external', urls, secret: turnSecret };
}

function planManaged(settings: Settings, { addresses, certificate }: RelaySurroundings): RelayPlan {
  const { turnPort, turnTlsPort, turnMinPort, turnMaxPort, turnQuota, turnTotalQuota, turnBandwidth } =
    settings;
  const listen = listenOn(settings, addresses);
  if (!listen.ok) return listen.plan;
  if (turnMinPort > turnMaxPort)
    return wrong(`turn-min-port ${turnMinPort} is above turn-max-port ${turnMaxPort}: calls have no relay.`);
  const publicAddress = settings.turnPublicAddress || undefined;
  if (publicAddress !== undefined && isIP(publicAddress) === 0)
    return wrong(
      `turn-public-address must be an IP address, not ${JSON.stringify(publicAddress)}: calls have no relay.`,
    );
  const allowed = allowedOf(settings.turnAllow);
  if (!allowed.ok) return allowed.plan;
  return {
    name: 'managed',
    config: {
      addresses: listen.addresses,
      port: turnPort,
      tls: certificate && turnTlsPort > 0 ? { ...certificate, port: turnTlsPort } : undefined,
      publicAddress,
      relayPorts: { min: turnMinPort, max: turnMaxPort },
      allowed: allowed.ranges,
      userQuota: turnQuota,
      totalQuota: turnTotalQuota,
      bandwidth: turnBandwidth * 1000,
    },
  };
}

type Listen = { ok: true; addresses: readonly string[] } | { ok: false; plan: RelayPlan };

function listenOn({ host, turnHost }: Settings, own: readonly string[]): Listen {
  const asked = listOf(turnHost);
  const strange = asked.find((address) => isIP(address) === 0);
  if (strange !== undefined)
    return {
      ok: false,
      plan: wrong(
        `turn-host must be addresses of this machine, not ${JSON.stringify(strange)}: calls have no relay.`,
      ),
    };
  const loopback = asked.find(isLoopback);
  if (loopback !== undefined)
    return {
      ok: false,
      plan: wrong(
        `turn-host can't be ${loopback}: a relay is for people on other machines. Calls have no relay.`,
      ),
    };
  if (asked.length === 0 && isLoopback(host)) return { ok: false, plan: none(ONLY_HERE) };
  const given = asked.length > 0 ? asked : [host];
  const isAll = given.some((address) => EVERYWHERE.has(address)) || isIP(given[0] ?? '') === 0;
  const addresses = isAll ? own : given;
  return { ok: true, addresses };
}

const ONLY_HERE =
  'Calls have no relay: only this machine reaches the server, and needs none. Behind a proxy, set turn-host to the address that people reach.';

type Allowed = { ok: true; ranges: readonly AddressRange[] } | { ok: false; plan: RelayPlan };

function allowedOf(turnAllow: string): Allowed {
  const ranges: AddressRange[] = [];
  for (const text of listOf(turnAllow)) {
    const range = parseRange(text);
    if (!range || !isPrivate(range))
      return {
        ok: false,
        plan: wrong(
          `turn-allow takes private ranges like 192.168.1.0/24, not ${JSON.stringify(text)}: calls have no relay.`,
        ),
      };
    ranges.push(range);
  }
  return { ok: true, ranges };
}

/** RFC 7064 and 7065. */
function isRelayUrl(url: string): boolean {
  return /^(?:stuns?|turns?):(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/i.test(url);
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

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
  );
}

function listOf(text: string): string[] {
  return text.split(LIST).filter((one) => one !== '');
}

function none(why: string): RelayPlan {
  return { name: 'none', why, wrong: false };
}

function wrong(why: string): RelayPlan {
  return { name: 'none', why, wrong: true };
}
