// The main job between Firefox and Chromium, whoever of the two calls.
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { escape, PATIENCE, type Person } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre, type Stage } from './theatre.ts';

const missing = missingTools('firefox-esr', 'pulseaudio', 'Xvfb');
if (missing) console.warn(`SKIPPED firefox.test.ts, calls between Firefox and Chromium: ${missing}.`);

const scene = openTheatre({ skip: missing !== undefined });

const SOON = 3000;
/** The screen that Firefox has to share. */
const WHITE = [
  [255, 255, 255],
  [255, 255, 255],
  [255, 255, 255],
  [255, 255, 255],
] as const;
const OVER = /^Call ended · 0:\d\d$/;

/** `fox` is at Firefox, `chrome` at Chromium. */
async function both(stage: Stage, url?: string): Promise<{ fox: Person; chrome: Person }> {
  const at = url === undefined ? {} : { url };
  const chrome = await stage.person('chrome');
  const fox = await stage.person('fox', { browser: 'firefox', ...at });
  return { fox, chrome };
}

function video(person: Person, label: string): Locator {
  return person.page.locator(`video[aria-label="${label}"]`);
}

/** Whether the first of the two takes more width on this person's page. */
async function wider(person: Person, ...labels: [string, string]): Promise<boolean> {
  const [a = 0, b = 0] = await Promise.all(
    labels.map(async (label) => (await video(person, label).boundingBox())?.width),
  );
  return a > b;
}

async function seeAndHear(a: Person, b: Person): Promise<void> {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    await one.seesPictureOf(other);
    await one.seesMotionOf(other);
    await one.hears(other);
  }
}

async function isOverForBoth(a: Person, b: Person): Promise<void> {
  await a.callIsOver(OVER, SOON);
  await b.callIsOver(OVER, SOON);
  await a.devicesAreOff();
  await b.devicesAreOff();
}

scene('[S13] presence and texts go both ways between Firefox and Chromium', async (stage) => {
  const { fox, chrome } = await both(stage);
  await fox.open(chrome);
  await chrome.open(fox);
  await fox.say('from Firefox');
  await chrome.reads(fox, 'from Firefox');
  await fox.sees(fox.log(chrome).getByText(/^(Delivered|Seen)$/));
  await chrome.say('from Chromium');
  await fox.reads(chrome, 'from Chromium');
  await chrome.sees(chrome.log(fox).getByText(/^(Delivered|Seen)$/));
  await fox.button('Sign out').click();
  await chrome.seesNo(chrome.entry(fox), SOON);
  await fox.trySignIn();
  await fox.isConnected();
  await chrome.sees(chrome.entry(fox), SOON);
  await fox.sees(fox.entry(chrome), SOON);
  await chrome.button('Sign out').click();
  await fox.seesNo(fox.entry(chrome), SOON);
});

scene(
  '[S13] Chromium calls Firefox: picture and sound both ways, swapped pictures, hang-up',
  async (stage) => {
    const { fox, chrome } = await both(stage);
    await chrome.call(fox);
    await chrome.sees(chrome.callStatus(fox, 'Ringing…'));
    await fox.sees(fox.incoming(chrome));
    expect(await fox.devicesOn()).toEqual([]);
    await fox.accept(chrome);
    await seeAndHear(fox, chrome);
    expect(await wider(fox, 'Your video', `${chrome.account}'s video`)).toBe(false);
    await fox.press('Swap pictures');
    await expect
      .poll(() => wider(fox, 'Your video', `${chrome.account}'s video`), { timeout: SOON })
      .toBe(true);
    await fox.seesPictureOf(chrome);
    await chrome.hangUp();
    await isOverForBoth(fox, chrome);
  },
);

scene(
  '[S13] Firefox calls Chromium: picture and sound both ways, hang-up, and the next call',
  async (stage) => {
    const { fox, chrome } = await both(stage);
    await fox.call(chrome);
    await fox.sees(fox.callStatus(chrome, 'Ringing…'));
    await chrome.accept(fox);
    await seeAndHear(fox, chrome);
    await fox.hangUp();
    await isOverForBoth(fox, chrome);
    await connect(fox, chrome);
    await chrome.hangUp();
    await isOverForBoth(fox, chrome);
  },
);

for (const caller of ['Chromium', 'Firefox'] as const) {
  scene(
    `[S13] a voice call from ${caller} gets pictures, loses sound and picture, and gets them back`,
    async (stage) => {
      const { fox, chrome } = await both(stage);
      const [first, second] = caller === 'Firefox' ? [fox, chrome] : [chrome, fox];
      await connect(first, second, 'voice');
      expect(await first.devicesOn()).toEqual(['audio']);
      expect(await second.devicesOn()).toEqual(['audio']);
      await first.press('Turn camera on');
      await second.seesPictureOf(first);
      await second.press('Turn camera on');
      await first.seesPictureOf(second);
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const says = (what: string) => other.page.getByText(`${one.account}${what}`).first();
        await one.press('Mute microphone');
        await other.sees(says(' is muted'), SOON);
        await other.hearsNothingFrom(one);
        await one.press('Unmute microphone');
        await other.seesNo(says(' is muted'), SOON);
        await other.hears(one);
        await one.press('Turn camera off');
        await other.sees(says("'s camera is off"), SOON);
        await expect.poll(() => one.devicesOn(), { timeout: SOON }).toEqual(['audio']);
        await one.press('Turn camera on');
        await other.seesNo(says("'s camera is off"), SOON);
        await other.seesPictureOf(one);
      }
      await first.hangUp();
      await isOverForBoth(fox, chrome);
    },
  );
}

scene('[S8] a screen that Chromium shares arrives in Firefox', async (stage) => {
  const { fox, chrome } = await both(stage);
  await connect(chrome, fox);
  const screen = `${chrome.account}'s screen`;
  await chrome.press('Share screen');
  await fox.sees(video(fox, screen));
  await fox.seesPictureOf(chrome);
  const picture = (): Promise<number | undefined> =>
    fox.page.evaluate((label) => globalThis.parleyProbe.checksum(label), screen);
  await expect.poll(picture).toBeDefined();
  await expect.poll(picture).not.toBe(await picture());
  await chrome.press('Stop sharing');
  await fox.seesNo(video(fox, screen), SOON);
});

scene('[S8] a screen that Firefox shares arrives in Chromium', async (stage) => {
  const { fox, chrome } = await both(stage);
  await connect(chrome, fox);
  const screen = `${fox.account}'s screen`;
  await fox.press('Share screen');
  await chrome.sees(video(chrome, screen));
  await expect.poll(() => chrome.matchesPicture(screen, WHITE), { timeout: PATIENCE }).toBe('match');
  await chrome.seesPictureOf(fox);
  await fox.press('Stop sharing');
  await chrome.seesNo(video(chrome, screen), SOON);
});

scene('[S13] declined and cancelled calls between Firefox and Chromium end on both sides', async (stage) => {
  const { fox, chrome } = await both(stage);
  for (const [one, other] of [
    [fox, chrome],
    [chrome, fox],
  ] as const) {
    await one.call(other);
    await other.decline(one);
    await one.callIsOver(new RegExp(`^${escape(other.account)} declined`), SOON);
    await one.devicesAreOff();
    await one.call(other);
    await other.sees(other.incoming(one));
    await one.hangUp();
    await other.seesNo(other.incoming(one), SOON);
    await one.devicesAreOff();
  }
  expect(await fox.page.evaluate(() => globalThis.parleyProbe.peers().open)).toBe(0);
});

scene('[I10] Firefox and Chromium call each other at once: one call, and pictures', async (stage) => {
  const { fox, chrome } = await both(stage, stage.proxy.url);
  await fox.open(chrome);
  await chrome.open(fox);
  stage.proxy.hold();
  await chrome.button('Video call').click();
  await chrome.sees(chrome.callWith(fox));
  await fox.button('Video call').click();
  await fox.sees(fox.callWith(chrome));
  stage.proxy.heal();
  await seeAndHear(fox, chrome);
  expect(await fox.button('Hang up').count()).toBe(1);
  await fox.hangUp();
  await isOverForBoth(fox, chrome);
});

scene('[S10] a closed tab of either browser ends the call in the other', async (stage) => {
  const { fox, chrome } = await both(stage);
  await connect(chrome, fox);
  await fox.page.close({ runBeforeUnload: true });
  await chrome.callIsOver(OVER, SOON);
  await chrome.devicesAreOff();
  const again = await stage.person('fox', { browser: 'firefox', seat: 1 });
  await connect(again, chrome);
  await chrome.page.close({ runBeforeUnload: true });
  await again.callIsOver(OVER, SOON);
  await again.devicesAreOff();
});

scene(
  '[I7] a call with Firefox survives a cut line to the server, and ICE restarts by either side',
  async (stage) => {
    const { fox, chrome } = await both(stage, stage.proxy.url);
    await connect(fox, chrome);
    stage.proxy.cut();
    await fox.sees(fox.page.getByText('Reconnecting…').first());
    await fox.seesMotionOf(chrome);
    await chrome.seesMotionOf(fox);
    stage.proxy.heal();
    await fox.isConnected();
    for (const person of [fox, chrome]) {
      const before = await ufrags(fox, chrome);
      await person.page.evaluate(() => globalThis.parleyProbe.peer()?.restartIce());
      await expect
        .poll(async () => (await ufrags(fox, chrome)).filter((ufrag) => before.includes(ufrag)))
        .toEqual([]);
      await seeAndHear(fox, chrome);
    }
    for (const person of [fox, chrome])
      expect(await person.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
    await fox.hangUp();
    await isOverForBoth(fox, chrome);
  },
);

/** The user name fragments of both sides' ICE, which every restart makes anew. */
function ufrags(...people: Person[]): Promise<(string | undefined)[]> {
  return Promise.all(
    people.map((person) =>
      person.page.evaluate(
        () =>
          /a=ice-ufrag:(\S+)/.exec(globalThis.parleyProbe.peer()?.currentLocalDescription?.sdp ?? '')?.[1],
      ),
    ),
  );
}
