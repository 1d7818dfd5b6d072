// A phone-sized window: one pane at a time, nothing cut off, in every state.
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** Nothing to scroll sideways, and no button that reaches out of the window. */
async function fits(person: Person, state: string): Promise<void> {
  const outside = await person.page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width)
      found.push(`page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll(
      'button, input, textarea, h1, h2, [role=status], [role=alert]',
    )) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      // A line that only screen readers get is clipped to a pixel and may be anywhere.
      if (box.width <= 1 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        continue;
      if (box.left < -1 || box.right > width + 1)
        found.push(`${element.outerHTML.slice(0, 80)} ${box.left}–${box.right}`);
    }
    return found;
  });
  expect(outside, `${person.account}, ${state}`).toEqual([]);
}

scene('[S13] a whole visit fits a phone: sign-in, people, conversation, ringing, call', async (stage) => {
  const alice = await stage.arrive(stage.name('alice'), { context: PHONE });
  await alice.page.goto(stage.server.url);
  await alice.sees(alice.button('Sign in'));
  await fits(alice, 'sign-in');
  await alice.trySignIn('short');
  await alice.sees(alice.alert.filter({ hasText: /\w/ }));
  await fits(alice, 'sign-in refused');
  await alice.trySignIn();
  await alice.isConnected();
  await fits(alice, 'nobody else online');

  const bob = await stage.person('bob-with-quite-a-long-name', { context: PHONE });
  await alice.sees(alice.entry(bob));
  await fits(alice, 'people');
  await alice.open(bob);
  await fits(alice, 'conversation');
  await alice.say(`averylongwordwithoutanyspace${'x'.repeat(200)}`);
  await alice.say('and https://example.org/' + 'path/'.repeat(40));
  await fits(alice, 'long words');
  // A window of 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10): the texts keep room.
  const ZOOMED = { width: 320, height: 256 };
  await alice.page.setViewportSize(ZOOMED);
  await fits(alice, 'conversation at 400 %');
  expect((await alice.log(bob).boundingBox())?.height).toBeGreaterThan(90);
  await alice.page.setViewportSize(PHONE.viewport);
  await alice.button('Video call').click();
  await alice.sees(alice.callStatus(bob, 'Ringing…'));
  await fits(alice, 'calling');
  await bob.sees(bob.incoming(alice));
  await fits(bob, 'incoming');
  await bob.button('Accept').click();
  await alice.seesPictureOf(bob);
  await bob.seesPictureOf(alice);
  await fits(alice, 'in a call');
  // And nothing is lost of the call's menu.
  await alice.page.setViewportSize(ZOOMED);
  await alice.press('More');
  await alice.sees(alice.page.getByRole('menuitem', { name: 'Keyboard shortcuts' }));
  await fits(alice, 'in a call at 400 %');
  await alice.page.keyboard.press('Escape');
  await alice.page.setViewportSize(PHONE.viewport);
  await fits(bob, 'in a call');
  await bob.hangUp();
  await alice.callIsOver(/ended|hung up/i);
  await fits(alice, 'after the call');
});

scene('[S5] on a phone one pane is shown at a time, with a way back', async (stage) => {
  const alice = await stage.person('alice', { context: PHONE });
  const bob = await stage.person('bob');
  await alice.open(bob);
  expect(await alice.entry(bob).isVisible()).toBe(false);
  await alice.button('Back to people').click();
  await alice.sees(alice.entry(bob));
  expect(await alice.field('Message').isVisible()).toBe(false);
});
