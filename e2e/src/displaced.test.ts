// The same account signs in elsewhere.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene(
  '[S4] a second sign-in crowds out the first, which stays away until it is told to come back',
  async (stage) => {
    const first = await stage.arrive(stage.name('alice'));
    await first.page.clock.install();
    await first.signIn(stage.server.url);
    const second = await stage.arrive(first.account);
    await second.signIn(stage.server.url);
    const dialog = first.page.getByRole('alertdialog', { name: 'Signed in elsewhere', exact: true });
    await first.sees(dialog);
    // I6: quiet for ten minutes, every timer of which runs, and at everything that wakes a page.
    const upgrades = first.upgrades;
    for (let minute = 0; minute < 10; minute++) {
      await first.page.clock.runFor(60_000);
      await first.page.evaluate(() => {
        for (const type of ['online', 'pageshow', 'focus']) window.dispatchEvent(new Event(type));
        for (const type of ['visibilitychange', 'resume']) document.dispatchEvent(new Event(type));
        const network: unknown = Reflect.get(navigator, 'connection');
        if (network instanceof EventTarget) network.dispatchEvent(new Event('change'));
      });
    }
    await first.page.clock.resume();
    // A try that one of them began would be seen by now.
    await wait(1_000);
    expect(first.upgrades).toBe(upgrades);
    await first.sees(dialog);
    await second.isConnected();

    await first.button('Sign in here').click();
    await first.isConnected();
    await first.seesNo(dialog);
    await second.sees(second.page.getByRole('alertdialog', { name: 'Signed in elsewhere', exact: true }));
  },
);

scene(
  '[C11] a sign-in elsewhere during a call ends it on both sides and turns the camera off',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const upgrades = alice.upgrades;
    const again = await stage.arrive(alice.account);
    await again.signIn(stage.server.url);
    await alice.sees(alice.page.getByRole('alertdialog', { name: 'Signed in elsewhere', exact: true }));
    await alice.devicesAreOff();
    await bob.callIsOver(/elsewhere/i, 3000);
    await bob.devicesAreOff();
    expect(alice.upgrades).toBe(upgrades);

    await connect(bob, again);
    await again.hangUp();
    await bob.callIsOver(/ended|hung up/i);
  },
);

const several = openTheatre({ flags: ['--policy', 'multiple'] });

several(
  '[S9] with several devices allowed all ring, the first answer wins and the others stop',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    const bobToo = await stage.arrive(bob.account);
    await bobToo.signIn(stage.server.url);
    await bob.isConnected();
    await alice.call(bob);
    await bob.sees(bob.incoming(alice));
    await bobToo.sees(bobToo.incoming(alice));
    await bobToo.accept(alice);
    await bob.seesNo(bob.incoming(alice), 3000);
    await bobToo.seesPictureOf(alice);
    // Both of bob's pages have bob's name and this one has its own camera: it must be the one that arrives.
    await expect
      .poll(() => alice.matchesPicture(`${bob.account}'s video`, bobToo.picture), { timeout: 15_000 })
      .toBe('match');
    expect(await bob.devicesOn()).toEqual([]);
    await bobToo.hangUp();
    await alice.callIsOver(/ended|hung up/i);
  },
);
