// Finds a Chromium for the end-to-end tests, and installs one where there is none.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { installPackages, isRootOnDebian, run } from './debian.mjs';

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
    installPackages(['chromium', 'fonts-dejavu-core']);
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

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(needBrowser());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
