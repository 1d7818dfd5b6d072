// A browser that holds sound back until the page was touched, and a call that nobody touched the page for.
import type { CDPSession } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();
const STRICT = { args: ['--autoplay-policy=document-user-activation-required'] };

scene('[S7] a click that accepts brings the sound', async (stage) => {
  const alice = await stage.person('alice', { special: STRICT });
  const bob = await stage.person('bob');
  await bob.call(alice);
  await alice.accept(bob);
  await alice.seesPictureOf(bob);
  await alice.hears(bob);
  expect(await alice.button('Tap to hear').count()).toBe(0);
  await bob.hangUp();
  await alice.callIsOver(/ended/i);
});

scene('[S7] where sound is held back the picture plays, and one tap brings the sound', async (stage) => {
  const alice = await stage.person('alice', { special: STRICT });
  const bob = await stage.person('bob');
  // A page that has seen no click, as after a restart of the browser, with a script that accepts.
  const page = await alice.context.newPage();
  await page.addInitScript(acceptUntouched);
  const untouched = await look(await alice.context.newCDPSession(page));
  await alice.page.close();
  await page.goto(stage.server.url);
  await untouched.until(`document.querySelector('[role=status]')?.textContent === 'Connected'`);
  await bob.call(alice);
  const label = JSON.stringify(`video[aria-label="${bob.account}'s video"]`);
  const video = `document.querySelector(${label})`;
  await untouched.until(`${video}?.currentTime > 0.5 && !${video}.paused && ${video}.muted`);
  const button = `[...document.querySelectorAll('button')].filter((one) => one.textContent === 'Tap to hear')`;
  await untouched.until(`${button}.length === 1`);
  expect(await untouched.find('navigator.userActivation.hasBeenActive')).toBe(false);

  const { x, y } = JSON.parse(
    String(await untouched.find(`JSON.stringify(${button}[0].getBoundingClientRect())`)),
  ) as DOMRect;
  await page.mouse.click(x + 20, y + 20);
  await untouched.until(`${button}.length === 0 && !${video}.muted && !${video}.paused`);
  await bob.hangUp();
});

/** Runs in the page: a click that comes from a script is no gesture. */
function acceptUntouched(): void {
  setInterval(() => {
    for (const button of document.querySelectorAll('button'))
      if (button.textContent === 'Accept') button.click();
  }, 100);
}

interface Look {
  find(expression: string): Promise<unknown>;
  until(expression: string): Promise<void>;
}

/** Playwright's own ways into a page count as a touch of it. */
async function look(session: CDPSession): Promise<Look> {
  const find = async (expression: string): Promise<unknown> => {
    const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
    return result.value;
  };
  return {
    find,
    until: (expression) =>
      expect
        .poll(() => find(expression), { timeout: PATIENCE, interval: 100, message: expression })
        .toBe(true),
  };
}
