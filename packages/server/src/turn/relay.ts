// The relay for calls, as the rest of the server has it: what the settings say is run, and credentials for it are given.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNever, randomToken } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import { isLoopbackHost } from '../limits/address.ts';
import type { Log } from '../log.ts';
import type { RelayGrants } from '../realtime-api.ts';
import type { Certificate as ServerCertificate } from '../tls/certificates.ts';
import { lookAround } from '../tls/machine.ts';
import { writeSecret } from '../tls/secret-file.ts';
import { Coturn, type CoturnSetup } from './coturn.ts';
import type { CertificateFiles } from './coturn-config.ts';
import type { CoturnState, Trouble } from './coturn-machine.ts';
import { CREDENTIAL_LIFETIME, credentialsFor, serversOf } from './relay-credentials.ts';
import { managedUrls, planRelay, type RelayPlan } from './relay-plan.ts';

/** Between two looks at this machine's addresses. */
const LOOK_MS = 10_000;
/** While there is nothing to give, a device asks for more by not having any for this long. */
const NOTHING_MS = 30_000;

export const NO_TLS =
  'The relay speaks no TLS, since the server has no certificate: from networks that let only HTTPS out there are no calls.';

type Certificate = Pick<ServerCertificate, 'cert' | 'key'>;

export interface Relay {
  /** Absent where calls have no relay. */
  readonly grants: RelayGrants | undefined;
  /** Starts it with the server's certificate (PEM), if there is one; or goes on with another. */
  serve(certificate: Certificate | undefined): void;
  /** Resolves when what was started is gone. */
  close(): Promise<void>;
}

export interface RelayParts {
  settings: Settings;
  clock: Clock;
  log: Log;
  /** This machine's addresses. */
  addresses?: () => readonly string[];
}

type Managed = Extract<RelayPlan, { name: 'managed' }>;

export function openRelay(parts: RelayParts): Relay {
  const { settings, log, addresses = ownAddresses } = parts;
  const plan = planRelay(settings, { addresses: addresses(), certificate: undefined });
  switch (plan.name) {
    case 'none':
      log[plan.wrong ? 'error' : 'info']({}, plan.why);
      return unmanaged(undefined);
    case 'external':
      log.info({ urls: plan.urls.join(' ') }, 'calls have a relay elsewhere');
      return unmanaged(grantsOf(plan.secret, () => plan.urls));
    case 'managed':
      try {
        return openManaged(plan, parts);
      } catch (cause) {
        log.error({}, sentenceFor({ name: 'failed', how: String(cause) }));
        return unmanaged(undefined);
      }
    default:
      return assertNever(plan);
  }
}

function unmanaged(grants: RelayGrants | undefined): Relay {
  return { grants, serve: () => undefined, close: () => Promise.resolve() };
}

function openManaged(first: Managed, { settings, clock, log, addresses = ownAddresses }: RelayParts): Relay {
  const folder = join(settings.data, 'turn');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = keepSecret(join(folder, 'secret'));
  let certificate: CertificateFiles | undefined;
  let setup: CoturnSetup = { ...first.config, secret };
  const report = (state: CoturnState, again: boolean): void => {
    writeState(folder, state, setup);
    tell(log, state, again, setup);
  };
  const coturn = new Coturn(setup, { folder, clock, log, report });
  const look = (): void => {
    try {
      const plan = planRelay(settings, { addresses: addresses(), certificate });
      if (plan.name === 'managed') coturn.change((setup = { ...plan.config, secret }));
    } catch (cause) {
      // The system needs a file descriptor to say what addresses it has, and there may be none left.
      log.error({ cause: String(cause) }, 'the relay goes on with the addresses of before');
    }
  };
  let cancelLook = (): void => {};
  const lookLater = (): void => {
    cancelLook = clock.after(LOOK_MS, () => {
      look();
      lookLater();
    });
  };
  const urls = (host: string | undefined): readonly string[] => {
    const { name } = coturn.state;
    return name === 'running' || name === 'starting'
      ? managedUrls(nameFor(host, settings, setup), setup)
      : [];
  };
  const begin = (): void => {
    if (!certificate && settings.turnTlsPort > 0) log.info({}, NO_TLS);
    coturn.begin();
    lookLater();
  };
  return {
    grants: grantsOf(secret, urls),
    serve(next) {
      certificate = (next && keepCertificate(folder, next, log)) ?? certificate;
      look();
      if (coturn.state.name === 'stopped') begin();
      else coturn.rereadCertificate();
    },
    close() {
      cancelLook();
      return coturn.close();
    },
  };
}

function grantsOf(secret: string, urls: (host: string | undefined) => readonly string[]): RelayGrants {
  return {
    grant(user, host, now) {
      const expires = now + CREDENTIAL_LIFETIME;
      const list = urls(host);
      if (list.length === 0) return { servers: [], expires: now + NOTHING_MS };
      return { servers: serversOf(list, credentialsFor({ secret, user, expires })), expires };
    },
  };
}

/** A name by which people on other machines find it, even for one who sits at this one. */
function nameFor(
  host: string | undefined,
  settings: Settings,
  { addresses, publicAddress }: CoturnSetup,
): string {
  if (settings.turnName !== '') return settings.turnName;
  if (host !== undefined && host !== '' && !isLoopbackHost(host)) return host.replaceAll(/^\[|\]$/g, '');
  return publicAddress ?? addresses[0] ?? 'localhost';
}

/** Where coturn reads it: both in one file, which is there as a whole or as it was, on a full disk too. */
function keepCertificate(folder: string, { cert, key }: Certificate, log: Log): CertificateFiles | undefined {
  const file = join(folder, 'certificate.pem');
  try {
    writeSecret(file, `${key.trimEnd()}\n${cert}`);
    return { certificate: file, key: file };
  } catch (cause) {
    log.error(
      { cause: String(cause) },
      `The relay goes on without the new certificate: ${folder} can't be written.`,
    );
    return undefined;
  }
}

/** The same for every start: credentials and a coturn that an earlier server gave stay good. */
function keepSecret(file: string): string {
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept !== '') return kept;
  } catch {
    // The first start.
  }
  const secret = randomToken();
  writeSecret(file, `${secret}\n`);
  return secret;
}

/** For `parley doctor`; a full disk says so elsewhere. */
function writeState(folder: string, state: CoturnState, { addresses, port, tls }: CoturnSetup): void {
  const about = { ...state, addresses, port, ...(tls && { tlsPort: tls.port }) };
  try {
    writeFileSync(join(folder, 'state.json'), `${JSON.stringify(about)}\n`, { mode: 0o600 });
  } catch {
    // What is written there is said in the log, too.
  }
}

function tell(log: Log, state: CoturnState, again: boolean, setup: CoturnSetup): void {
  if (state.name === 'running') {
    const { addresses, port, tls } = setup;
    const fields = {
      addresses: addresses.join(' '),
      port,
      adopted: state.adopted,
      ...(tls && { tlsPort: tls.port }),
    };
    log.info(fields, 'calls have a relay');
  } else if (state.name === 'waiting') {
    log[again ? 'debug' : 'warn']({ failures: state.failures }, sentenceFor(state.trouble));
  }
}

export function sentenceFor(trouble: Trouble): string {
  switch (trouble.name) {
    case 'missing':
      return 'Calls have no relay, so that some people get no picture: install coturn (on Debian: apt install coturn), or set turn to off or external.';
    case 'no-address':
      return 'Calls have no relay: this machine has no network address. It starts when there is one.';
    case 'port':
      return portSentence(trouble.where, trouble.code);
    case 'silent':
      return `The relay was started and does not answer at ${trouble.where}: look for a firewall on this machine, and with log-level debug for what coturn says. It is started again.`;
    case 'exited':
      return `The relay has ended (${trouble.how}); it is started again. With log-level debug the log has what coturn said.`;
    case 'failed':
      return `The relay can't be started (${trouble.how}); it is tried again.`;
    default:
      return assertNever(trouble);
  }
}

function portSentence(where: string, code: string): string {
  if (code === 'EADDRINUSE')
    return `Calls have no relay: another program listens on ${where}. Stop it (coturn's own service: systemctl disable --now coturn), or set turn-port or turn-tls-port to another port.`;
  if (code === 'EADDRNOTAVAIL')
    return `Calls have no relay: ${where} is no address of this machine. Set turn-host to one that is.`;
  return `Calls have no relay: ${where} can't be listened on (${code}).`;
}

/** Where the relay can be asked, and where relayed people meet: none of this machine's networks for guests is among them. */
export function ownAddresses(): readonly string[] {
  return lookAround('').addresses.map(({ address }) => address);
}
