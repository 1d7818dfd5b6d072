// Who sees whom, and how soon.
import { expect } from 'vitest';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

// PRODUCT.md says 1 s; three times that keeps a busy machine from failing it.
const SOON = 3000;

scene('[S2] two people see each other at sign-in, and no more at sign-out', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.sees(alice.entry(bob), SOON);
  await bob.sees(bob.entry(alice), SOON);
  expect(await alice.entry(alice).count()).toBe(0);
  await bob.button('Sign out').click();
  await alice.seesNo(alice.entry(bob), SOON);
});

scene('[S2] a closed tab takes its person out of the list', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.sees(alice.entry(bob), SOON);
  await bob.page.close({ runBeforeUnload: true });
  await alice.seesNo(alice.entry(bob), SOON);
});

scene('[S2] a reload of the page leaves its person online or brings them back', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.sees(alice.entry(bob), SOON);
  await bob.page.reload();
  await bob.isConnected();
  await bob.sees(bob.entry(alice), SOON);
  await alice.sees(alice.entry(bob), SOON);
});

scene(
  '[P5] [C40] who is not to be disturbed is not rung, and finds the call among those missed',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await bob.button('Status: available').click();
    await bob.page.getByRole('menuitemradio', { name: 'Do not disturb' }).click();
    await bob.sees(bob.button('Status: do not disturb'));
    await alice.sees(alice.button(`${bob.account}, online, do not disturb`));
    await alice.open(bob);
    await alice.button('Voice call').click();
    await alice.sees(alice.page.getByText(`${bob.account} does not want to be disturbed`).first());
    await bob.open(alice);
    await bob.sees(bob.page.getByText('Missed voice call').first());
    expect(await bob.page.getByRole('alertdialog').count()).toBe(0);
    // Remembered by the page, and said again to the server.
    await bob.page.reload();
    await bob.sees(bob.button('Status: do not disturb'));
    await bob.button('Status: do not disturb').click();
    await bob.page.getByRole('menuitemradio', { name: 'Available' }).click();
    await alice.sees(alice.button(`${bob.account}, online`));
  },
);
