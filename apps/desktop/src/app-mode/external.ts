// Web addresses in the person's own browser.
import { spawn } from 'node:child_process';
import type { Log } from './browser.ts';

/** Addresses of other programs are not ours to open. */
const OPENABLE: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Not by a shell: an address is what a stranger wrote. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  darwin: ['open'],
};

export function makeOpener(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  log: Log,
): (url: string) => void {
  const [program = 'xdg-open', ...args] = OPENERS[platform] ?? [];
  return (url) => {
    if (!URL.canParse(url)) return;
    const { href, protocol } = new URL(url);
    if (!OPENABLE.has(protocol)) return log(`An address that is not of the web is not opened: ${protocol}`);
    const child = spawn(program, [...args, href], { env, stdio: 'ignore', detached: true });
    child.on('error', (error) => log(`No browser could be asked to open an address: ${error.message}`));
    child.unref();
  };
}
