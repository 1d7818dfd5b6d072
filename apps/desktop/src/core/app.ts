// The client as a whole: which server is in use, what the tray, a link or a further start asks for, and the end.
import type { Intent } from '@parley/desktop-port';
import type { DesktopShell } from '../shell.ts';
import type { Words } from '../words/en.ts';
import { readCommandLine, type CommandLine } from './arguments.ts';
import { trayOf } from './client-view.ts';
import { Client } from './client.ts';
import type { ConfigStore } from './config.ts';
import { parseLink } from './links.ts';
import type { Log } from './log.ts';
import type { MemoryStore } from './memory-store.ts';
import { inCallNotice, updateNotice } from './notices.ts';
import { getJson } from './requests.ts';
import { checkServer, readAddress } from './server-address.ts';
import { createSetup, type Setup } from './setup.ts';
import { trustOf, type Trust } from './trust.ts';
import { findUpdate } from './updates.ts';

const DAY = 24 * 60 * 60 * 1_000;

export interface AppParts {
  readonly shell: DesktopShell;
  readonly config: ConfigStore;
  readonly memory: MemoryStore;
  readonly version: string;
  /** Address of the client's own page. */
  readonly setupUrl: string;
  readonly log: Log;
  /** In the language of the person. */
  readonly words: Words;
}

export class App {
  /** Everything is left and closed. */
  readonly ended: Promise<void>;
  readonly #parts: AppParts;
  readonly #setup: Setup;
  #client: Client | undefined;
  #autostart = false;
  #end: () => void = () => undefined;
  #ending = false;
  /** One server after the other. */
  #changes: Promise<void> = Promise.resolve();
  #changing = 0;
  #nextLook: NodeJS.Timeout | undefined;

  constructor(parts: AppParts) {
    const { shell, config, words } = parts;
    this.#parts = parts;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#setup = createSetup({
      shell,
      url: parts.setupUrl,
      log: parts.log,
      words,
      servers: () => config.current.servers,
      forget: (server) => this.#forget(server),
      check: async (server) =>
        checkServer(server, {
          get: shell.ask?.bind(shell) ?? getJson,
          trust: this.#trust(server),
          words,
        }),
      chosen: (server) => {
        config.use(server);
        this.#use(server);
        void this.#setup.close();
      },
      closed: () => {
        // Nothing is left that could be opened again or ring.
        if (!this.#client && this.#changing === 0) this.quit();
      },
    });
    shell.on('tray', (item) => this.#trayChosen(item));
    shell.on('mute-key', () => this.#say({ do: 'toggle-microphone' }));
  }

  start(line: CommandLine): void {
    const { shell, log } = this.#parts;
    for (const limit of shell.limits) log(limit);
    shell.registerLinks().catch((error: unknown) => log(`links do not open Parley: ${String(error)}`));
    void this.#readAutostart();
    this.#look();
    this.handle(line);
  }

  /** Of this start, or of a further one. */
  handle(line: CommandLine): void {
    if (line.say === 'quit') return this.quit();
    if (line.say) return this.#say({ do: line.say });
    if (line.link !== undefined) return this.#follow(line.link);
    if (line.server !== undefined) {
      const read = readAddress(line.server, this.#parts.words);
      return read.ok
        ? this.#use(read.value, undefined, line.hidden)
        : this.#setup.open(line.server, read.error);
    }
    const server = this.#client?.server ?? this.#parts.config.current.servers[0];
    if (server === undefined) return this.#setup.open();
    // A further start that is to be hidden asks for nothing.
    if (!line.hidden || !this.#client) this.#use(server, undefined, line.hidden);
  }

  /** Arguments of a further start. */
  handleArguments(args: readonly string[]): void {
    const line = readCommandLine(args);
    if (line.ok) this.handle(line.value);
    else this.#parts.log(`a further start was not understood: ${line.error}`);
  }

  quit(): void {
    if (this.#ending) return;
    this.#ending = true;
    clearTimeout(this.#nextLook);
    void this.#leaveAll();
  }

  async #leaveAll(): Promise<void> {
    await this.#setup.close();
    await this.#changes;
    this.#client?.dispatch({ type: 'quit' });
    await this.#client?.ended;
    this.#end();
  }

  /** A link comes from anybody: to a server that the person does not use it leads only with their consent. */
  #follow(link: string): void {
    const { config, words } = this.#parts;
    const { servers } = config.current;
    const parsed = parseLink(link, words, servers);
    if (!parsed.ok) return this.#setup.open(servers[0], parsed.error);
    const { server, intent } = parsed.value;
    if (!servers.includes(server)) return this.#setup.open(server, words.newServer(server));
    this.#use(server, intent);
  }

  #use(server: string, intent?: Intent, hidden = false): void {
    // To leave a server is to hang up.
    if (server !== this.#client?.server && this.#client?.state.call)
      return void this.#parts.shell.notify(inCallNotice(this.#parts.words, server));
    this.#changing++;
    this.#changes = this.#changes
      .then(() => this.#change(server, intent, hidden))
      .catch((error: unknown) => {
        const problem = error instanceof Error ? error.message : String(error);
        this.#parts.log(problem);
        this.#setup.open(server, problem);
      })
      .finally(() => this.#changing--);
  }

  async #change(server: string, intent: Intent | undefined, hidden: boolean): Promise<void> {
    if (this.#ending) return;
    const { config, memory, shell, log, version, words } = this.#parts;
    // Another one is remembered once it has answered.
    if (config.current.servers.includes(server)) config.use(server);
    if (this.#client?.server === server) return this.#client.dispatch({ type: 'wanted', intent });
    // What is wrong with it is to be said now.
    this.#trust(server);
    const before = this.#client;
    // Its end is not that of the whole.
    this.#client = undefined;
    before?.dispatch({ type: 'quit' });
    await before?.ended;
    const client: Client = new Client({
      server,
      shell,
      memory,
      trust: () => this.#trust(server),
      log,
      words,
      name: `parley-desktop/${version} ${shell.name}`,
      endsWithWindow: () => !config.current.closeToTray,
      changed: () => this.#showTray(),
      answered: () => config.use(server),
      failed: (reason) => this.#setup.open(server, reason),
    });
    this.#client = client;
    void client.ended.then(() => {
      if (this.#client === client && !this.#ending) this.quit();
    });
    client.dispatch({ type: 'started', hidden, user: memory.signIn(server)?.user, intent });
  }

  #forget(server: string): void {
    if (server === this.#client?.server) return;
    this.#parts.config.forget(server);
    this.#parts.memory.forgetSignIn(server);
  }

  #say(intent: Intent): void {
    this.#client?.dispatch({ type: 'said', intent });
  }

  // The tray

  #trayChosen(item: string): void {
    switch (item) {
      case 'open':
        if (this.#client) return this.#client.dispatch({ type: 'wanted' });
        return this.#setup.open();
      case 'toggle-microphone':
      case 'hang-up':
        return this.#say({ do: item });
      case 'autostart':
        return void this.#toggleAutostart();
      case 'servers':
        return this.#setup.open();
      case 'quit':
        return this.quit();
      default:
        // A separator, or an item of an older menu.
        return undefined;
    }
  }

  #showTray(): void {
    const { shell, words } = this.#parts;
    shell.showTray(trayOf(this.#client?.state, this.#autostart, words));
  }

  async #readAutostart(): Promise<void> {
    this.#autostart = await this.#parts.shell.autostart().catch(() => false); // Shown as off: it can be set by the tray.
    this.#showTray();
  }

  async #toggleAutostart(): Promise<void> {
    try {
      await this.#parts.shell.setAutostart(!this.#autostart);
    } catch (error) {
      this.#parts.log(`autostart could not be set: ${String(error)}`);
    }
    await this.#readAutostart();
  }

  /** Once a day, for a newer client. */
  #look(): void {
    this.#nextLook = setTimeout(() => this.#look(), DAY);
    this.#nextLook.unref();
    void this.#tellUpdate().catch((error: unknown) =>
      this.#parts.log(`no word of updates: ${String(error)}`),
    );
  }

  #trust(server: string): Trust {
    const { config, shell } = this.#parts;
    return trustOf(server, config.current.ca, shell.authority?.(server));
  }

  async #tellUpdate(): Promise<void> {
    const { config, memory, shell, version, words } = this.#parts;
    const [server] = config.current.servers;
    if (server === undefined || !config.current.updates) return;
    const own = { version, platform: process.platform, arch: process.arch };
    const update = await findUpdate(server, own, getJson, this.#trust(server));
    if (!update || !memory.tellOnce(`update ${update.version}`)) return;
    const answer = await shell.notify(updateNotice(words, update.version)).answer;
    if (answer !== undefined) shell.openExternal(update.url);
  }
}
