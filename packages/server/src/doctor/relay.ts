// The relay for calls: whether there is one, whether it carries bytes by each transport, and whether it refuses what it must.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { Settings } from '../config/settings.ts';
import { namesOf } from '../tls/inspect.ts';
import { TURN_ERROR, type TurnFault } from '../turn/client/turn-fault.ts';
import type { TransportKind } from '../turn/client/transport.ts';
import type { CertificateFiles } from '../turn/coturn-config.ts';
import type { Trouble } from '../turn/coturn-machine.ts';
import { NO_TLS, sentenceFor } from '../turn/relay.ts';
import { fail, ok, skipped, warn, type Check } from './check.ts';
import { askForForbidden, relayBytes, type GuardOutcome, type RelayOutcome } from './relay-probe.ts';
import type { RunningFacts } from './running.ts';
import { findRelay, placeOf, type Target } from './relay-targets.ts';

export type RelayFacts =
  | { readonly name: 'none'; readonly why: string; readonly wrong: boolean; readonly isOff: boolean }
  | { readonly name: 'down'; readonly trouble: Trouble }
  | { readonly name: 'starting' }
  | { readonly name: 'hidden' }
  | {
      readonly name: 'up';
      readonly isManaged: boolean;
      readonly lines: readonly RelayLine[];
      readonly guard: GuardOutcome;
    };

export interface RelayLine {
  readonly kind: TransportKind;
  /** HOST:PORT. */
  readonly where: string;
  readonly outcome: RelayOutcome;
}

export interface RelayParts {
  readonly settings: Settings;
  readonly server: RunningFacts['name'];
  readonly certificate: CertificateFiles | undefined;
  /** PEM: what the server shows or would, its own certificate first. */
  readonly chain: string | undefined;
  /** PEM of the local CA, where there is one. */
  readonly authority: string | undefined;
}

export async function lookAtRelay(parts: RelayParts): Promise<RelayFacts> {
  const relay = await findRelay(parts);
  if (relay.name === 'none') return { ...relay, isOff: parts.settings.turn === 'off' };
  if (relay.name !== 'up') return relay;
  const { isManaged, targets } = relay;
  const withTls = targets.map((target) => ({ ...target, tls: trustFor(target, isManaged, parts) }));
  try {
    const lines: RelayLine[] = [];
    // One after the other: coturn 4.6 may refuse one of two that are the first at the same time.
    for (const target of withTls) {
      lines.push({ kind: target.kind, where: placeOf(target), outcome: await relayBytes(target) });
    }
    const working = withTls.find((_, at) => lines[at]?.outcome.name === 'relayed');
    const guard = working ? await askForForbidden(working) : ({ name: 'unknown' } as const);
    return { name: 'up', isManaged, lines, guard };
  } finally {
    await relay.close();
  }
}

/** The managed relay is asked by its address, and shows the server's certificate, which may be for a name alone. */
function trustFor({ host }: Target, isManaged: boolean, { settings, chain, authority }: RelayParts) {
  const own = isManaged ? [chain, authority].filter((pem) => pem !== undefined) : [];
  const ca = [...rootCertificates, ...own];
  const names =
    isManaged && chain !== undefined && isIP(host) !== 0 ? namesOf(new X509Certificate(chain)) : [];
  const name = [settings.turnName, ...names].find((one) => one !== '' && isIP(one) === 0);
  const isNamed = names.length > 0 && !names.includes(host) && name !== undefined;
  return isNamed ? { ca, servername: name.replace('*', 'relay') } : { ca };
}

export function checkRelay(facts: RelayFacts): Check[] {
  switch (facts.name) {
    case 'none':
      return [judgeNone(facts)];
    case 'down':
      return [fail('relay', sentenceFor(facts.trouble))];
    case 'hidden':
      return [skipped('relay', 'It can only be looked at by who may open the data folder.')];
    case 'starting':
      return [
        warn('relay', 'The server has not said yet whether the relay is up: try again in a few seconds.'),
      ];
    default:
      return [
        ...facts.lines.map((line) => judgeLine(line, facts.isManaged)),
        ...judgeMissing(facts),
        judgeGuard(facts),
      ];
  }
}

function judgeNone({ why, wrong, isOff }: Extract<RelayFacts, { name: 'none' }>): Check {
  if (wrong) return fail('relay', why);
  return (isOff ? warn : skipped)('relay', why);
}

function judgeLine({ kind, where, outcome }: RelayLine, isManaged: boolean): Check {
  const name = `relay-${kind}`;
  const at = `the relay at ${where} by ${kind.toUpperCase()}`;
  switch (outcome.name) {
    case 'relayed':
      return ok(name, `Bytes went both ways through ${at}, in ${outcome.ms} ms.`);
    case 'lost':
      return fail(
        name,
        `Nothing comes through ${at}, though it grants everything: let UDP pass between its ports from turn-min-port to turn-max-port, and have it know its public address (turn-public-address) where a NAT is in front of it.`,
      );
    default:
      return fail(name, faultSentence(outcome.fault, at, isManaged), adviceFor(kind));
  }
}

function faultSentence(fault: TurnFault, at: string, isManaged: boolean): string {
  switch (fault.kind) {
    case 'timeout':
      return `No answer from ${at}: let this port pass in every firewall on the way.`;
    case 'unreachable':
      return `Nothing is reached as ${at} (${fault.code || fault.message}): ${isManaged ? 'it has just ended, and the server starts it again; the log says more' : 'check turn-urls, and that it runs'}.`;
    case 'tls':
      return `The certificate of ${at} is not accepted (${fault.code}): browsers refuse it, too, unless its CA is installed on the device.`;
    case 'refused':
      return refusalSentence(fault, at);
    default:
      return `What answers as ${at} is no relay (${fault.message}): ${isManaged ? 'another program has its port' : 'check turn-urls'}.`;
  }
}

function refusalSentence({ code, message }: Extract<TurnFault, { kind: 'refused' }>, at: string): string {
  switch (code) {
    case TURN_ERROR.unauthorized:
    case TURN_ERROR.wrongCredentials:
      return `The credentials are refused by ${at}: turn-secret has to be its static-auth-secret, and the clocks of both machines right.`;
    case TURN_ERROR.quotaReached:
    case TURN_ERROR.insufficientCapacity:
      return `There is no room for more at ${at} (${message}): raise its quotas, or widen its range of ports.`;
    case TURN_ERROR.forbidden:
      return `Two people who both need a relay can't meet at ${at}, which forbids its own address: allow that (coturn's allowed-peer-ip).`;
    default:
      return `A request is refused by ${at} (${code} ${message}): its log says why.`;
  }
}

/** What it costs people. */
function adviceFor(kind: TransportKind): string {
  switch (kind) {
    case 'udp':
      return 'Until then people whose networks block direct ways have at best slower calls.';
    case 'tcp':
      return 'Until then people whose networks block UDP can hardly call.';
    default:
      return 'Until then people whose networks let only HTTPS out can hardly call.';
  }
}

function judgeMissing({ lines, isManaged }: Extract<RelayFacts, { name: 'up' }>): Check[] {
  const missing = (['udp', 'tcp', 'tls'] as const).filter(
    (kind) => !lines.some((line) => line.kind === kind),
  );
  return missing.map((kind) => {
    if (isManaged) return skipped(`relay-${kind}`, NO_TLS);
    const url = kind === 'tls' ? 'turns:HOST:443' : `turn:HOST?transport=${kind}`;
    return warn(
      `relay-${kind}`,
      `turn-urls has no relay by ${kind.toUpperCase()}: add one like ${url}, where there is one.`,
    );
  });
}

function judgeGuard({ guard, isManaged }: Extract<RelayFacts, { name: 'up' }>): Check {
  switch (guard.name) {
    case 'guarded':
      return ok('relay-guard', `It sends nothing to ${guard.asked.join(', ')}, as it must not.`);
    case 'open':
      return fail(
        'relay-guard',
        `Whoever is in a call can reach ${guard.addresses.join(', ')} through the relay, and so other programs on its machine and in its network: ${isManaged ? 'install a newer coturn' : "forbid it these ranges (coturn's denied-peer-ip)"}.`,
      );
    default:
      return skipped('relay-guard', 'Whether it refuses what it must can only be asked where it works.');
  }
}
