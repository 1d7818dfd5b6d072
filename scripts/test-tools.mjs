// The programs that the tests need beside a Chromium, installed where that can be done: real networks, relays, proxies and
// other browsers.
import { installPackages, isRootOnDebian, whereIs } from './debian.mjs';

/** Programs and the Debian packages that bring them. */
export const TEST_TOOLS = {
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  socat: 'socat',
  turnserver: 'coturn',
  openssl: 'openssl',
  nginx: 'nginx-light',
  caddy: 'caddy',
  pebble: 'pebble',
  certutil: 'libnss3-tools',
  sqlite3: 'sqlite3',
  curl: 'curl',
  'firefox-esr': 'firefox-esr',
  WebKitWebDriver: 'webkit2gtk-driver',
  Xvfb: 'xvfb',
  'dbus-daemon': 'dbus-daemon',
  'dbus-send': 'dbus-bin',
  'xdg-mime': 'xdg-utils',
  openbox: 'openbox',
  wmctrl: 'wmctrl',
  xdotool: 'xdotool',
  xprop: 'x11-utils',
  pulseaudio: 'pulseaudio',
  pactl: 'pulseaudio-utils',
  ffmpeg: 'ffmpeg',
};

/** Never throws: without a tool the tests that need it are skipped, and say so. */
export function offerTestTools() {
  const missing = Object.keys(TEST_TOOLS).filter((tool) => !whereIs(tool));
  if (missing.length === 0 || !isRootOnDebian()) return;
  const packages = [...new Set(missing.map((tool) => TEST_TOOLS[tool]))];
  console.log(`Installing what some tests need: ${packages.join(', ')}.`);
  installPackages(packages);
}

/**
 * What is not there of these tools, as a sentence; `undefined` where all are. In CI that is an error: a test that is
 * skipped there proves nothing.
 */
export function missingTools(...tools) {
  const missing = tools.filter((tool) => !whereIs(tool));
  if (missing.length === 0) return undefined;
  const sentence = missing
    .map((tool) => `${tool} is missing (Debian's package ${TEST_TOOLS[tool]})`)
    .join(', ');
  if (process.env.CI) throw new Error(sentence);
  return sentence;
}
