// Devices that a person chooses: before a call, where only they see them, and in it, where the other sees the change.
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** Chromium's own two: the first one's picture is green, the second one's grey. */
const TWO_CAMERAS = { args: ['--use-fake-device-for-media-stream=device-count=2'] };

scene('a camera is chosen in a check before the call, and another one in the call', async (stage) => {
  const alice = await stage.person('alice', { devices: 'none', special: TWO_CAMERAS });
  const bob = await stage.person('bob');

  await alice.open(bob);
  expect(await alice.devicesOn()).toEqual([]);
  await alice.button('Check camera and microphone').click();
  const check = alice.page.getByRole('dialog', { name: 'Check camera and microphone' });
  await shows(alice, 'Your picture', 'green');
  await check.getByLabel('Camera', { exact: true }).selectOption('fake_device_1');
  await shows(alice, 'Your picture', 'grey');
  await check.getByRole('button', { name: 'Play a test sound' }).click();
  await check.getByRole('button', { name: 'Done' }).click();
  await alice.devicesAreOff();
  // The button that led there is gone; whoever goes on by keys is where it was.
  await alice.seesNo(alice.button('Check camera and microphone'));
  expect(
    await alice.page.evaluate(() => document.activeElement?.contains(document.querySelector('[role=log]'))),
  ).toBe(true);
  expect(await alice.page.evaluate(() => document.activeElement === document.body)).toBe(false);

  // Whoever looks at themselves is not on while somebody calls.
  await bob.open(alice);
  await bob.button('Check camera and microphone').click();
  await bob.sees(bob.page.getByLabel('Your picture'));
  await alice.call(bob);
  await bob.sees(bob.incoming(alice));
  await bob.devicesAreOff();
  await bob.accept(alice);
  await shows(bob, `${alice.account}'s video`, 'grey');
  const { made } = await bob.page.evaluate(() => globalThis.parleyProbe.peers());
  await alice.press('Choose camera');
  await alice.page.getByLabel('Camera', { exact: true }).selectOption('fake_device_0');
  await shows(bob, `${alice.account}'s video`, 'green');
  expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made });

  // Who talks while muted is told, and is heard while the space bar is held.
  await bob.press('Mute microphone');
  await bob.sees(bob.callStatus(alice, 'You are muted.'));
  await alice.sees(alice.callStatus(bob, `${bob.account} is muted`));
  await bob.page.keyboard.down('Space');
  await alice.hears(bob);
  await bob.page.keyboard.up('Space');
  await alice.sees(alice.callStatus(bob, `${bob.account} is muted`));

  await alice.hangUp();
  await bob.callIsOver(/ended/i);
  await bob.devicesAreOff();
  await alice.devicesAreOff();
});

async function shows({ page, account }: Person, label: string, colour: 'green' | 'grey'): Promise<void> {
  const seen = async (): Promise<string> => {
    const [corner] = (await page.evaluate((name) => globalThis.parleyProbe.quadrants(name), label)) ?? [];
    if (!corner) return 'nothing';
    const [red = 0, green = 0, blue = 0] = corner;
    return green - Math.max(red, blue) > 60 ? 'green' : 'grey';
  };
  await expect.poll(seen, { timeout: 10_000, message: `${account} sees ${label}` }).toBe(colour);
}
