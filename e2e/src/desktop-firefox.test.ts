// The PC client and a page in Firefox: whatever the client's own browser is, it talks with every other.
import { expect } from 'vitest';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';
import { startDesktop } from './desktop-client.ts';
import { openDisplay } from './display.ts';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const missing = missingTools('firefox-esr', 'pulseaudio', 'Xvfb');
if (missing) console.warn(`SKIPPED desktop-firefox.test.ts, the PC client and Firefox: ${missing}.`);

const scene = openTheatre({ skip: missing !== undefined });

async function seeAndHear(a: Person, b: Person): Promise<void> {
  await Promise.all([a.seesPictureOf(b), b.seesPictureOf(a)]);
  await Promise.all([a.hears(b), b.hears(a)]);
}

scene('[S12] [S16] texts both ways, and a call from each to the other', async (stage) => {
  const fox = await stage.person('fox', { browser: 'firefox' });
  const display = await openDisplay();
  const client = startDesktop({
    args: ['--server', stage.server.url],
    display: display.name,
    chromium: findBrowser() ?? '',
  });
  try {
    const bob = await client.window(stage.name('bob'));
    await bob.trySignIn();
    await bob.isConnected();
    await fox.open(bob);
    await bob.open(fox);
    await fox.say('from Firefox');
    await bob.reads(fox, 'from Firefox');
    await bob.say('from the PC client');
    await fox.reads(bob, 'from the PC client');

    await fox.call(bob);
    await bob.accept(fox);
    await seeAndHear(bob, fox);
    await bob.hangUp();
    await fox.callIsOver(/^Call ended/, 3_000);

    await bob.call(fox);
    await fox.accept(bob);
    await seeAndHear(bob, fox);
    await fox.hangUp();
    await bob.callIsOver(/^Call ended/, 3_000);
    expect(await bob.devicesOn()).toEqual([]);
  } finally {
    await client.close();
    display.close();
  }
});
