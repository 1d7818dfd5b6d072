// Starts one Chromium process for one person, with a camera and a microphone of their own.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserServer } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';

/** `camera` and `microphone` are files; `deny`: devices are there and the person refuses them. */
export type Devices =
  | { kind: 'all'; camera: string; microphone: string }
  | { kind: 'microphone-only'; microphone: string }
  | { kind: 'none' }
  | { kind: 'deny'; camera: string; microphone: string };

export interface BrowserProcess {
  readonly browser: Browser;
  /** Ends all its processes at once, so that not even a connection is closed in good order. */
  kill(): Promise<void>;
  /** Halts all its processes, as a device does that falls asleep; the answer lets them go on. */
  suspend(): () => void;
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** Makes of the browser's program the one that is run, which may be a script around it. */
  wrap?: (program: string) => string;
  args?: readonly string[];
  /** What Playwright would add and is not to. */
  ignore?: readonly string[];
  /** Beside this process's own. */
  env?: Readonly<Record<string, string>>;
}

export async function launchBrowser(devices: Devices, options: BrowserOptions = {}): Promise<BrowserProcess> {
  const server = await launch(devices, options);
  const browser = await chromium.connect(server.wsEndpoint());
  return steered(browser, server);
}

export function steered(browser: Browser, server: BrowserServer): BrowserProcess {
  const { pid } = server.process();
  // Playwright gives each browser a process group of its own.
  const signal = (name: NodeJS.Signals): void => {
    if (pid !== undefined) process.kill(-pid, name);
  };
  return {
    browser,
    kill: () => server.kill(),
    suspend: () => {
      signal('SIGSTOP');
      return () => signal('SIGCONT');
    },
    close: () => server.close(),
  };
}

/** What Playwright turns off, so that pages behave as if they were always looked at. */
const PRETENCE = [
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/**
 * A browser as people have it: its pages are tabs of one window, in the one context there is, and those behind the
 * front one are hidden; after 5 s (at home 5 minutes) their timers run once a minute.
 */
export async function launchTabbedBrowser(devices: Devices): Promise<BrowserProcess> {
  const port = await findFreePort();
  const server = await launch(devices, {
    ignore: PRETENCE,
    args: [
      `--remote-debugging-port=${port}`,
      '--window-size=1100,860',
      '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/5',
    ],
  });
  // `noDefaults`: without Playwright's pretence that every page has the focus.
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  return steered(browser, server);
}

async function launch(
  devices: Devices,
  { wrap = (program) => program, args = [], ignore = [], env }: BrowserOptions,
): Promise<BrowserServer> {
  const program = findBrowser();
  if (!program) throw new Error('there is no Chromium: run `npm test`, which installs one');
  return chromium.launchServer({
    executablePath: wrap(program),
    headless: true,
    ...(env && { env: { ...process.env, ...env } }),
    ...(ignore.length > 0 && { ignoreDefaultArgs: [...ignore] }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...deviceArgs(devices),
      ...args,
    ],
  });
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function deviceArgs(devices: Devices): string[] {
  const fakeUi = '--use-fake-ui-for-media-stream';
  switch (devices.kind) {
    case 'all':
      return [
        fakeUi,
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${devices.camera}`,
        `--use-file-for-fake-audio-capture=${devices.microphone}`,
      ];
    case 'microphone-only':
      return [
        fakeUi,
        '--use-fake-device-for-media-stream=device-count=0',
        `--use-file-for-fake-audio-capture=${devices.microphone}`,
      ];
    case 'none':
      return [fakeUi];
    case 'deny':
      return [
        '--deny-permission-prompts',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${devices.camera}`,
        `--use-file-for-fake-audio-capture=${devices.microphone}`,
      ];
    default:
      return devices satisfies never;
  }
}
