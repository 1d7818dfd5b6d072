// The PC client's Debian package: installed by apt, started by its menu entry, removed without a trace.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRootOnDebian } from '../../scripts/debian.mjs';
import { packageDeb } from '../../scripts/package-deb.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';
import { openDisplay, type Display } from '../src/display.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';

const missing = isRootOnDebian() ? missingTools('Xvfb') : 'only root on Debian can install a package';
if (missing) console.warn(`SKIPPED deb.test.ts, the PC client's Debian package: ${missing}.`);

const ENTRY = '/usr/share/applications/parley-desktop.desktop';
const PATIENCE = { timeout: 20_000, interval: 100 };

const home = mkdtempSync(join(tmpdir(), 'parley-deb-'));
let server: ServerProcess;
let display: Display;
let client: ChildProcess | undefined;

beforeAll(async () => {
  if (missing) return;
  server = await startServerProcess({ flags: ['--log-level', 'error'] });
  display = await openDisplay();
});
afterAll(async () => {
  client?.kill();
  if (missing) return;
  // Of a test that failed half-way.
  execFileSync('dpkg', ['--purge', 'parley-desktop'], { stdio: 'ignore' });
  display.close();
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['-y', '-q', '--no-install-recommends', ...args], { env, stdio: 'pipe' });
}

const installed = (): string[] =>
  execFileSync('dpkg', ['-L', 'parley-desktop'], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => existsSync(path));

/** As the desktop does it: the words of the entry's `Exec`, without a link. */
function startMenuEntry(): ChildProcess {
  const [, exec = ''] = /^Exec=(.*)$/m.exec(readFileSync(ENTRY, 'utf8')) ?? [];
  const [program = '', ...args] = exec.split(' ').filter((word) => word !== '%u');
  const env = {
    ...process.env,
    DISPLAY: display.name,
    PARLEY_DESKTOP_HOME: home,
    PARLEY_DESKTOP_BROWSER_ARGS: '--disable-gpu --remote-debugging-port=0',
  };
  return spawn(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Addresses of the pages in the client's browser. */
async function pages(): Promise<string[]> {
  const file = join(home, 'profile', 'DevToolsActivePort');
  if (!existsSync(file)) return [];
  const [port] = readFileSync(file, 'utf8').split('\n');
  const list = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { url: string }[];
  return list.map(({ url }) => url);
}

test.skipIf(missing)(
  '[S16] apt installs it, its menu entry shows the server’s page, and apt removes it without a trace',
  async () => {
    const deb = await packageDeb();
    apt('install', deb);
    const files = installed();
    expect(files).toContain('/usr/bin/parley-desktop');
    const version = execFileSync('parley-desktop', ['--version'], { encoding: 'utf8' }).trim();
    expect(deb).toContain(`_${version}_`);

    writeFileSync(join(home, 'parley.json'), JSON.stringify({ servers: [server.url] }));
    client = startMenuEntry();
    await expect.poll(pages, PATIENCE).toContain(`${server.url}/`);
    execFileSync('parley-desktop', ['--quit'], { env: { ...process.env, PARLEY_DESKTOP_HOME: home } });
    if (client.exitCode === null) await once(client, 'exit');
    expect(client.exitCode).toBe(0);

    apt('remove', 'parley-desktop');
    expect(files.filter((path) => path.includes('parley') && existsSync(path))).toEqual([]);
  },
  120_000,
);
