// The stage under a hand and under keys: the small picture, the window over other programs, what is told for a moment.
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { connect } from './talk.ts';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();
const SOON = 3000;

const ownVideo = (person: Person) => person.page.locator('video[aria-label="Your video"]');

/** In which quarter of the window the own picture lies, and whether it is small. */
async function ownPlace(person: Person): Promise<string> {
  const box = await ownVideo(person).boundingBox();
  const size = person.page.viewportSize();
  if (!box || !size) return 'nowhere';
  if (box.width > size.width / 2) return 'large';
  const side = box.x + box.width / 2 < size.width / 2 ? 'left' : 'right';
  return `${box.y + box.height / 2 < size.height / 2 ? 'top' : 'bottom'} ${side}`;
}

async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 8 });
  await page.mouse.up();
}

scene(
  '[S11] the small picture is dragged and moved by keys, and a drag is no click; keys, a window over others and texts work in the call',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const { page } = alice;
    const isAt = (place: string) => expect.poll(() => ownPlace(alice), { timeout: SOON }).toBe(place);

    await isAt('bottom right');
    const box = await alice.button('Swap pictures').boundingBox();
    if (!box) throw new Error('there is no small picture');
    await drag(page, { x: box.x + 40, y: box.y + 40 }, { x: -700, y: 0 });
    await isAt('bottom left');
    await alice.button('Swap pictures').focus();
    await page.keyboard.press('ArrowUp');
    await isAt('top left');
    await page.keyboard.press('x');
    await isAt('large');
    await page.keyboard.press('x');
    await isAt('top left');

    await page.keyboard.press('m');
    await bob.sees(bob.page.getByText(`${alice.account} is muted`).first(), SOON);
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await alice.sees(sheet);
    await page.keyboard.press('Escape');
    await alice.seesNo(sheet);
    await alice.sees(alice.button('Make the call small'));

    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('p');
    const over = await opened;
    const picture = over.locator('video');
    await expect
      .poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth), { timeout: SOON })
      .toBeGreaterThan(0);
    // It wears the page's sheets, within the server's content security policy.
    const unmute = over.getByRole('button', { name: 'Unmute microphone' });
    expect(await unmute.evaluate((button) => getComputedStyle(button).borderRadius)).toBe('50%');
    await unmute.click();
    await bob.seesNo(bob.page.getByText(`${alice.account} is muted`).first(), SOON);
    const closed = over.waitForEvent('close');
    await over.getByRole('button', { name: 'Back to the page' }).click();
    await closed;

    await bob.button('Chat').click();
    await bob.say('m, please read this');
    // What is written is no key: bob can still be heard.
    await alice.sees(page.locator('.chat-preview', { hasText: 'm, please read this' }), SOON);
    await alice.hears(bob);
    await page.locator('.chat-preview', { hasText: 'm, please read this' }).click();
    await alice.sees(page.getByRole('log', { name: `Conversation with ${bob.account}` }));

    await page.getByRole('heading', { name: bob.account }).focus();
    await page.keyboard.press('Shift+H');
    await bob.callIsOver(/ended|hung up/i, SOON);
  },
);
