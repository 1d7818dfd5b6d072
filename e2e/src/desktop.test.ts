// The PC client for real: a process of Node, its window in a browser on a screen that nobody sees, and a page in another
// browser as the other person. The scenes follow each other: one client goes through all of them, and never has a second
// session.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Parley } from '@parley/client';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';
import { connect, newTicket } from '../faults/person.ts';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import { startDesktop, type DesktopClient } from './desktop-client.ts';
import { openDesktopBus, type DesktopBus } from './desktop-bus.ts';
import { openDisplay, type Display } from './display.ts';
import { PICTURES, writeCamera } from './fake-camera.ts';
import { TONES, writeMicrophone } from './fake-microphone.ts';
import { installProbe } from './page-probe.ts';
import { Person } from './person.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const missing = missingTools('Xvfb', 'dbus-daemon');
const folder = mkdtempSync(join(tmpdir(), 'parley-desktop-test-'));

let server: ServerProcess;
let display: Display;
let bus: DesktopBus;
let other: BrowserProcess;
let alice: Person;
let client: DesktopClient;
/** Sees who comes and goes, whatever pages show of it. */
let witness: Parley;
const seen: string[] = [];

beforeAll(async () => {
  if (missing) return;
  server = await startServerProcess();
  [display, bus] = await Promise.all([openDisplay(), openDesktopBus()]);
  const [camera, microphone] = [join(folder, 'alice.y4m'), join(folder, 'alice.wav')];
  writeCamera(camera, PICTURES[0]);
  writeMicrophone(microphone, TONES[0]);
  other = await launchBrowser({ kind: 'all', camera, microphone });
  witness = connect(await newTicket(server.url, 'carol'), server.url);
  witness.presence.on('changed', ({ online, offline }) => {
    seen.push(...online.map((user) => `${user} came`), ...offline.map((user) => `${user} went`));
  });
  const context = await other.browser.newContext({ viewport: { width: 1100, height: 760 } });
  await context.addInitScript(installProbe);
  alice = new Person({
    account: 'alice',
    page: await context.newPage(),
    context,
    picture: PICTURES[0],
    tone: TONES[0],
  });
  await alice.signIn(server.url);
  client = startDesktop({
    args: [],
    display: display.name,
    chromium: findBrowser() ?? '',
    env: { DBUS_SESSION_BUS_ADDRESS: bus.address },
  });
});
afterAll(async () => {
  await client?.close();
  witness?.close();
  await other?.close();
  display?.close();
  bus?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Says what the client had to say where a scene fails. */
function explain(): void {
  onTestFailed(async () => {
    console.log(client.log(), bus.visible());
    await client.photograph(join(import.meta.dirname, '../artifacts/desktop.png'));
    await alice.page.screenshot({ path: join(import.meta.dirname, '../artifacts/desktop-alice.png') });
  });
}

/** The client's window, as soon as there is one. */
function look(): Promise<Person> {
  explain();
  return client.window('bob');
}

/** What the witness has seen of bob. */
const ofBob = (): string[] => seen.filter((one) => one.startsWith('bob'));

const RING = 'Incoming video call from alice';
const rings = (): number => bus.titles.filter((title) => title === RING).length;

/** As a person does by the cross of the window. */
async function closeWindow(bob: Person): Promise<void> {
  await bob.page.close({ runBeforeUnload: true });
  await client.windowGone();
}

async function inBackground(): Promise<void> {
  const last = (): string | undefined => client.log().trimEnd().split('\n').at(-1);
  await expect.poll(last, { timeout: 10_000 }).toMatch(/session background, window none$/);
}

async function picturesAndSoundBothWays(bob: Person): Promise<void> {
  await Promise.all([bob.seesPictureOf(alice), alice.seesPictureOf(bob)]);
  await Promise.all([bob.hears(alice), alice.hears(bob)]);
}

describe.skipIf(missing)('the PC client', () => {
  test('asks for the server at its first start, and says what is wrong with an address', async () => {
    explain();
    const setup = await client.setup();
    const address = setup.getByRole('textbox', { name: 'Server', exact: true });
    const problem = setup.getByRole('alert');
    await address.fill('http://192.168.1.5:8080');
    await address.press('Enter');
    await expect.poll(() => problem.textContent()).toMatch(/use https:/);
    // A port where nobody listens.
    await address.fill('localhost:1');
    await setup.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.poll(() => problem.textContent()).toMatch(/^Nothing answers at localhost:1/);
    await setup.getByRole('checkbox', { name: /Start with the computer/ }).uncheck();
    await address.fill(server.url);
    await setup.getByRole('button', { name: 'Connect', exact: true }).click();
  });

  test('signs in in its window, and is there for everybody', async () => {
    const bob = await look();
    await bob.trySignIn();
    await bob.isConnected();
    await alice.open(bob);
    await expect.poll(ofBob).toEqual(['bob came']);
  });

  test('texts both ways, and goes on in the background when its window is closed', async () => {
    const bob = await look();
    await alice.say('to the window');
    await bob.open(alice);
    await bob.reads(alice, 'to the window');
    await bob.say('from the window');
    await alice.reads(bob, 'from the window');
    await closeWindow(bob);
    await alice.say('to nobody at the screen');
    await expect.poll(() => bus.visible()).toContain('alice');
  });

  test('rings in a window that opens by itself, and has picture and sound both ways', async () => {
    await alice.button('Video call').click();
    const bob = await look();
    await bob.sees(bob.incoming(alice));
    expect(bus.visible()).toContain(RING);
    const accepted = Date.now();
    await bob.button('Accept').click();
    await bob.seesPictureOf(alice);
    expect(Date.now() - accepted).toBeLessThan(3_000);
    await picturesAndSoundBothWays(bob);
    expect(bus.visible()).not.toContain(RING);
    await bob.hangUp();
    await alice.callIsOver(/Call|call|over|ended/);
    await bob.reads(alice, 'to nobody at the screen');
    expect(rings()).toBe(1);
    await closeWindow(bob);
  });

  test('is accepted in the notice before there is a window, and the window shows the call', async () => {
    await alice.button('Video call').click();
    await bus.press(RING, 'accept');
    const bob = await look();
    await picturesAndSoundBothWays(bob);
    await alice.hangUp();
    await bob.seesNo(bob.button('Hang up'));
    expect(rings()).toBe(2);
    await closeWindow(bob);
  });

  test('is declined in the notice, and no window stays', async () => {
    explain();
    await alice.button('Video call').click();
    await bus.press(RING, 'decline');
    await alice.callIsOver(/declined/i);
    await inBackground();
    await client.windowGone();
    expect(rings()).toBe(3);
  });

  test('a call that the caller gives up closes its window again, and was missed', async () => {
    explain();
    await alice.button('Video call').click();
    await expect.poll(rings).toBe(4);
    await alice.hangUp();
    await expect.poll(() => bus.visible()).toContain('Missed video call from alice');
    await inBackground();
    await client.windowGone();
    expect(bus.visible()).not.toContain(RING);
  });

  test('put away with its window a call goes on ringing in the notice, where it is accepted', async () => {
    await alice.button('Video call').click();
    const small = await look();
    await small.sees(small.incoming(alice));
    await closeWindow(small);
    await wait(1_000);
    expect(bus.visible()).toContain(RING);
    await bus.press(RING, 'accept');
    const bob = await look();
    await picturesAndSoundBothWays(bob);
    await alice.hangUp();
    await bob.seesNo(bob.button('Hang up'));
    expect(rings()).toBe(5);
    await closeWindow(bob);
  });

  test('a further start hands its link over: the conversation opens, and a call is asked about', async () => {
    explain();
    const { host } = new URL(server.url);
    expect(client.startAgain(`parley://${host}/chat/alice`)).toEqual({ code: 0, said: '' });
    const bob = await look();
    await bob.sees(bob.log(alice));
    await bob.reads(alice, 'to nobody at the screen');
    // Of before there was a window.
    await bob.sees(
      bob
        .log(alice)
        .getByText(/missed/i)
        .first(),
    );
    client.startAgain(`parley://${host}/call/carol?media=voice`);
    await bob.sees(bob.page.getByRole('dialog').or(bob.page.getByRole('alertdialog')).first());
    expect(await bob.devicesOn()).toEqual([]);
  });

  test('a page that is reloaded goes on with its session, and one that crashes leaves it to the background', async () => {
    const bob = await look();
    await bob.page.reload();
    await bob.isConnected();
    await bob.open(alice);
    expect(ofBob()).toEqual(['bob came']);
    const said = client.log().match(/ (released|entering): .*/g) ?? [];
    expect(said.slice(-2)).toEqual([
      ' released: session returning, window open',
      ' entering: session page, window open',
    ]);
    await bob.reads(alice, 'from the window');
    expect(client.log()).not.toMatch(/ over:/);
    const devtools = await bob.context.newCDPSession(bob.page);
    devtools.send('Page.crash').catch(() => undefined);
    await inBackground();
    await expect.poll(() => ofBob().at(-1)).toBe('bob came');
    await alice.say('after the crash');
    await expect.poll(() => bus.visible()).toContain('alice');
  });

  test('signed in elsewhere it stays away until its person wants it back', async () => {
    explain();
    const context = await other.browser.newContext();
    const elsewhere = new Person({ ...alice, account: 'bob', context, page: await context.newPage() });
    await elsewhere.signIn(server.url);
    await expect.poll(() => bus.visible()).toContain('Signed in elsewhere');
    await elsewhere.page.getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => ofBob().at(-1)).toBe('bob went');
    await wait(1_500);
    expect(ofBob().at(-1)).toBe('bob went');
    await context.close();
    client.startAgain();
    await (await look()).isConnected();
    await expect.poll(() => ofBob().at(-1)).toBe('bob came');
  });

  test('a call goes on while the server restarts', async () => {
    const bob = await look();
    await bob.open(alice);
    await bob.button('Video call').click();
    await alice.accept(bob);
    await picturesAndSoundBothWays(bob);
    await server.kill();
    await server.start();
    await bob.isConnected();
    await bob.seesMotionOf(alice);
    expect(client.startAgain('--hang-up').code).toBe(0);
    await alice.callIsOver(/Call|call|over|ended/);
  });

  test('quits by a further start, hangs up, and has left', async () => {
    const bob = await look();
    await alice.isConnected();
    await bob.button('Voice call').click();
    await alice.accept(bob, 'voice');
    await alice.hears(bob);
    expect(client.startAgain('--quit')).toEqual({ code: 0, said: '' });
    await alice.callIsOver(/Call|call|over|ended/, 2_000);
    await expect.poll(() => witness.presence.online.has('bob'), { timeout: 4_000 }).toBe(false);
    expect(await client.ended()).toBe(0);
    expect(client.startAgain('--quit')).toEqual({ code: 1, said: 'Parley is not running.\n' });
  });
});
