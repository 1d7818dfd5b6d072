// Files in a conversation: nothing comes before Accept, everything arrives whole, and no file is ever run.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSHandle, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { PICTURES } from './fake-camera.ts';
import { encodePng } from './png.ts';
import { escape, PATIENCE, type Person } from './person.ts';
import { openTheatre, type Stage } from './theatre.ts';

const scene = openTheatre({ flags: ['--blob-max-bytes', '130000000'] });
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const quadrant = (x: number, y: number): number => (y < 120 ? 0 : 2) + (x < 160 ? 0 : 1);
const HOLIDAY = encodePng(320, 240, (x, y) => PICTURES[0][quadrant(x, y)] ?? [0, 0, 0]);

interface Given {
  name: string;
  type: string;
  content: string;
  encoding?: 'base64';
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const card = (person: Person, name: string): Locator =>
  person.page.getByRole('group', { name: `File ${name}`, exact: true });

async function pick(
  person: Person,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const [chooser] = await Promise.all([
    person.page.waitForEvent('filechooser'),
    person.button('Attach a file').click(),
  ]);
  await chooser.setFiles(files);
}

/** What a browser gives the page of files that are dragged or pasted. */
function transferOf(person: Person, files: Given[]): Promise<JSHandle<DataTransfer>> {
  return person.page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, type, content, encoding } of files) {
      const bytes = encoding ? Uint8Array.from(atob(content), (c) => c.charCodeAt(0)) : content;
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, files);
}

/** A file of so many pieces of 4 MB. */
async function dropFilm(person: Person, name: string, pieces: number): Promise<void> {
  await person.page.evaluate(
    ([name, pieces]) => {
      const piece = new Uint8Array(4_000_000);
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(
        new File(
          Array.from({ length: pieces }, () => piece),
          name,
        ),
      );
      document
        .querySelector('[role=log]')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, pieces] as const,
  );
}

/** Sizes of the files in the browser's private disk, of whatever page. */
function kept(person: Person): Promise<number[]> {
  return person.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle('parley-files', { create: true });
    const sizes: number[] = [];
    for await (const folder of all.values()) {
      if (folder.kind !== 'directory') continue;
      for await (const file of (folder as FileSystemDirectoryHandle).values())
        if (file.kind === 'file') sizes.push((await (file as FileSystemFileHandle).getFile()).size);
    }
    return sizes;
  });
}

/** What the picture in a card looks like: a pixel of each quadrant. */
function pixels(picture: Locator): Promise<number[][]> {
  return picture.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const at = (x: number, y: number): number[] =>
      [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3);
    return [at(80, 60), at(240, 60), at(80, 180), at(240, 180)];
  });
}

const focusIsIn = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => element.contains(document.activeElement));

/** A finger that stays until the menu is there. */
async function pressLong({ page, context }: Person, place: Locator): Promise<void> {
  const box = await place.boundingBox();
  if (!box) throw new Error('it is not in view');
  const touch = await context.newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await page.getByRole('menu', { name: 'What to do with this file' }).waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** One reacts by a finger, the other by the mouse and with words. */
async function talkAbout(name: string, alice: Person, bob: Person): Promise<void> {
  await pressLong(bob, card(bob, name).locator('img'));
  await bob.page.getByRole('menuitemcheckbox', { name: 'React with ❤️' }).tap();
  await bob.sees(card(bob, name).getByRole('button', { name: '❤️, you', exact: true }));
  expect(await bob.page.getByRole('dialog').count(), 'the picture is not opened by it').toBe(0);
  await card(alice, name)
    .getByRole('button', { name: `❤️, ${bob.account}`, exact: true })
    .click();
  await bob.sees(
    card(bob, name).getByRole('button', { name: `❤️ 2, ${alice.account} and you`, exact: true }),
  );
  await card(alice, name).hover();
  await card(alice, name).getByRole('button', { name: 'Reply', exact: true }).click();
  await alice.say('Where is that?');
  const quote = bob
    .log(alice)
    .getByRole('article')
    .filter({ hasText: 'Where is that?' })
    .getByRole('button', { name: `${alice.account} ${name}` });
  await bob.sees(quote.locator('img'));
  await quote.tap();
  await expect.poll(() => focusIsIn(card(bob, name))).toBe(true);
}

/** Somebody wide and somebody at a phone, with their conversation open. */
async function pair(stage: Stage): Promise<[alice: Person, bob: Person]> {
  const alice = await stage.person('alice', { devices: 'none' });
  const bob = await stage.person('bob', { devices: 'none', context: PHONE });
  await alice.open(bob);
  return [alice, bob];
}

scene(
  '[S14] a picture is received once it is accepted, shown in place, and saved byte for byte',
  async (stage) => {
    const [alice, bob] = await pair(stage);
    const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-files-'));
    try {
      await pick(alice, [{ name: 'holi\u202eday.png', mimeType: 'image/png', buffer: HOLIDAY }]);
      await alice.sees(card(alice, 'holiday.png').getByText(`Waiting for ${bob.account} to accept`));
      await bob.sees(
        bob.people.getByRole('button', { name: new RegExp(`^${escape(alice.account)}.*1 unread`) }),
      );
      const offer = `${alice.account} wants to send you holiday.png (1.5 KB)`;
      await bob.open(alice);
      await bob.sees(bob.log(alice).getByText(offer));
      const told = bob.page.getByRole('status').filter({ hasText: offer });
      expect(await told.count(), 'screen readers are told').toBe(1);
      // Nothing of it is here: no way for it was opened, no byte kept, no picture drawn.
      expect(bob.upgrades).toBe(1);
      expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers().made)).toBe(0);
      expect(await kept(bob)).toEqual([]);
      expect(await bob.log(alice).locator('img').count()).toBe(0);

      await bob.button('Accept holiday.png').focus();
      await bob.page.keyboard.press('Enter');
      const save = card(bob, 'holiday.png').getByRole('link', { name: 'Save holiday.png', exact: true });
      await bob.sees(save);
      await alice.sees(card(alice, 'holiday.png').getByText('Sent', { exact: true }));
      expect(await kept(bob)).toEqual([HOLIDAY.length]);
      expect(await focusIsIn(card(bob, 'holiday.png')), 'the focus stays when its button is gone').toBe(true);
      for (const person of [alice, bob]) {
        const picture = card(person, 'holiday.png').locator('img[alt="holiday.png"]');
        await person.sees(picture);
        expect(await pixels(picture)).toEqual(PICTURES[0]);
      }

      await talkAbout('holiday.png', alice, bob);

      const [download] = await Promise.all([bob.page.waitForEvent('download'), save.click()]);
      expect(download.suggestedFilename()).toBe('holiday.png');
      const saved = join(folder, 'saved');
      await download.saveAs(saved);
      expect(sha256(await readFile(saved))).toBe(sha256(HOLIDAY));

      await bob.button('Open holiday.png').press('Enter');
      const large = bob.page.getByRole('dialog', { name: 'holiday.png', exact: true });
      await bob.sees(large.getByRole('link', { name: 'Save holiday.png', exact: true }));
      expect(await focusIsIn(large)).toBe(true);
      await bob.page.keyboard.press('Escape');
      await bob.seesNo(large);
      await expect.poll(() => focusIsIn(bob.button('Open holiday.png'))).toBe(true);

      await bob.button('Back to people').click();
      await bob.button('Sign out').click();
      await bob.sees(bob.button('Sign in'));
      await expect.poll(() => kept(bob), { timeout: PATIENCE }).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

scene(
  '[S14] what is dropped and pasted is offered; a lying type is never shown, nor a document',
  async (stage) => {
    const [alice, bob] = await pair(stage);
    const liars = await transferOf(alice, [
      {
        name: 'page.png',
        type: 'image/png',
        content: '<!doctype html><script>document.title = "run"</script>',
      },
      { name: 'drawing.svg', type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    ]);
    const zone = alice.page.getByText(`Drop files to send them to ${bob.account}`);
    await alice.log(bob).dispatchEvent('dragenter', { dataTransfer: liars });
    await alice.sees(zone);
    await alice.log(bob).dispatchEvent('drop', { dataTransfer: liars });
    await alice.seesNo(zone);
    const pasted = await transferOf(alice, [
      { name: 'image.png', type: 'image/png', content: HOLIDAY.toString('base64'), encoding: 'base64' },
    ]);
    await alice.field('Message').evaluate((field, clipboardData) => {
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, pasted);

    await bob.open(alice);
    await bob.button('Decline image.png').click();
    await alice.sees(card(alice, 'image.png').getByText(`${bob.account} declined`));
    for (const name of ['page.png', 'drawing.svg']) {
      await bob.button(`Accept ${name}`).click();
      await bob.sees(card(bob, name).getByRole('link', { name: `Save ${name}`, exact: true }));
      await alice.sees(card(alice, name).getByText('Sent', { exact: true }));
    }
    expect(await bob.log(alice).locator('img').count()).toBe(0);
    expect(await bob.page.title()).not.toBe('run');

    // A page that is gone without having signed out leaves nothing either.
    expect(await kept(bob)).toHaveLength(2);
    await bob.page.reload();
    await bob.isConnected();
    await expect.poll(() => kept(bob), { timeout: PATIENCE }).toEqual([]);
  },
);

scene('[S14] a file can be paused and cancelled in the middle, and nothing of it stays', async (stage) => {
  const [alice, bob] = await pair(stage);
  await bob.open(alice);
  await dropFilm(alice, 'whole.mp4', 34);
  await alice.sees(
    card(alice, 'whole.mp4').getByText('It is too large: this server takes files up to 130 MB.'),
  );
  await dropFilm(alice, 'film.mp4', 30);
  await bob.button('Accept film.mp4').click();
  const bar = card(bob, 'film.mp4').getByRole('progressbar');
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: PATIENCE })
    .toBeGreaterThan(0);
  await alice.button('Pause film.mp4').click();
  await alice.sees(card(alice, 'film.mp4').getByText('Paused', { exact: true }));
  await bob.sees(card(bob, 'film.mp4').getByText(`${alice.account} paused it`));
  await alice.button('Resume film.mp4').click();
  await bob.button('Cancel film.mp4').click();
  await bob.sees(card(bob, 'film.mp4').getByText('Cancelled', { exact: true }));
  await alice.sees(card(alice, 'film.mp4').getByText(`${bob.account} cancelled it`));
  await expect.poll(() => kept(bob), { timeout: PATIENCE }).toEqual([]);
});
