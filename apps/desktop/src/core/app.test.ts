// The client as its person meets it, on a desktop in memory, with servers that answer who asks and have no sockets.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShownCall } from '@parley/desktop-port';
import { WORDS } from '../words/words.ts';
import { FakeShell, type FakeWindow } from '../testing/fake-shell.ts';
import { App } from './app.ts';
import { readCommandLine } from './arguments.ts';
import { openConfig } from './config.ts';
import { openMemory } from './memory-store.ts';

const MEMORY = { unread: {} };

let folder: string;
let shell: FakeShell;
let app: App;
let servers: Server[];
const logged: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-app-'));
  shell = new FakeShell();
  servers = [];
  logged.length = 0;
});
afterEach(async () => {
  // Nothing is left that would have to be left in good order.
  shell.window?.say({ t: 'signed-out' });
  app.quit();
  await app.ended;
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Origin of a server. */
async function serve(downloads: object = { files: [] }): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/api/session') response.end('{"registration":"open"}');
    else if (request.url === '/api/downloads') response.end(JSON.stringify(downloads));
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function lineOf(...args: string[]) {
  const line = readCommandLine(args);
  if (!line.ok) throw new Error(line.error);
  return line.value;
}

let words = WORDS.en;

function start(config: object = {}, ...args: string[]): void {
  writeFileSync(join(folder, 'parley.json'), JSON.stringify(config));
  const log = (sentence: string): void => void logged.push(sentence);
  app = new App({
    shell,
    config: openConfig(join(folder, 'parley.json')),
    memory: openMemory(folder, log),
    version: '0.1.0',
    setupUrl: 'file:///setup.html',
    log,
    words,
  });
  app.start(lineOf(...args));
}

const configured = (): string[] =>
  (JSON.parse(readFileSync(join(folder, 'parley.json'), 'utf8')) as { servers: string[] }).servers;

/** The window that is open at this address, as soon as it is. */
async function windowAt(url: string): Promise<FakeWindow> {
  await expect.poll(() => shell.window?.options.url).toBe(url);
  const { window } = shell;
  if (!window) throw new Error('no window');
  return window;
}

const setup = (): Promise<FakeWindow> => windowAt('file:///setup.html');
/** What the page of the client's own is told of how things stand. */
const standing = async (page: FakeWindow): Promise<unknown> => {
  await Promise.resolve();
  page.say({ do: 'hello' });
  await expect.poll(() => page.heard.length).toBeGreaterThan(0);
  return page.heard.at(-1);
};
const lastOf = (window: FakeWindow): unknown => window.heard.at(-1);

/** A page in which bob is signed in. */
async function inside(server: string, call?: ShownCall): Promise<FakeWindow> {
  const window = await windowAt(`${server}/`);
  await Promise.resolve();
  window.say({ t: 'entering', user: 'bob' });
  window.say({ t: 'state', user: 'bob', connected: true, unread: 0, ...(call && { call }) });
  window.lastWords = { t: 'released', memory: MEMORY };
  return window;
}

const CALL: ShownCall = { with: 'alice', media: 'video', state: 'active', microphone: true };

test('the first start asks for the server, says what is wrong, and remembers what is right', async () => {
  const server = await serve();
  start();
  const page = await setup();
  expect(await standing(page)).toMatchObject({ address: '', servers: [], autostart: true });
  page.say({ do: 'use', address: 'ftp://x', autostart: true });
  await expect
    .poll(() => lastOf(page))
    .toMatchObject({ problem: expect.stringMatching(/begins with https/) as string });
  page.say({ do: 'use', address: 'localhost:1', autostart: true });
  await expect
    .poll(() => lastOf(page))
    .toMatchObject({ problem: expect.stringMatching(/^Nothing answers/) as string, busy: false });
  page.say({ do: 'use', address: server, autostart: true });
  const window = await windowAt(`${server}/`);
  expect(window.options.origin).toBe(server);
  expect(configured()).toEqual([server]);
  expect(shell.starts).toBe(true);
  expect(page.isOpen).toBe(false);
});

test('who closes the first page has started nothing', async () => {
  start();
  (await setup()).leave();
  await app.ended;
});

test('an authority that can not be read is said in the page, and stops nothing', async () => {
  start({ ca: join(folder, 'none.pem') });
  const page = await setup();
  page.say({ do: 'use', address: 'parley.example', autostart: false });
  await expect
    .poll(() => lastOf(page))
    .toMatchObject({ problem: expect.stringMatching(/none\.pem.*can't be read/) as string, busy: false });
});

test('a page that can not be loaded is said in the client’s own, where one tries again', async () => {
  const server = await serve();
  shell.unreachable = (url) => url.startsWith(server);
  start({ servers: [server] });
  const page = await setup();
  expect(await standing(page)).toMatchObject({
    address: server,
    problem: expect.stringMatching(/^127.* could not be loaded: the server does not answer/) as string,
  });
  shell.unreachable = undefined;
  page.say({ do: 'use', address: server, autostart: false });
  await inside(server);
});

test('a link to a server that the person does not use leads to it only by their consent', async () => {
  const [server, other] = [await serve(), await serve()];
  start({ servers: [server] });
  await inside(server);
  const windows = shell.windows.length;
  app.handleArguments([other.replace('http:', 'parley:') + '/call/bob']);
  const page = await setup();
  expect(await standing(page)).toMatchObject({
    address: other,
    problem: expect.stringMatching(/which you have not used here/) as string,
  });
  expect(shell.windows).toHaveLength(windows + 1);
  expect(configured()).toEqual([server]);
});

test('a link to another server that they use leaves the one before, but not out of a call', async () => {
  const [server, other] = [await serve(), await serve()];
  const link = other.replace('http:', 'parley:') + '/chat/carol';
  start({ servers: [server, other] });
  const window = await inside(server, CALL);
  app.handleArguments([link]);
  app.handleArguments(['--server', other]);
  expect(shell.visible).toEqual(['You are in a call', 'You are in a call']);
  expect(window.isOpen).toBe(true);
  window.say({ t: 'state', user: 'bob', connected: true, unread: 0 });
  window.say({ t: 'signed-out' });
  app.handleArguments([link]);
  const next = await windowAt(`${other}/`);
  expect(window.isOpen).toBe(false);
  await Promise.resolve();
  next.say({ t: 'entering', user: 'bob' });
  expect(lastOf(next)).toMatchObject({ t: 'begin', intent: { do: 'open', with: 'carol' } });
  expect(configured()).toEqual([other, server]);
});

test('a link that says nothing is said in the page', async () => {
  const server = await serve();
  start({ servers: [server] }, '--hidden');
  app.handleArguments(['parley://127.0.0.1/steal/bob']);
  const page = await setup();
  expect(await standing(page)).toMatchObject({ problem: expect.stringMatching(/neither \/call/) as string });
});

test('the tray mutes and hangs up in a call, opens, and starts with the computer', async () => {
  const server = await serve();
  start({ servers: [server] });
  const window = await inside(server, CALL);
  expect(shell.tray).toMatchObject({ presence: 'in-call' });
  expect(shell.awake).toBe(true);
  shell.emit('tray', 'toggle-microphone');
  shell.emit('mute-key', undefined);
  shell.emit('tray', 'hang-up');
  expect(window.heard.slice(1)).toEqual(
    ['toggle-microphone', 'toggle-microphone', 'hang-up'].map((what) => ({
      t: 'intent',
      intent: { do: what },
    })),
  );
  window.say({ t: 'state', user: 'bob', connected: true, unread: 3 });
  expect(shell.awake).toBe(false);
  expect(shell.tray).toMatchObject({ presence: 'online', unread: 3 });
  shell.emit('tray', 'autostart');
  await expect.poll(() => shell.tray?.menu.find(({ name }) => name === 'autostart')?.checked).toBe(true);
  shell.emit('tray', 'open');
  expect(window.done).toContain('focus');
});

test('a ring in the window keeps it on top, with a notice that answers', async () => {
  const server = await serve();
  start({ servers: [server] });
  const window = await inside(server, { with: 'alice', media: 'voice', state: 'ringing' });
  expect(shell.visible).toEqual(['Incoming voice call from alice']);
  expect(window.done).toEqual(['on top true']);
  shell.notices.at(-1)?.press('accept');
  await expect.poll(() => lastOf(window)).toEqual({ t: 'intent', intent: { do: 'accept', from: 'alice' } });
  window.say({ t: 'state', user: 'bob', connected: true, unread: 0, call: CALL });
  expect(window.done).toEqual(['on top true', 'focus', 'on top false']);
  expect(shell.visible).toEqual([]);
});

test('the sign-in is remembered while its window is there, and forgotten with it', async () => {
  const server = await serve();
  shell.cookie = 'parley=secret';
  start({ servers: [server] });
  const window = await inside(server);
  const known = (): unknown => openMemory(folder, () => undefined).signIn(server);
  await expect.poll(known).toEqual({ user: 'bob', cookie: 'parley=secret' });
  window.say({ t: 'signed-out' });
  expect(known()).toBeUndefined();
});

test('closing the window leaves it running, says so once, and ends it where that is chosen', async () => {
  const server = await serve();
  start({ servers: [server] });
  (await inside(server)).say({ t: 'signed-out' });
  shell.window?.leave();
  expect(shell.visible).toEqual(['Parley goes on in the background']);
  shell.emit('tray', 'open');
  (await windowAt(`${server}/`)).leave();
  expect(shell.notices).toHaveLength(1);
  app.quit();
  await app.ended;
  shell = new FakeShell();
  start({ servers: [server], closeToTray: false });
  (await windowAt(`${server}/`)).leave();
  await app.ended;
  expect(shell.notices).toEqual([]);
});

test('a newer client is told once, and fetched by the person’s browser', async () => {
  const files = [
    { name: 'other.exe', platform: 'windows', version: '0.9.0' },
    { name: 'parley-desktop_0.2.0_all.deb', platform: 'linux', arch: 'all', version: '0.2.0' },
  ].map((file) => ({ ...file, ...(process.platform === 'linux' ? {} : { platform: 'none' }) }));
  const server = await serve({ version: '0.9.0', files });
  start({ servers: [server] });
  await expect.poll(() => shell.visible).toEqual(['Parley 0.2.0 is there']);
  shell.notices[0]?.press('show');
  await expect.poll(() => shell.opened).toEqual([`${server}/downloads/parley-desktop_0.2.0_all.deb`]);
  shell.window?.say({ t: 'signed-out' });
  app.quit();
  await app.ended;
  shell = new FakeShell();
  start({ servers: [server] });
  await inside(server);
  expect(shell.visible).toEqual([]);
});

test('a server that does not answer is said where one corrects it, and not remembered', async () => {
  const [server, other] = [await serve(), await serve()];
  const nowhere = 'http://127.0.0.1:1';
  shell.unreachable = (url) => url.startsWith(nowhere);
  start({}, '--server', server);
  const first = await inside(server);
  expect(configured()).toEqual([server]);
  first.say({ t: 'signed-out' });
  app.handleArguments(['--server', nowhere]);
  const page = await setup();
  expect(await standing(page)).toMatchObject({
    address: nowhere,
    problem: expect.stringMatching(/does not answer/) as string,
    servers: [server],
  });
  page.say({ do: 'use', address: other, autostart: false });
  const next = await inside(other);
  expect(configured()).toEqual([other, server]);
  next.say({ t: 'signed-out' });
  app.handleArguments(['--server', nowhere]);
  await setup();
  app.handleArguments(['--server', server]);
  await inside(server);
});

test('quits while it changes servers', async () => {
  const [server, other] = [await serve(), await serve()];
  start({ servers: [server, other] });
  (await inside(server)).say({ t: 'signed-out' });
  app.handleArguments(['--server', other]);
  app.quit();
  await app.ended;
  expect(shell.window).toBeUndefined();
});

test('the page that chooses a server may be gone before the one of before is left', async () => {
  const [server, other] = [await serve(), await serve()];
  start({ servers: [server] });
  // Its page never answers, so that leaving takes its time.
  await inside(server);
  shell.emit('tray', 'servers');
  const page = await setup();
  expect(await standing(page)).toMatchObject({ address: server });
  page.say({ do: 'use', address: other, autostart: false });
  await expect.poll(() => shell.window?.options.url, { timeout: 8_000 }).toBe(`${other}/`);
});

test('speaks the language of its person: in the page of its own, notices and the tray', async () => {
  words = WORDS.de;
  try {
    const server = await serve();
    start({ servers: [server] });
    await inside(server, { with: 'alice', media: 'voice', state: 'ringing' });
    expect(shell.visible).toEqual(['Eingehender Sprachanruf von alice']);
    expect(shell.tray?.tooltip).toBe('Parley · alice ruft an');
    expect(shell.tray?.menu.map(({ label }) => label)).toContain('Beenden');
    app.handleArguments(['--server', 'ftp://x']);
    const page = await setup();
    expect(await standing(page)).toMatchObject({
      problem: 'Eine Adresse beginnt mit https://, diese aber mit ftp://.',
    });
  } finally {
    words = WORDS.en;
  }
});
