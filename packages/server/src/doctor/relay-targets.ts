// Which relay calls have: the one that a running server keeps, one that is started for the look, or one elsewhere.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNever, randomToken, type UserId } from '@parley/protocol';
import { systemClock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import type { TransportKind } from '../turn/client/transport.ts';
import { Coturn } from '../turn/coturn.ts';
import type { CertificateFiles } from '../turn/coturn-config.ts';
import type { CoturnState, Trouble } from '../turn/coturn-machine.ts';
import { filesIn, findRunning, signalProcess } from '../turn/coturn-process.ts';
import { CREDENTIAL_LIFETIME, credentialsFor } from '../turn/relay-credentials.ts';
import { managedUrls, planRelay, type RelayPlan } from '../turn/relay-plan.ts';
import { ownAddresses } from '../turn/relay.ts';
import type { RelayAt } from './relay-probe.ts';
import type { RunningFacts } from './running.ts';

/** Where a relay is asked, and what is trusted there. */
export type Target = Omit<RelayAt, 'tls'>;

export type RelayTargets =
  | { readonly name: 'none'; readonly why: string; readonly wrong: boolean }
  | { readonly name: 'down'; readonly trouble: Trouble }
  /** The server has not said yet whether it came up. */
  | { readonly name: 'starting' }
  /** This user may not look into the data folder. */
  | { readonly name: 'hidden' }
  | {
      readonly name: 'up';
      readonly isManaged: boolean;
      readonly targets: readonly Target[];
      /** Ends what was started for the look. */
      close(): Promise<void>;
    };

type Managed = Extract<RelayPlan, { name: 'managed' }>;
type State = CoturnState & { addresses?: string[]; port?: number; tlsPort?: number };

const QUIET: Log = { error() {}, warn() {}, info() {}, debug() {} };

export async function findRelay(parts: {
  settings: Settings;
  server: RunningFacts['name'];
  /** The server's own files; there are none before a local CA or an authority has made them. */
  certificate: CertificateFiles | undefined;
}): Promise<RelayTargets> {
  const { settings, server, certificate } = parts;
  const plan = planRelay(settings, { addresses: ownAddresses(), certificate });
  switch (plan.name) {
    case 'none':
      return plan;
    case 'external':
      return {
        name: 'up',
        isManaged: false,
        targets: targetsOf(plan.urls, plan.secret),
        close: async () => {},
      };
    case 'managed':
      if (server === 'unknown') return { name: 'hidden' };
      return server === 'stopped' && !isLeftBehind(settings.data)
        ? startedRelay(plan)
        : keptRelay(settings.data);
    default:
      return assertNever(plan);
  }
}

/** A server was killed, and its coturn carries calls on: the next server takes it over. */
function isLeftBehind(data: string): boolean {
  return findRunning(filesIn(join(data, 'turn'))) !== undefined;
}

function keptRelay(data: string): RelayTargets {
  const state = readState(data);
  if (state?.name === 'waiting') return { name: 'down', trouble: state.trouble };
  const secret = readText(join(data, 'turn', 'secret'))?.trim();
  const [address] = state?.addresses ?? [];
  if (!state || secret === undefined || address === undefined) return { name: 'starting' };
  const { port = 0, tlsPort } = state;
  const tls = tlsPort === undefined ? undefined : { port: tlsPort };
  const targets = targetsOf(managedUrls(address, { port, tls }), secret);
  return { name: 'up', isManaged: true, targets, close: async () => {} };
}

/** On the ports of the settings, in a folder of its own, for as long as the look takes. */
async function startedRelay({ config }: Managed): Promise<RelayTargets> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-doctor-'));
  const secret = randomToken();
  let report = (_state: CoturnState): void => {};
  const settled = new Promise<CoturnState>((resolve) => (report = resolve));
  const coturn = new Coturn(
    { ...config, secret },
    { folder, clock: systemClock, log: QUIET, report: (state) => report(state) },
  );
  const close = async (): Promise<void> => {
    await coturn.close();
    process.off('exit', abandon);
    rmSync(folder, { recursive: true, force: true });
  };
  // Broken off in the middle: it has a session of its own, and would keep the server's ports for good.
  const abandon = (): void => {
    const pid = findRunning(filesIn(folder));
    if (pid !== undefined) signalProcess(pid, filesIn(folder), 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  coturn.begin();
  const state = await settled;
  if (state.name !== 'running') {
    await close();
    return {
      name: 'down',
      trouble: state.name === 'waiting' ? state.trouble : { name: 'failed', how: state.name },
    };
  }
  const [address = ''] = config.addresses;
  return { name: 'up', isManaged: true, targets: targetsOf(managedUrls(address, config), secret), close };
}

/** As the server makes them for a call. */
function targetsOf(urls: readonly string[], secret: string): Target[] {
  const expires = Date.now() + CREDENTIAL_LIFETIME;
  const { username, credential } = credentialsFor({ secret, user: 'doctor' as UserId, expires });
  const credentials = { username, password: credential };
  return urls.flatMap((url) => {
    const place = placeIn(url);
    return place ? [{ ...place, credentials }] : [];
  });
}

/** RFC 7065. `undefined` for what needs no relaying, and for DTLS, which browsers don't speak to relays. */
function placeIn(url: string): { kind: TransportKind; host: string; port: number } | undefined {
  const [, scheme, name = '', port, transport] =
    /^(turns?):(\[.+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/i.exec(url) ?? [];
  if (scheme === undefined) return undefined;
  const isTls = scheme.toLowerCase() === 'turns';
  if (isTls && transport === 'udp') return undefined;
  const kind = isTls ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp';
  return { kind, host: name.replaceAll(/^\[|\]$/g, ''), port: Number(port ?? (isTls ? 5_349 : 3_478)) };
}

export function placeOf({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function readState(data: string): State | undefined {
  try {
    return JSON.parse(readText(join(data, 'turn', 'state.json')) ?? '') as State;
  } catch {
    return undefined; // It has not been written yet.
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
