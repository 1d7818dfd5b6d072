export type TestTool =
  | 'ip'
  | 'tc'
  | 'nft'
  | 'socat'
  | 'turnserver'
  | 'openssl'
  | 'nginx'
  | 'caddy'
  | 'pebble'
  | 'certutil'
  | 'sqlite3'
  | 'curl'
  | 'firefox-esr'
  | 'WebKitWebDriver'
  | 'Xvfb'
  | 'dbus-daemon'
  | 'dbus-send'
  | 'xdg-mime'
  | 'openbox'
  | 'wmctrl'
  | 'xdotool'
  | 'xprop'
  | 'pulseaudio'
  | 'pactl'
  | 'ffmpeg';
/** Programs and the Debian packages that bring them. */
export const TEST_TOOLS: Readonly<Record<TestTool, string>>;
/** Installs what is missing where that can be done. Never throws. */
export function offerTestTools(): void;
/** What is not there of these tools, as a sentence; `undefined` where all are. Throws in CI. */
export function missingTools(...tools: readonly TestTool[]): string | undefined;
