// Starts one Chromium process for one person, with a camera and a microphone of their own.
import { chromium, type Browser } from 'playwright-core';
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
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** Makes of the browser's program the one that is run, which may be a script around it. */
  wrap?: (program: string) => string;
  args?: readonly string[];
}

export async function launchBrowser(
  devices: Devices,
  { wrap = (program) => program, args = [] }: BrowserOptions = {},
): Promise<BrowserProcess> {
  const program = findBrowser();
  if (!program) throw new Error('there is no Chromium: run `npm test`, which installs one');
  const server = await chromium.launchServer({
    executablePath: wrap(program),
    headless: true,
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
  const browser = await chromium.connect(server.wsEndpoint());
  return { browser, kill: () => server.kill(), close: () => server.close() };
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
