// Which browser of this computer shows the windows: Chromium, Chrome, Edge or Brave.
import { posix, win32 } from 'node:path';

export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether this is a program that can be run. */
  isProgram(path: string): boolean;
  /** Where a link leads in the end. */
  realPath(path: string): string;
}

export interface FoundBrowser {
  readonly path: string;
  /** Confined by snap: it reads and writes nothing in hidden folders, its own apart. */
  readonly isSnap: boolean;
}

const SNAP = '/snap/bin/chromium';
const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];
const MACOS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Brave Browser.app/Contents/MacOS/Brave Browser',
];

/** The one named, or the first of those that are there. Throws an error whose message tells the person what to do. */
export function findBrowser(computer: Computer, named?: string): FoundBrowser {
  if (named !== undefined) {
    if (computer.isProgram(named)) return describe(computer, named);
    throw new Error(`${named}, which the settings name as the browser, is no program that can be run.`);
  }
  const found = places(computer)
    .filter((path) => computer.isProgram(path))
    .map((path) => describe(computer, path));
  const best = found.find(({ isSnap }) => !isSnap) ?? found[0];
  if (best) return best;
  throw new Error(
    'Parley shows its windows by a browser of the Chromium family, and there is none. Install Chromium, Google Chrome ' +
      'or Microsoft Edge, or name its program by --browser.',
  );
}

function places({ platform, env }: Computer): string[] {
  switch (platform) {
    case 'win32':
      return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]
        .filter((folder) => folder !== undefined && folder !== '')
        .flatMap((folder) => WINDOWS.map((program) => win32.join(folder ?? '', program)))
        .toSorted((one, other) => rank(WINDOWS, one) - rank(WINDOWS, other));
    case 'darwin':
      return MACOS.flatMap((program) => [
        posix.join('/Applications', program),
        ...(env['HOME'] ? [posix.join(env['HOME'], 'Applications', program)] : []),
      ]);
    default: {
      const folders = (env['PATH'] ?? '').split(posix.delimiter).filter((folder) => folder !== '');
      return LINUX.flatMap((program) => folders.map((folder) => posix.join(folder, program)));
    }
  }
}

const rank = (programs: readonly string[], path: string): number =>
  programs.findIndex((program) => path.endsWith(program));

function describe(computer: Computer, path: string): FoundBrowser {
  if (computer.platform !== 'linux') return { path, isSnap: false };
  // Ubuntu's chromium-browser is a script that starts the snap.
  const starts = path.endsWith('/chromium-browser') && computer.isProgram(SNAP) ? SNAP : path;
  return { path, isSnap: starts.startsWith('/snap/') || computer.realPath(starts) === '/usr/bin/snap' };
}
