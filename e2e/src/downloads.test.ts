// The PC client on the sign-in page: who is offered it, and that what is offered arrives.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openTheatre } from './theatre.ts';

const FILES = ['parley-desktop_0.1.0_all.deb', 'Parley Setup 0.1.0.exe', 'README'];
const PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36';

const scene = openTheatre({
  prepare(data) {
    mkdirSync(join(data, 'downloads'));
    for (const name of FILES) writeFileSync(join(data, 'downloads', name), `This is ${name}.`);
  },
});

scene(
  '[H13] the client for this computer comes first, arrives whole, and all works by keyboard',
  async (stage) => {
    const alice = await stage.arrive('alice', { devices: 'none', context: { acceptDownloads: true } });
    const { page } = alice;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(stage.server.url);
    const link = alice.button('Get the PC client');
    await alice.sees(link);
    expect(asked.filter((path) => path.includes('ownloads'))).toEqual([]);
    await link.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'The PC client' });
    const own = dialog.getByRole('list', { name: 'For this computer' });
    await alice.sees(own.getByRole('link'));
    expect(await own.getByRole('link').allInnerTexts()).toEqual([
      expect.stringMatching(
        /^parley-desktop_0\.1\.0_all\.deb\nDebian,\sUbuntu\s· version\s0\.1\.0\s· 37\sbytes$/,
      ),
    ]);
    await alice.sees(own.getByText('sudo apt install ./parley-desktop_0.1.0_all.deb'));
    const others = dialog.getByRole('list', { name: 'For other computers' });
    expect(await others.getByRole('link').allInnerTexts()).toEqual([
      expect.stringMatching(/^Parley Setup 0\.1\.0\.exe\nWindows/),
    ]);

    for (const [list, name] of [
      [own, FILES[0]],
      [others, FILES[1]],
    ] as const) {
      const arriving = page.waitForEvent('download');
      await list.getByRole('link').focus();
      await page.keyboard.press('Enter');
      const arrived = await arriving;
      expect(arrived.suggestedFilename()).toBe(name);
      expect((await (await arrived.createReadStream()).toArray()).join('')).toBe(`This is ${name}.`);
    }

    await page.keyboard.press('Escape');
    await alice.seesNo(dialog);
    expect(await link.evaluate((button) => document.activeElement === button)).toBe(true);
  },
);

scene('[H13] neither a phone nor the client itself is offered the client', async (stage) => {
  const phone = await stage.arrive('phone', { devices: 'none', context: { userAgent: PHONE } });
  const client = await stage.arrive('client', { devices: 'none' });
  await client.page.addInitScript('globalThis.parleyDesktop = { receive: null, post: () => undefined }');
  for (const person of [phone, client]) {
    const told = person.page.waitForResponse(/\/api\/session$/);
    await person.page.goto(stage.server.url);
    expect(await (await told).json()).toMatchObject({ downloads: true });
    await person.sees(person.button('Sign in'));
    await person.page.evaluate(
      'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
    );
    expect(await person.button('Get the PC client').count()).toBe(0);
  }
});
