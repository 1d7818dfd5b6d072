// A page that was frozen: within 2 s of thawing it shows the truth.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from '../person.ts';
import { openTheatre } from '../theatre.ts';
import { AWAKE, LONG, wakes } from './asleep.ts';

const scene = openTheatre();

/** Stops a hidden page, as browsers do that need memory. The browser goes on, and answers the server's pings. */
async function freeze(person: Person): Promise<() => Promise<void>> {
  const other = await person.context.newPage();
  await other.bringToFront();
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await person.page.bringToFront();
  };
}

scene(
  '[S12] [S14] [T4] a frozen page shows after thawing who is here and what was said',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { tabbed: true });
    const carol = await stage.person('carol', { devices: 'none' });
    await bob.open(alice);
    await alice.open(bob);
    await bob.sees(bob.entry(carol));
    const wake = await freeze(bob);
    const frozenAt = Date.now();
    await alice.say('said to the frozen');
    await alice.sees(alice.button('Retry'), 31_000);
    await carol.button('Sign out').click();
    await wait(Math.max(0, frozenAt + LONG - Date.now()));
    await wakes(
      wake,
      () => bob.isConnected(AWAKE),
      () => bob.seesNo(bob.entry(carol), AWAKE),
    );
    await alice.sees(alice.entry(bob), AWAKE);
    await alice.button('Retry').click();
    await bob.reads(alice, 'said to the frozen');
    expect(await bob.texts(alice, /said to the frozen/)).toEqual(['said to the frozen']);
  },
  LONG + 90_000,
);
