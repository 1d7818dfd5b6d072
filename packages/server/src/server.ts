// One Parley server: puts the parts together, starts them in order, and stops them in the opposite one.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { randomToken, type UserId } from '@parley/protocol';
import type { Accounts } from './accounts/accounts.ts';
import { openAccounts } from './accounts/open-accounts.ts';
import { createPasswords } from './accounts/passwords.ts';
import { createSignInWatch } from './accounts/sign-in-watch.ts';
import type { ServerDefinition } from './app/define-server.ts';
import { loadApp } from './app/load-app.ts';
import { createServerApp, type ServerApp } from './app/server-app.ts';
import { openWebhooks } from './app/webhooks/open-webhooks.ts';
import type { Clock } from './clock.ts';
import type { Settings } from './config/settings.ts';
import { openDownloads } from './downloads/downloads.ts';
import { createApp } from './http/app.ts';
import { createCallers } from './http/callers.ts';
import { createHint } from './http/hint.ts';
import { createOriginGuard } from './http/origin-guard.ts';
import { createOrigins } from './http/origins.ts';
import { loadPages, loadSdk, type Pages } from './http/pages.ts';
import { createPorts, type Ports } from './http/ports.ts';
import { createUpgrade } from './http/upgrade.ts';
import { createHistoryInbox } from './history/history-inbox.ts';
import { openHistory } from './history/open-history.ts';
import { createNetworks } from './limits/network.ts';
import type { Log } from './log.ts';
import { openProvider } from './oidc/open-provider.ts';
import type { Realtime, RealtimeOptions } from './realtime-api.ts';
import { openPush, type OpenPush } from './push/open-push.ts';
import { openKeys } from './rest/open-keys.ts';
import { EXIT, StartFailure } from './start-failure.ts';
import { startDoubts } from './start-doubts.ts';
import { databaseFile, lockDataFolder, prepareDataFolder } from './store/data-folder.ts';
import { reportingFullDisk } from './store/full-disk.ts';
import { openStore } from './store/open-store.ts';
import { removeRunning, writeRunning, type RunningFile } from './store/running-file.ts';
import type { Store } from './store/store.ts';
import { createChallenges } from './tls/acme-challenges.ts';
import { outsideOf, urlHere, type Outside } from './tls/addresses.ts';
import { openCertificates } from './tls/open-certificates.ts';
import { openRelay, type Relay } from './turn/relay.ts';

/** Sign-ins that may wait for a password thread: some seconds of work, then the server says that it is busy. */
const PASSWORDS_WAITING = 64;

export interface ServerParts {
  clock: Clock;
  log: Log;
  createRealtime(options: RealtimeOptions): Realtime;
  /** Folder of the built web app; `false` for a server without pages. */
  webRoot: string | false;
  /** Folder of the SDK that is built for pages. */
  sdkRoot: string;
  /** The operator's own code, where it is not in a file of the settings'. */
  app?: ServerDefinition | undefined;
}

export interface RunningServer {
  /** Where a person on this machine opens it. */
  readonly url: string;
  /** Where other devices open it by HTTPS; absent where it is plain HTTP. */
  readonly outside: Outside | undefined;
  readonly port: number;
  readonly settings: Settings;
  /** What is live now. */
  counts(): ReturnType<Realtime['counts']>;
  /** Signs an account in without a password and answers the bearer token, see Accounts.issue. */
  issue: Accounts['issue'];
  /** Stops accepting, tells the clients, and lets everything go, in at most 3 s. Idempotent. */
  close(): Promise<void>;
}

/** Starts a server. Rejects with StartFailure, and leaves nothing behind then. */
export async function createServer(settings: Settings, parts: ServerParts): Promise<RunningServer> {
  const closers: (() => void | Promise<void>)[] = [];
  const close = once(async () => {
    // In the order in which they were started, backwards; one that fails does not keep the others open.
    for (const closer of closers.toReversed()) {
      await Promise.resolve()
        .then(closer)
        .catch((cause: unknown) => parts.log.error({ cause: String(cause) }, 'a part did not close'));
    }
  });
  try {
    return await assemble(settings, parts, closers, close);
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function assemble(
  settings: Settings,
  parts: ServerParts,
  closers: (() => void | Promise<void>)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const { clock, log } = parts;
  const pages = parts.webRoot === false ? undefined : await loadWebApp(parts.webRoot);
  const sdk = parts.webRoot === false ? undefined : await loadSdk(parts.sdkRoot);
  const code = parts.app ?? settings.app;
  const definition = code === '' ? undefined : await loadApp(code);
  const webhooks = openWebhooks(settings, parts);
  closers.push(() => webhooks?.close());
  const app = createServerApp({ definition, webhooks, clock, log });
  const store = openData(settings, parts, closers);
  // Connections are cut when the sockets among them have been told, and before what requests need is gone.
  let ports: Ports | undefined;
  closers.push(() => ports?.close());
  const downloads = openDownloads(settings, parts);
  closers.push(() => downloads.close());
  const keys = openKeys(settings, { store, clock, log });
  const passwords = createPasswords({ threads: passwordThreads(), waiting: PASSWORDS_WAITING, log });
  closers.push(() => passwords.close());
  const relay = openRelay({ settings, clock, log });
  closers.push(() => relay.close());
  const push = openPush(settings, { store, clock, log, closers });
  const keeping = { store, clock, log, closers, waits: tellOfTexts(push, () => realtime) };
  const history = openHistory(settings, keeping);
  const made = realtimeOptions({ settings, parts, store, relay, app, history, push });
  const realtime = parts.createRealtime(made);
  closers.push(() => realtime.close());
  const watch = createSignInWatch({ store, realtime, clock, log });
  closers.push(() => watch.close());

  const endSignIns = (ids: Iterable<string>): void => realtime.endSignIns(ids);
  const signIn = definition?.hooks?.signIn;
  const provider = openProvider(settings);
  // Whom the operator's own function knows is not for newcomers to say.
  const newcomers = signIn ? { ...settings, registration: 'closed' as const } : settings;
  const accounts = openAccounts({ settings, store, passwords, clock, log, signIn, provider, endSignIns });
  let port = settings.port;
  const challenges = createChallenges();
  const certificates = openCertificates(settings, { ...parts, challenges });
  closers.push(() => certificates?.close());
  let certificate = await certificates?.start((next) => {
    certificate = next;
    ports?.use(next);
    relay.serve(next);
  });
  relay.serve(certificate);
  const { host, domain: domains, origin: extra } = settings;
  const origins = createOrigins({ host, domains, extra, port: () => port, certificate: () => certificate });
  const originGuard = createOriginGuard({ origins, clock, log });
  const callers = createCallers({ trusted: createNetworks(settings.trustProxy), hint: createHint(parts) });
  const doors = { accounts, callers, originGuard, log };
  const instance = randomToken();
  const rest = keys.length === 0 ? undefined : { keys, store, realtime, callers, clock, log };
  const pushing = { store, clock, realtime, opened: push };
  const shown = { newcomers, provider, downloads, pages, sdk };
  ports = createPorts({
    fetch: createApp({ ...doors, ...shown, rest, push: pushing, instance }).fetch,
    upgrade: createUpgrade({ ...doors, realtime }),
    callers,
    challenges,
    certificate,
    log,
  });
  closers.push(() => ports?.stopAccepting());
  await app.start(realtime);
  closers.push(() => app.stop());
  port = await ports.listen(settings);
  closers.push(() => removeRunning(settings.data));
  showRunning(settings, parts, { instance, port, secure: certificate !== undefined });
  return {
    url: urlHere(host, port, certificate !== undefined),
    outside: certificate && outsideOf({ host, port, certificate, domains }),
    port,
    settings,
    counts: () => realtime.counts(),
    issue: (account) => accounts.issue(account),
    close,
  };
}

/** The folder, for this server alone, and the database in it. */
function openData(
  { data }: Settings,
  { clock, log }: ServerParts,
  closers: (() => void | Promise<void>)[],
): Store {
  prepareDataFolder(data);
  for (const doubt of startDoubts(data, clock.now())) log.warn({}, doubt);
  const lock = lockDataFolder(data);
  closers.push(() => lock.close());
  const opened = openStore(databaseFile(data));
  const store = reportingFullDisk(opened, { clock, log, folder: data });
  closers.push(() => store.close());
  store.removeExpired(clock.now());
  return store;
}

/** Those whose page is closed hear that a text waits for them, unless they do not want to be disturbed. */
function tellOfTexts(opened: OpenPush | undefined, realtime: () => Realtime) {
  return (user: UserId, from: UserId): void => {
    if (realtime().statusOf(user) !== 'do-not-disturb') opened?.push.text(user, from);
  };
}

/** In the log, and for `parley doctor`. */
function showRunning(
  { host, data }: Settings,
  { log }: ServerParts,
  run: Pick<RunningFile, 'instance' | 'port' | 'secure'>,
): void {
  log.info({ host, port: run.port, data }, 'listening');
  try {
    writeRunning(data, { ...run, pid: process.pid, host });
  } catch (cause) {
    log.warn({ cause: String(cause) }, '"parley doctor" will not find this server');
  }
}

function realtimeOptions(of: {
  settings: Settings;
  parts: ServerParts;
  store: Store;
  relay: Relay;
  app: ServerApp;
  history: RealtimeOptions['history'];
  push: OpenPush | undefined;
}): RealtimeOptions {
  const { settings, store, history } = of;
  const { hooks } = of.app;
  const { maySee = () => true } = hooks;
  const days = settings.historyDays;
  const inbox = history ? createHistoryInbox({ store, days, maySee, rest: of.app.inbox }) : of.app.inbox;
  const { clock, log } = of.parts;
  const { policy, preconnect, maxSessions: sessions, messageBurst, messagesPerSecond } = settings;
  const limits = { sessions, messageBurst, messagesPerSecond };
  // Without a sign-in nobody comes back by themselves.
  const mayReturn = (user: UserId): boolean => store.hasSignIn(user, clock.now());
  const blobs =
    settings.blobs === 'on'
      ? { maxBytes: settings.blobMaxBytes, bytesPerHour: settings.blobQuota }
      : undefined;
  const base = {
    clock,
    log,
    policy,
    limits,
    mayReturn,
    relay: of.relay.grants,
    blobs,
    hooks,
    inbox,
    history,
    quiet: store,
    notices: of.push?.push,
  };
  return { ...base, preconnect: preconnect === 'on', epoch: randomToken() };
}

async function loadWebApp(root: string): Promise<Pages> {
  const pages = await loadPages(root);
  if (pages) return pages;
  const sentence = `The web app is not built (${join(root, 'index.html')} is missing): run "npm run build" first.`;
  throw new StartFailure(EXIT.notBuilt, sentence);
}

/** One core is left to the messages; more than four threads would only fill memory. */
function passwordThreads(): number {
  return Math.min(4, Math.max(1, availableParallelism() - 1));
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
