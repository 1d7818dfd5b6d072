// A page that goes away in the middle of a call: the other side is told at once, and a reload leads back with one click.
import { expect } from 'vitest';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** I8: from the moment at which the page goes. */
const AT_ONCE = 1_000;

scene(
  '[I8] [S11] navigating away and closing the tab end the call on the other side at once',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    await Promise.all([bob.page.goto('about:blank'), alice.callIsOver(/ended/i, AT_ONCE)]);
    await alice.devicesAreOff();
    await bob.page.goto(stage.server.url);
    await bob.isConnected();
    await connect(alice, bob);
    const closed = bob.page.close();
    await alice.callIsOver(/ended/i, AT_ONCE);
    await closed;
    await alice.devicesAreOff();
  },
);

scene(
  '[C1] [C7] a reload in a call offers to go back, and one click calls the same person again',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    await Promise.all([alice.page.reload(), bob.callIsOver(/ended/i, AT_ONCE)]);
    await alice.sees(alice.backTo(bob), 5_000);
    await alice.button('Back to the call').click();
    await alice.seesNo(alice.backTo(bob));
    await bob.accept(alice);
    await bob.seesPictureOf(alice);
    await alice.seesPictureOf(bob);
    // Ended in good order, there is nothing to go back to.
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
    await alice.page.reload();
    await alice.isConnected();
    expect(await alice.backTo(bob).count()).toBe(0);
  },
);

scene('the offer to go back is nobody else’s', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await connect(alice, bob, 'voice');
  await alice.page.reload();
  await alice.sees(alice.backTo(bob), 5_000);
  // Signed out by what no click can do in time: the cookie is gone, the tab and what it remembers are the same.
  await alice.context.clearCookies();
  await alice.page.reload();
  const carol = stage.name('carol');
  await alice.field('Account').fill(carol);
  await alice.password.fill('correct horse battery');
  await alice.button('Sign in').click();
  await alice.isConnected();
  expect(await alice.backTo(bob).count()).toBe(0);
});

scene(
  '[S12] a page that comes back from the back-forward cache is connected again, and offers the call',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    await connect(alice, bob);
    await bob.page.evaluate(() => {
      Object.assign(globalThis, { stillHere: true });
    });
    // Another page of the same site; its address only has to exist.
    await bob.page.goto(new URL('/manifest.webmanifest', stage.server.url).href);
    await alice.callIsOver(/ended/i, AT_ONCE);
    await alice.seesNo(alice.entry(bob), 3_000);
    await bob.page.goBack({ waitUntil: 'commit' });
    // Playwright's locators lose their hold on a page that has been in the cache.
    const shown = (): Promise<string[]> =>
      bob.page.evaluate(() => {
        const fromCache = Reflect.has(globalThis, 'stillHere') ? ['from the cache'] : [];
        const statuses = [...document.querySelectorAll('[role=status]')];
        const told = statuses.map((element) => element.textContent).filter((words) => words !== '');
        return [...fromCache, ...told];
      });
    await expect
      .poll(shown, { timeout: 3_000, interval: 50 })
      .toEqual(['from the cache', 'Connected', `You were in a call with ${alice.account}`]);
    await alice.sees(alice.entry(bob), 3_000);
  },
);
