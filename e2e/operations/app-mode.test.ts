// The PC client's windows by a real browser on a screen that nobody sees, with a window manager.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { PageMessage } from '@parley/desktop-port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureInWords } from '../../apps/desktop/src/core/load-failure.ts';
import { en } from '../../apps/desktop/src/words/en.ts';
import { createAppModeShell } from '../../apps/desktop/src/app-mode/shell.ts';
import type { DesktopShell, ShellWindow, WindowOptions } from '../../apps/desktop/src/shell.ts';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';
import { until } from '../faults/until.ts';
import { openDisplay, type Display } from '../src/display.ts';

const missing = missingTools('Xvfb', 'openbox', 'wmctrl', 'xdotool', 'xprop');
const BOUNDS = { x: 100, y: 80, width: 500, height: 400 };

/** Says all that it hears, and what it is asked by a link's fragment. */
const PAGE = `<!doctype html><title>Parley test</title><script>
const port = globalThis.parleyDesktop;
const say = (about) => port.post(JSON.stringify({ t: 'released', memory: { unread: {}, rest: about } }));
if (port) {
  port.receive = (json) => { const { intent } = JSON.parse(json); say({ heard: json });
    if (intent?.do === 'open') eval(decodeURIComponent(intent.with)); };
  addEventListener('pagehide', () => say({ last: 'x'.repeat(1_000_000) }));
  say({ first: location.pathname });
}
</script>`;

let server: Server;
let elsewhere: Server;
let display: Display;
let manager: ChildProcess;
let shell: DesktopShell;
const folder = mkdtempSync(join(tmpdir(), 'parley-app-mode-'));
const profile = join(folder, 'profile');
let env: NodeJS.ProcessEnv = {};
const visits: string[] = [];
const logged: string[] = [];

const originOf = (of: Server): string => `http://127.0.0.1:${(of.address() as AddressInfo).port}`;

interface Answer {
  headers?: Record<string, string>;
  status?: number;
  body?: string;
}

/** Without an answer the connection is broken off. */
function serve(answer: (path: string) => Answer | undefined): Server {
  return createServer((request, response) => {
    const given = answer(request.url ?? '/');
    if (!given) return void request.socket.destroy();
    const { headers, status = 200, body = '' } = given;
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  }).listen(0, '127.0.0.1');
}

beforeAll(async () => {
  if (missing) return;
  server = serve((path) => {
    if (path === '/away') return { status: 302, headers: { location: `${originOf(elsewhere)}/sign-in` } };
    if (path === '/dropped') return undefined;
    if (path === '/broken') return { status: 502, body: 'Bad Gateway' };
    return {
      headers: { 'set-cookie': 'token=secret; HttpOnly; SameSite=Strict; Path=/; Max-Age=600' },
      body: PAGE,
    };
  });
  elsewhere = serve((path) => {
    visits.push(path);
    if (path !== '/sign-in') return {};
    return {
      body: `<script>fetch('/saw-' + typeof globalThis.parleyDesktop + '-' + typeof globalThis.__parleyHost)
        .then(() => location.href = '${originOf(server)}/back')</script>`,
    };
  });
  await Promise.all([once(server, 'listening'), once(elsewhere, 'listening')]);
  display = await openDisplay();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // The person's own browser.
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$1" >> ${join(folder, 'opened')}\n`, {
    mode: 0o755,
  });
  env = { ...process.env, DISPLAY: display.name, PATH: `${bin}:${process.env.PATH}`, WAYLAND_DISPLAY: '' };
  manager = spawn('openbox', [], { env, stdio: 'ignore' });
  await until(() => hasManager(), 5_000, 'a window manager');
  shell = await start();
});

afterAll(async () => {
  await shell?.close();
  for (const each of [server, elsewhere]) {
    each?.closeAllConnections();
    each?.close();
  }
  manager?.kill();
  display?.close();
  rmSync(folder, { recursive: true, force: true });
});

function hasManager(): boolean {
  return spawnSync('wmctrl', ['-m'], { env }).status === 0;
}

function start(): Promise<DesktopShell> {
  return createAppModeShell({
    profile,
    browser: findBrowser(),
    browserArgs: ['--disable-gpu', '--use-fake-device-for-media-stream', '--disable-background-networking'],
    command: ['parley-desktop'],
    env,
    language: 'en',
    log: (sentence) => logged.push(sentence),
  });
}

interface Watched {
  readonly window: ShellWindow;
  /** What its page said, a message a line, and `closed` or why it failed. */
  readonly told: unknown[];
}

async function open(path = '/', options: Partial<WindowOptions> = {}): Promise<Watched> {
  const origin = originOf(server);
  const window = await shell.openWindow({
    url: origin + path,
    origin,
    bounds: BOUNDS,
    onTop: false,
    ...options,
  });
  const told: unknown[] = [];
  window.on('message', (message) => told.push(restOf(message)));
  window.on('closed', () => told.push('closed'));
  window.on('failed', (failure) => told.push(failureInWords(failure, en)));
  return { window, told };
}

function restOf(message: PageMessage): unknown {
  return message.t === 'released' ? message.memory.rest : message;
}

/** Runs this in the page, with `say` to answer. */
function run({ window }: Watched, script: string): void {
  window.send({ t: 'intent', intent: { do: 'open', with: encodeURIComponent(script) } });
}

async function ask<T>(watched: Watched, expression: string): Promise<T> {
  const before = watched.told.length;
  const isAnswer = (value: unknown): value is { answer: T } =>
    typeof value === 'object' && value !== null && 'answer' in value;
  run(
    watched,
    `Promise.resolve(${expression}).then((answer) => say({ answer }), (error) => say({ answer: String(error) }))`,
  );
  await until(() => watched.told.slice(before).some(isAnswer), 5_000, expression);
  const found = watched.told.slice(before).find(isAnswer);
  return found?.answer as T;
}

const arrived = async (watched: Watched, path = '/'): Promise<void> =>
  void (await until(
    () => watched.told.some((value) => JSON.stringify(value) === `{"first":"${path}"}`),
    10_000,
    path,
  ));

const opened = (): string[] => {
  const file = join(folder, 'opened');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

describe.skipIf(missing)('a window of the app mode', () => {
  test('is where it was asked to be, has its port before the page’s first script, and says its last word before it is gone', async () => {
    const page = await open();
    await arrived(page);
    expect(await ask(page, '[outerWidth, screenX, screenY, typeof __parleyHost]')).toEqual([
      500,
      100,
      80,
      'undefined',
    ]);
    const moved = once2(page.window, 'moved');
    execFileSync('wmctrl', ['-r', 'Parley test', '-e', '0,200,150,600,450'], { env });
    expect(await moved).toMatchObject({ width: 600, height: 450 });
    // By the person.
    execFileSync('wmctrl', ['-c', 'Parley test'], { env });
    await until(() => page.told.includes('closed'), 5_000, 'closed');
    expect(page.told.at(-2)).toEqual({ last: 'x'.repeat(1_000_000) });
    expect(page.told.at(-1)).toBe('closed');
  });

  test('is given camera, microphone and screen for the server’s origin, and nothing elsewhere', async () => {
    const page = await open();
    await arrived(page);
    const state = (name: string): Promise<string> =>
      ask(page, `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`);
    expect(await Promise.all(['camera', 'microphone', 'notifications'].map(state))).toEqual([
      'granted',
      'granted',
      'granted',
    ]);
    expect(await state('geolocation')).not.toBe('granted');
    expect(
      await ask(
        page,
        `navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then((stream) => stream.getTracks().length)`,
      ),
    ).toBe(2);
    await page.window.close();
  });

  test('stays on the server’s origin, and what leads elsewhere opens in the person’s browser', async () => {
    const page = await open();
    await arrived(page);
    const other = originOf(elsewhere);
    run(page, `location.href = '${other}/by-script'`);
    await until(() => opened().includes(`${other}/by-script`), 5_000, 'opened by script');
    run(
      page,
      `document.body.innerHTML = '<a href="${other}/by-link" target=_blank style="position:fixed;inset:0">x</a>'; say('shown')`,
    );
    await until(() => page.told.includes('shown'), 5_000, 'the link');
    click();
    await until(() => opened().includes(`${other}/by-link`), 5_000, 'opened by link');
    run(page, `location.href = 'file:///etc/passwd'`);
    run(page, `location.href = 'smb://share/'`);
    expect(await ask(page, 'location.pathname')).toBe('/');
    expect(visits).not.toContain('/by-script');
    // The server's own redirect, as to an OpenID provider.
    run(page, `location.href = '/away'`);
    await arrived(page, '/back');
    expect(visits).toContain('/saw-undefined-undefined');
    await page.window.close();
  });

  test('keeps its cookies for the background, while the browser runs and after it', async () => {
    const page = await open();
    await arrived(page);
    const origin = originOf(server);
    expect(await shell.cookies(origin)).toBe('token=secret');
    expect(await shell.cookies('http://127.0.0.1:1')).toBe('token=secret');
    expect(await shell.cookies('http://localhost:1')).toBeUndefined();
    await page.window.close();
    await until(() => !isRunning(), 8_000, 'the browser ends after its last window');
    expect(await shell.cookies(origin)).toBe('token=secret');
    expect(isRunning()).toBe(false);
    const next = await start();
    expect(await next.cookies(origin)).toBe('token=secret');
    await next.close();
  });

  test('is above all others as long as that is wanted, and comes back from where it was put away', async () => {
    // Without a place: the screen is 1280×800.
    const page = await open('/', { onTop: true, bounds: { width: 400, height: 300 } });
    await arrived(page);
    expect(await ask(page, '[screenX, screenY]')).toEqual([856, 24]);
    await until(() => state().includes('ABOVE'), 5_000, 'above');
    page.window.place({ width: 800, height: 600 });
    await wait(300);
    expect(await ask(page, '[screenX, screenY, outerWidth]')).toEqual([240, 100, 800]);
    page.window.keepOnTop(false);
    await until(() => !state().includes('ABOVE'), 5_000, 'no longer above');
    execFileSync('xdotool', ['search', '--name', 'Parley test', 'windowminimize'], { env });
    await until(() => state().includes('HIDDEN'), 5_000, 'out of sight');
    page.window.focus();
    await until(() => !state().includes('HIDDEN'), 5_000, 'in sight again');
    await page.window.close();
  });

  test('of the client’s own page speaks with it too, and gives it nothing', async () => {
    const file = join(folder, 'own.html');
    writeFileSync(
      file,
      `<script>const port = parleyDesktop; port.receive = (json) => port.post(json);
      navigator.permissions.query({ name: 'camera' }).then(({ state }) => port.post(JSON.stringify({ state })))</script>`,
    );
    const own = { url: pathToFileURL(file).href, bounds: BOUNDS, onTop: false };
    const window = await shell.openWindow(own);
    const said: unknown[] = [];
    window.on('form', (form) => said.push(form));
    await until(() => said.length === 1, 5_000, 'its word');
    expect(said).toEqual([{ state: 'prompt' }]);
    window.tell({ problem: '</script> "quoted"' });
    await until(() => said.length === 2, 5_000, 'its answer');
    expect(said[1]).toEqual({ problem: '</script> "quoted"' });
    await window.close();
  });

  test('is the only one that there is: what keys and clicks of a browser open is closed again', async () => {
    const page = await open();
    await arrived(page);
    const other = originOf(elsewhere);
    run(
      page,
      `document.body.innerHTML = '<a href="${other}/by-middle-click" style="position:fixed;inset:0">x</a>'; say('shown')`,
    );
    await until(() => page.told.includes('shown'), 5_000, 'the link');
    click(2);
    await until(() => opened().includes(`${other}/by-middle-click`), 5_000, 'opened by a middle click');
    // In a frame, which the page's script does not see into.
    run(
      page,
      `document.body.innerHTML = '<iframe style="position:fixed;inset:0;width:100%;height:100%"></iframe>';
      const frame = document.querySelector('iframe');
      frame.onload = () => setTimeout(say, 200, 'framed');
      frame.srcdoc = '<a target=_blank href="${other}/by-frame" style="position:fixed;inset:0">x</a>';`,
    );
    await until(() => page.told.includes('framed'), 5_000, 'the frame');
    click();
    await until(() => opened().includes(`${other}/by-frame`), 5_000, 'opened by a frame');
    execFileSync('xdotool', ['key', 'ctrl+n'], { env });
    await wait(500);
    await until(() => windowTitles().length === 1, 5_000, 'one window');
    expect(windowTitles()).toEqual(['Parley test']);
    await page.window.close();
  });

  test('says in words why its page could not be loaded, and can be loaded again', async () => {
    const page = await open('/', { url: 'http://127.0.0.1:59999/', origin: 'http://127.0.0.1:59999' });
    await until(() => page.told.length > 0, 5_000, 'a reason');
    expect(page.told).toEqual([
      expect.stringMatching(/^127.0.0.1:59999 could not be loaded: nothing answers.*ERR_/),
    ]);
    await page.window.close();
    const broken = await open('/broken');
    await until(() => broken.told.length > 0, 5_000, 'a reason');
    expect(broken.told).toEqual([expect.stringMatching(/it answers 502/)]);
    broken.window.load(`${originOf(server)}/again`);
    await arrived(broken, '/again');
    // By the page itself, of a server that is gone.
    run(broken, `location.href = '/dropped'`);
    await until(() => broken.told.length > 3, 5_000, 'a reason');
    expect(broken.told.at(-1)).toMatch(/closed the connection without an answer.*ERR_EMPTY_RESPONSE/);
    await broken.window.close();
  });

  test('is closed without a last word where its browser crashes, and the next one opens', async () => {
    const pages = [await open('/one'), await open('/two')];
    await Promise.all(pages.map((page, at) => arrived(page, ['/one', '/two'][at])));
    process.kill(browserPid(), 'SIGKILL');
    for (const page of pages) await until(() => page.told.includes('closed'), 5_000, 'closed');
    for (const page of pages) expect(page.told).toHaveLength(2);
    const next = await open('/next');
    await arrived(next, '/next');
    for (const pid of renderers()) process.kill(pid, 'SIGKILL');
    await until(() => next.told.length > 1, 5_000, 'a crash of the page');
    expect(next.told.at(-1)).toMatch(/^The page has crashed/);
    await next.window.close();
    expect(next.told.at(-1)).toBe('closed');
  });

  test('opens also where a browser was left behind with its profile', async () => {
    await shell.close();
    const args = ['--no-sandbox', `--user-data-dir=${profile}`, '--no-first-run', 'about:blank'];
    const left = spawn(findBrowser() ?? '', args, { env, stdio: 'ignore' });
    const ended = once(left, 'exit');
    await until(() => isRunning(), 8_000, 'the browser left behind');
    await until(() => windowTitles().length === 1, 8_000, 'its window');
    const page = await open();
    await arrived(page);
    await ended;
    expect(logged.join('\n')).toContain(`(process ${left.pid}) was left behind`);
    await page.window.close();
  });
});

/** In the middle of the window. */
function click(button = 1): void {
  execFileSync('xdotool', ['mousemove', '350', '300', 'click', String(button)], { env });
}

function windowTitles(): string[] {
  const list = execFileSync('wmctrl', ['-l'], { env, encoding: 'utf8' });
  return list.trim() === ''
    ? []
    : list
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/).slice(3).join(' '));
}

/** Of the only window. */
function state(): string {
  const [id = ''] = execFileSync('wmctrl', ['-l'], { env, encoding: 'utf8' }).split(' ');
  return execFileSync('xprop', ['-id', id, '_NET_WM_STATE'], { env, encoding: 'utf8' });
}

function renderers(): number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('--type=renderer') && line.includes(profile))
    .map((line) => Number.parseInt(line, 10));
}

function once2(window: ShellWindow, event: 'moved'): Promise<unknown> {
  return new Promise((resolve) => window.on(event, resolve));
}

function browserPid(): number {
  return Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
}

function isRunning(): boolean {
  try {
    process.kill(browserPid(), 0);
    return true;
  } catch {
    return false;
  }
}
