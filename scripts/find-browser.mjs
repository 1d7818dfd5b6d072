// Finds a Chromium for the end-to-end tests, and installs one where there is none.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a browser of the Chromium family, `PARLEY_CHROMIUM` first, or `undefined`. */
export function findBrowser(env = process.env) {
  if (env.PARLEY_CHROMIUM) {
    if (runnable(env.PARLEY_CHROMIUM)) return env.PARLEY_CHROMIUM;
    throw new Error(`PARLEY_CHROMIUM names ${env.PARLEY_CHROMIUM}, which is no program that can be run.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES, downloaded()].find((path) => path !== undefined && runnable(path));
}

/** Finds or installs a browser. Throws an error whose message tells a person what to do. */
export function needBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (isRootOnDebian()) {
    console.log('No Chromium found: installing Debian’s chromium package.');
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  } else {
    console.log('No Chromium found: asking Playwright for one.');
    run(process.execPath, [
      join(import.meta.dirname, '../node_modules/playwright-core/cli.js'),
      'install',
      'chromium',
    ]);
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'The end-to-end tests need a Chromium and none could be installed. Install Chromium, Chrome or Edge yourself, ' +
      'or name its program in the environment variable PARLEY_CHROMIUM, and run `npm test` again.',
  );
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Absent or not a program: the next place may have one.
  }
}

function downloaded() {
  try {
    return chromium.executablePath();
  } catch {
    return undefined; // Playwright knows no build for this platform.
  }
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^ID(_LIKE)?=.*debian/m.test(release) && onPath('apt-get');
}

function onPath(name) {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // `command -v` fails for what is not there.
  }
}

// An installer that fails is not the last word: whether a browser is there afterwards is.
function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(needBrowser());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
