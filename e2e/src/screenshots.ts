// `npm run screenshots`: makes docs/screenshots/*.png from the real app, with two people in two browsers.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import { gather, recruit, type Member } from './crowd.ts';
import { writeY4m } from './fake-camera.ts';
import { TONES, writeMicrophone } from './fake-microphone.ts';
import { setup } from './global-setup.ts';
import { Person } from './person.ts';
import { paintLandscape } from './landscape.ts';
import { paintPortrait, PORTRAITS } from './portrait.ts';
import { startServerProcess } from './server-process.ts';

const TARGET = join(import.meta.dirname, '../../docs/screenshots');
const SIZE = { width: 1280, height: 720, fps: 15, frames: 30 };
const WIDE = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const PHONE = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, hasTouch: true };

interface Visit {
  name: string;
  colorScheme: 'light' | 'dark';
  shape: typeof WIDE | typeof PHONE;
}

const VISITS: readonly Visit[] = [
  { name: 'wide-light', colorScheme: 'light', shape: WIDE },
  { name: 'wide-dark', colorScheme: 'dark', shape: WIDE },
  { name: 'phone-light', colorScheme: 'light', shape: PHONE },
  { name: 'phone-dark', colorScheme: 'dark', shape: PHONE },
];

async function openBrowser(folder: string, index: 0 | 1): Promise<BrowserProcess> {
  const camera = join(folder, `${index}.y4m`);
  const microphone = join(folder, `${index}.wav`);
  const portrait = PORTRAITS[index];
  const { width, height, frames } = SIZE;
  writeY4m(camera, SIZE, (frame, x, y) =>
    paintPortrait(portrait, ((x / width) * 2 - 1) * (width / height), (y / height) * 2 - 1, frame / frames),
  );
  writeMicrophone(microphone, TONES[index]);
  return launchBrowser({ kind: 'all', camera, microphone });
}

async function arrive(browser: Browser, account: string, visit: Visit): Promise<Person> {
  const context: BrowserContext = await browser.newContext({
    ...visit.shape,
    colorScheme: visit.colorScheme,
  });
  const page = await context.newPage();
  return new Person({ account, page, context, picture: NO_PICTURE, tone: 0 });
}

async function attach(
  person: Person,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await person.page.locator('input[type=file]').setInputFiles(file);
}

// The screenshots' cameras show portraits; nothing here compares colours.
const NO_PICTURE = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
] as const;

/** One visit of both, from the sign-in page to the call, with a picture of each station. */
async function shoot(browsers: readonly [Browser, Browser], url: string, visit: Visit): Promise<void> {
  const anna = await arrive(browsers[0], 'anna', visit);
  const ben = await arrive(browsers[1], 'ben', visit);
  const keep = async (person: Person, station: string): Promise<void> => {
    // Fonts, transitions and the first frames have to settle; there is no event for "looks finished".
    await person.page.waitForTimeout(700);
    await person.page.screenshot({ path: join(TARGET, `${station}-${visit.name}.png`) });
  };

  await anna.page.goto(url);
  await anna.sees(anna.button('Sign in'));
  await anna.field('Account').fill('anna');
  await keep(anna, 'sign-in');
  await anna.trySignIn();
  await anna.isConnected();
  await ben.signIn(url);

  await anna.button('Settings').click();
  await anna.sees(anna.button('Done'));
  await keep(anna, 'settings');
  await anna.button('Done').click();

  await anna.open(ben);
  await ben.open(anna);
  await anna.say('Good morning! Did the parcel arrive?');
  await ben.reads(anna, 'Good morning! Did the parcel arrive?');
  await ben.say('It did, an hour ago. Nothing broken this time.');
  await ben.say('Shall I show you?');
  await anna.reads(ben, 'Shall I show you?');
  await anna.say('Yes please, I have ten minutes.');
  await ben.reads(anna, 'Yes please, I have ten minutes.');
  await keep(anna, 'conversation');

  await attach(ben, { name: 'view from the hut.png', mimeType: 'image/png', buffer: paintLandscape() });
  await anna.button('Accept view from the hut.png').click();
  await anna.sees(anna.page.locator('img[alt="view from the hut.png"]'));
  await attach(anna, { name: 'route.gpx', mimeType: 'application/gpx+xml', buffer: Buffer.alloc(48_200) });
  await attach(ben, { name: 'tickets.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(2_140_000) });
  await anna.sees(anna.button('Accept tickets.pdf'));
  await keep(anna, 'files');

  await ben.button('Video call').click();
  await anna.sees(anna.incoming(ben));
  await keep(anna, 'incoming');
  await anna.button('Accept').click();
  await anna.sees(anna.page.locator(`video[aria-label="ben's video"]`));
  await anna.page.waitForFunction(() => {
    const videos = [...document.querySelectorAll('video')];
    return videos.length > 1 && videos.every((video) => video.videoWidth > 0 && video.currentTime > 1.5);
  });
  await anna.page.mouse.move(300, 300);
  await anna.page.mouse.move(320, 300);
  await keep(anna, 'call');
  await anna.hangUp();
  await anna.context.close();
  await ben.context.close();
}

const folder = mkdtempSync(join(tmpdir(), 'parley-screenshots-'));
mkdirSync(TARGET, { recursive: true });
setup();
const others: Member[] = [];
const server = await startServerProcess({
  async prepare(data) {
    others.push(...(await recruit(data, ['clara', 'david', 'elif', 'jonas', 'mei', 'tomás'])));
  },
});
const browsers = [await openBrowser(folder, 0), await openBrowser(folder, 1)] as const;
// After the cameras are painted: that takes seconds in which no heartbeat would be answered.
const crowd = await gather(server.url, others);
try {
  for (const visit of VISITS) await shoot([browsers[0].browser, browsers[1].browser], server.url, visit);
} finally {
  for (const browser of browsers) await browser.close();
  await crowd.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
