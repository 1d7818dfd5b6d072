// The PC client as a process of its own, on a screen that nobody sees, and its window as a page that a test can steer.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { PICTURES, writeCamera } from './fake-camera.ts';
import { TONES, writeMicrophone } from './fake-microphone.ts';
import { installProbe } from './page-probe.ts';
import { Person } from './person.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Of its camera and its microphone, beside whom else there is. */
const SEAT = 1;

export interface DesktopClient {
  readonly pid: number;
  /** The window that shows the server's page, as soon as there is one. */
  window(account: string, timeout?: number): Promise<Person>;
  /** The client's own page, where one names the server. */
  setup(): Promise<Page>;
  /** Resolves once the page's window, and with the last one the browser, is gone. */
  windowGone(timeout?: number): Promise<void>;
  /** A further start, until it has ended. */
  startAgain(...args: string[]): { code: number | null; said: string };
  /** Lines of the log since its start. */
  log(): string;
  /** Of its window, where it has one. */
  photograph(file: string): Promise<void>;
  /** Resolves with its exit code. */
  ended(): Promise<number | null>;
  /** Quits it; resolves with the exit code. */
  close(): Promise<number | null>;
}

export interface DesktopOptions {
  readonly args: readonly string[];
  readonly display: string;
  readonly chromium: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function startDesktop({ args, display, chromium: browser, env: more }: DesktopOptions): DesktopClient {
  const home = mkdtempSync(join(tmpdir(), 'parley-desktop-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  const [camera, microphone] = [join(home, 'camera.y4m'), join(home, 'microphone.wav')];
  writeCamera(camera, PICTURES[SEAT]);
  writeMicrophone(microphone, TONES[SEAT]);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    DISPLAY: display,
    // Its words are looked for in English, whatever the person of this computer reads.
    LANG: 'C.UTF-8',
    PARLEY_DESKTOP_BROWSER: browser,
    PARLEY_DESKTOP_BROWSER_ARGS: [
      '--remote-debugging-port=0',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
      `--use-file-for-fake-audio-capture=${microphone}`,
    ].join(' '),
    ...more,
  };
  const program = [join(ROOT, 'apps/desktop/dist/main.js')];
  const child = spawn(process.execPath, [...program, '--verbose', ...args], {
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const windows = watchWindows(join(home, '.local/share/parley-desktop/profile/DevToolsActivePort'));
  return {
    pid: child.pid ?? 0,
    log: () => log,
    photograph: (file) => windows.photograph(file),
    async window(account, timeout = 15_000) {
      const page = await windows.next('http', timeout, () => log);
      return new Person({
        account,
        page,
        context: page.context(),
        picture: PICTURES[SEAT],
        tone: TONES[SEAT],
      });
    },
    setup: () => windows.next('file:', 15_000, () => log),
    windowGone: (timeout = 10_000) => windows.gone(timeout),
    startAgain(...more) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...more], {
        env,
        encoding: 'utf8',
      });
      return { code: status, said: `${stdout}${stderr}` };
    },
    ended: async () =>
      child.exitCode === null ? ((await once(child, 'exit'))[0] as number | null) : child.exitCode,
    async close() {
      const code = await end(child);
      await windows.close();
      rmSync(home, { recursive: true, force: true });
      return code;
    },
  };
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(late);
  return child.exitCode;
}

interface Windows {
  /** By the scheme of its page. */
  next(scheme: string, timeout: number, explain: () => string): Promise<Page>;
  gone(timeout: number): Promise<void>;
  photograph(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The browser comes and goes with its windows, and writes its port into this file each time. */
function watchWindows(portFile: string): Windows {
  let browser: Browser | undefined;

  const connected = async (): Promise<Browser | undefined> => {
    if (browser?.isConnected()) return browser;
    if (!existsSync(portFile)) return undefined;
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    // `noDefaults`: without Playwright's pretence that every page has the focus.
    const found = await chromium
      .connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true, timeout: 2_000 })
      .catch(() => undefined); // Of a browser that has ended: the next one writes another.
    if (!found) return undefined;
    browser = found;
    await found.contexts()[0]?.addInitScript(installProbe);
    return found;
  };
  const pageOf = (one: Browser | undefined, scheme = 'http'): Page | undefined =>
    one
      ?.contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().startsWith(scheme));

  return {
    async next(scheme, timeout, explain) {
      for (const until = Date.now() + timeout; Date.now() < until; await wait(20)) {
        const page = pageOf(await connected(), scheme);
        if (!page) continue;
        // A page that was there before the probe could be has it now.
        await page.waitForLoadState('domcontentloaded');
        if (!(await page.evaluate(() => 'parleyProbe' in globalThis))) await page.evaluate(installProbe);
        return page;
      }
      throw new Error(`the client shows no window:\n${explain()}`);
    },
    async gone(timeout) {
      for (const until = Date.now() + timeout; Date.now() < until; await wait(20)) {
        const page = browser?.isConnected() ? pageOf(browser) : undefined;
        if (!page) {
          if (!browser?.isConnected() && existsSync(portFile)) unlinkSync(portFile);
          return;
        }
      }
      throw new Error('the window is still there');
    },
    async photograph(path) {
      await pageOf(browser)?.screenshot({ path, timeout: 5_000 });
    },
    async close() {
      await browser?.close();
    },
  };
}
