// A phone on the local network: told why by plain HTTP, trusting the server's CA, and calling by HTTPS.
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import { PICTURES, writeCamera } from './fake-camera.ts';
import { TONES, writeMicrophone } from './fake-microphone.ts';
import { missingForNetworks, openNetwork, type Network, type Place } from './network-namespaces.ts';
import { installProbe } from './page-probe.ts';
import { Person } from './person.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { connect } from './talk.ts';
import { createTrustStore } from './trust-store.ts';

const ARTIFACTS = join(import.meta.dirname, '../artifacts');
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const missing = missingForNetworks() ?? missingTools('certutil');
if (missing) console.warn(`SKIPPED https.test.ts, a phone on the local network: ${missing}.`);

/** A device with a network address, a home folder and what it trusts of its own. */
interface Device {
  open(context?: BrowserContextOptions): Promise<Person>;
  trust(ca: string): void;
  /** Ends the browser: the next one knows what has been trusted meanwhile. */
  close(): Promise<void>;
}

let network: Network | undefined;
let server: ServerProcess | undefined;
let folder = '';
const devices: Device[] = [];

beforeAll(async () => {
  if (missing) return;
  folder = mkdtempSync(join(tmpdir(), 'parley-https-'));
  network = openNetwork();
  const home = network.place('server');
  server = await startServerProcess({ flags: ['--host', home.address], command: home.command });
  for (const index of [0, 1] as const) devices.push(createDevice(network.place(`device${index}`), index));
});

afterAll(async () => {
  for (const device of devices) await device.close();
  await server?.close();
  network?.close();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

function createDevice(place: Place, index: 0 | 1): Device {
  const home = join(folder, place.name);
  const { env, trust } = createTrustStore(home);
  const [camera, microphone] = [join(home, 'camera.y4m'), join(home, 'microphone.wav')];
  writeCamera(camera, PICTURES[index]);
  writeMicrophone(microphone, TONES[index]);
  let browser: BrowserProcess | undefined;
  return {
    async open(options = {}) {
      browser ??= await launchBrowser({ kind: 'all', camera, microphone }, { wrap: place.wrap, env });
      const context = await browser.browser.newContext(options);
      await context.addInitScript(installProbe);
      const page = await context.newPage();
      return new Person({ account: place.name, page, context, picture: PICTURES[index], tone: TONES[index] });
    },
    trust,
    async close() {
      await browser?.close();
      browser = undefined;
    },
  };
}

test.skipIf(missing !== undefined)(
  '[S13] a phone on the local network is told how to trust the server, does, and makes a video call',
  { timeout: 45_000 },
  async () => {
    const [phone, other] = devices;
    if (!server || !phone || !other) throw new Error('there is no network');
    const people: Person[] = [];
    try {
      const { url } = server;
      expect(url).toMatch(/^https:\/\/10\./);
      const plain = url.replace('https:', 'http:');

      const stranger = await phone.open(PHONE);
      people.push(stranger);
      await expect(stranger.page.goto(url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
      // The browser's own page about it would interrupt what comes next.
      await stranger.page.waitForURL('chrome-error://chromewebdata/');
      await stranger.page.goto(plain);
      await stranger.sees(stranger.page.getByRole('heading', { name: 'Two steps, and you can call' }));
      await stranger.sees(
        stranger.page.getByText('Browsers give camera and microphone only to secure pages'),
      );
      const [download] = await Promise.all([
        stranger.page.waitForEvent('download'),
        stranger.page.getByRole('link', { name: 'Download certificate' }).click(),
      ]);
      const ca = join(folder, 'parley-ca.crt');
      await download.saveAs(ca);
      const shown = await stranger.page.locator('code').innerText();
      expect(shown.replaceAll(/\s/g, '')).toBe(new X509Certificate(readFileSync(ca)).fingerprint256);
      await phone.close();
      people.pop();

      for (const device of [phone, other]) device.trust(ca);
      const [alice, bob] = await Promise.all([phone.open(PHONE), other.open()]);
      people.push(alice, bob);
      await alice.page.goto(plain);
      await alice.page.getByRole('link', { name: 'Open Parley' }).click();
      await alice.trySignIn();
      await Promise.all([alice.isConnected(), bob.signIn(url)]);
      expect(alice.page.url()).toBe(`${url}/`);
      const [cookie] = await alice.context.cookies();
      expect(cookie).toMatchObject({ name: '__Host-parley', secure: true, httpOnly: true });

      await connect(alice, bob);
      await Promise.all([alice.hears(bob), bob.hears(alice)]);
      await bob.hangUp();
      await alice.callIsOver(/ended/i);
      await alice.devicesAreOff();
    } catch (error) {
      mkdirSync(ARTIFACTS, { recursive: true });
      for (const { page, account } of people)
        await page.screenshot({ path: join(ARTIFACTS, `https-${account}.png`) }).catch(() => {});
      throw error;
    }
  },
);
