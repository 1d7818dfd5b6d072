// Gives each test file a server and browsers, and each test fresh pages; keeps screenshots of what failed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import {
  launchBrowser,
  launchTabbedBrowser,
  type BrowserOptions,
  type BrowserProcess,
  type Devices,
} from './browser.ts';
import { PICTURES, writeCamera } from './fake-camera.ts';
import { TONES, writeMicrophone } from './fake-microphone.ts';
import { openFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts';
import { launchFirefox } from './firefox.ts';
import { installProbe } from './page-probe.ts';
import { Person } from './person.ts';
import { startServerProcess, type ServerOptions, type ServerProcess } from './server-process.ts';

const ARTIFACTS = join(import.meta.dirname, '../artifacts');

export interface Seat {
  /** A person of the same account as another one sits somewhere else: 0 to 3. The next free one if absent. */
  seat?: number;
  devices?: Devices['kind'];
  context?: BrowserContextOptions;
  /** In a Chromium of this test alone, started so. */
  special?: BrowserOptions;
  /** In a browser where pages can be out of sight, as `launchTabbedBrowser` says. `context` does not count there. */
  tabbed?: boolean;
  /** Another browser than Chromium, with the devices that it makes up itself. `devices` does not count there. */
  browser?: 'firefox';
  /** Where the page goes; the server's own address if absent. */
  url?: string;
}

export interface Stage {
  readonly server: ServerProcess;
  /** A second way to the server, whose line can be cut. */
  readonly proxy: FaultProxy;
  /** A name that no other test of the file uses. */
  name(base: string): string;
  /** A page in a browser process of the person's own, at no address yet. */
  arrive(account: string, seat?: Seat): Promise<Person>;
  /** `arrive` with a new account made of `base`, and signed in. */
  person(base: string, seat?: Seat): Promise<Person>;
  /** Ends the browser process of this person without a warning, as a crash does. */
  crash(person: Person): Promise<void>;
  /** Puts this person's device to sleep; the answer wakes it. */
  sleep(person: Person): () => void;
}

export type Scene = (title: string, body: (stage: Stage) => Promise<void>, timeout?: number) => void;

export interface TheatreOptions extends ServerOptions {
  /** Where something that the whole file needs is not there. */
  skip?: boolean;
}

/** Registers the file's hooks; the answer declares one test. */
export function openTheatre({ skip = false, ...options }: TheatreOptions = {}): Scene {
  let server: ServerProcess | undefined;
  let proxy: FaultProxy | undefined;
  const wardrobe = createWardrobe();
  let names = 0;

  beforeAll(async () => {
    if (skip) return;
    proxy = await openFaultProxy(() => server?.port ?? 0);
    // A page behind the proxy has the proxy's origin, which the server does not know as its own.
    const flags = ['--origin', proxy.url, ...(options.flags ?? [])];
    server = await startServerProcess({ ...options, flags });
  });
  afterAll(async () => {
    await wardrobe.close();
    await proxy?.close();
    await server?.close();
  });

  return (title, body, timeout) => {
    test.skipIf(skip)(title, timeout === undefined ? {} : { timeout }, async () => {
      if (!server || !proxy) throw new Error('the server did not start');
      const cast = createCast({ server, proxy }, wardrobe, (base) => `${base}${++names}`);
      try {
        await body(cast.stage);
      } catch (error) {
        await cast.photograph(title);
        throw error;
      } finally {
        await cast.close();
      }
    });
  };
}

interface Wardrobe {
  browser(seat: number, at: Seat): Promise<BrowserProcess>;
  /** Not kept. */
  special(seat: number, devices: Devices['kind'], options: BrowserOptions): Promise<BrowserProcess>;
  forget(browser: BrowserProcess): void;
  close(): Promise<void>;
}

/** Browser processes by seat and devices, started when first needed and kept for the file. */
function createWardrobe(): Wardrobe {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-media-'));
  const browsers = new Map<string, Promise<BrowserProcess>>();

  const files = (seat: number): { camera: string; microphone: string } => {
    const camera = join(folder, `${seat}.y4m`);
    const microphone = join(folder, `${seat}.wav`);
    const picture = PICTURES[seat];
    if (!picture) throw new Error(`there is no seat ${seat}`);
    writeCamera(camera, picture);
    writeMicrophone(microphone, toneOf(seat));
    return { camera, microphone };
  };
  const devicesOf = (seat: number, kind: Devices['kind']): Devices =>
    kind === 'none' ? { kind } : { kind, ...files(seat) };

  return {
    browser(seat, { devices = 'all', tabbed = false, browser }) {
      const key = browser ? `${seat} ${browser}` : `${seat} ${devices} ${tabbed ? 'tabbed' : 'apart'}`;
      const known = browsers.get(key);
      if (known) return known;
      const launched = browser
        ? launchFirefox(toneOf(seat))
        : (tabbed ? launchTabbedBrowser : launchBrowser)(devicesOf(seat, devices));
      browsers.set(key, launched);
      return launched;
    },
    special: (seat, kind, options) => launchBrowser(devicesOf(seat, kind), options),
    forget(browser) {
      for (const [key, known] of browsers) {
        void known.then((value) => value === browser && browsers.delete(key));
      }
    },
    async close() {
      for (const browser of browsers.values()) await (await browser).close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function toneOf(seat: number): number {
  const tone = TONES[seat];
  if (tone === undefined) throw new Error(`there is no seat ${seat}`);
  return tone;
}

interface Cast {
  stage: Stage;
  photograph(title: string): Promise<void>;
  close(): Promise<void>;
}

function createCast(
  { server, proxy }: Pick<Stage, 'server' | 'proxy'>,
  wardrobe: Wardrobe,
  name: (base: string) => string,
): Cast {
  const people: { person: Person; browser: BrowserProcess }[] = [];
  const closers: (() => Promise<void>)[] = [];

  const openBrowser = async (seat: number, at: Seat): Promise<BrowserProcess> => {
    if (!at.special) return wardrobe.browser(seat, at);
    const browser = await wardrobe.special(seat, at.devices ?? 'all', at.special);
    closers.push(() => browser.close());
    return browser;
  };

  const openContext = async ({ browser }: BrowserProcess, at: Seat): Promise<BrowserContext> => {
    const [only] = at.tabbed ? browser.contexts() : [];
    if (only) {
      closers.push(async () => {
        await Promise.all(only.pages().map((page) => page.close()));
        await only.clearCookies();
      });
      return only;
    }
    const context = await browser.newContext({ viewport: { width: 1100, height: 760 }, ...at.context });
    closers.push(() => context.close());
    return context;
  };

  const arrive = async (account: string, at: Seat = {}): Promise<Person> => {
    const seat = at.seat ?? people.length;
    const browser = await openBrowser(seat, at);
    const context = await openContext(browser, at);
    // Some tests open pages of their own beside this one. The context of tabs outlives the test, and its scripts with it.
    if (!at.tabbed) await context.addInitScript(installProbe);
    const page = await context.newPage();
    if (at.tabbed) await page.addInitScript(installProbe);
    const picture = at.browser ? 'changing' : (PICTURES[seat] ?? PICTURES[0]);
    const person = new Person({ account, page, context, picture, tone: toneOf(seat) });
    people.push({ person, browser });
    return person;
  };

  const stage: Stage = {
    server,
    proxy,
    name,
    arrive,
    async person(base, seat) {
      const person = await arrive(name(base), seat);
      await person.signIn(seat?.url ?? server.url);
      return person;
    },
    async crash(person) {
      const browser = people.find((member) => member.person === person)?.browser;
      if (!browser) throw new Error(`${person.account} is not on this stage`);
      wardrobe.forget(browser);
      await browser.kill();
    },
    sleep(person) {
      const browser = people.find((member) => member.person === person)?.browser;
      if (!browser) throw new Error(`${person.account} is not on this stage`);
      const wake = browser.suspend();
      // Nothing can be closed while it sleeps.
      closers.unshift(async () => wake());
      return wake;
    },
  };

  return {
    stage,
    async photograph(title) {
      mkdirSync(ARTIFACTS, { recursive: true });
      for (const { person } of people) {
        console.log(person.account, await person.traces());
        const file = `${title} ${person.account}`.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 120);
        // A page that crashed can't be photographed, and that must not hide why the test failed.
        await person.page.screenshot({ path: join(ARTIFACTS, `${file}.png`), timeout: 5000 }).catch(() => {});
      }
    },
    async close() {
      proxy.heal();
      for (const leave of closers) await leave().catch(() => {});
    },
  };
}
