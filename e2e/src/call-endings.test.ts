// Every way in which a call ends before or without a hang-up, told on both sides.
import { expect } from 'vitest';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();
const SOON = 3000;

scene('[C4] declined: the caller is told, and no device of the callee was ever asked for', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.call(bob);
  await bob.decline(alice);
  await alice.callIsOver(/declined/i, SOON);
  await alice.devicesAreOff();
  await bob.seesNo(bob.incoming(alice), SOON);
  expect(await bob.page.evaluate(() => globalThis.parleyProbe.asks())).toBe(0);
});

scene('[C4] cancelled: ringing stops at the callee within a second or so', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.call(bob);
  await bob.sees(bob.incoming(alice));
  await alice.hangUp();
  await alice.devicesAreOff();
  await bob.seesNo(bob.incoming(alice), SOON);
  await bob.open(alice);
  await bob.sees(bob.log(alice).getByText(/missed/i));
});

scene('[C4] cancelled right after the click: no camera comes on late', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.call(bob);
  await alice.hangUp();
  await alice.devicesAreOff();
  await bob.seesNo(bob.incoming(alice), SOON);
  // A getUserMedia that was under way would have answered by the end of a whole further call.
  await bob.call(alice, 'voice');
  await alice.decline(bob, 'voice');
  await bob.callIsOver(/declined/i);
  expect(await alice.devicesOn()).toEqual([]);
});

scene('[C2] not online: a call to somebody who has just left ends at once', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await bob.button('Sign out').click();
  await alice.seesNo(alice.entry(bob));
  const call = alice.button('Video call');
  // The page may take the button away instead; either way nothing may ring for ever.
  if (await call.isEnabled()) {
    await call.click();
    await alice.callIsOver(/not online|offline/i, SOON);
  }
  await alice.devicesAreOff();
});

scene('[S10] a closed tab ends the call on the other side', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await connect(alice, bob);
  await bob.page.close({ runBeforeUnload: true });
  await alice.callIsOver(/ended|hung up|left/i, SOON);
  await alice.devicesAreOff();
});

scene('[S10] a tab closed while it rings stops the ringing', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.call(bob);
  await bob.sees(bob.incoming(alice));
  await alice.page.close({ runBeforeUnload: true });
  await bob.seesNo(bob.incoming(alice), SOON);
});

scene(
  '[C13] whoever opens the browser again after a crash is offered the way back into the call that goes on',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob', { seat: 1 });
    await connect(alice, bob);
    await stage.crash(bob);
    const back = await stage.arrive(bob.account, { seat: 1 });
    await back.signIn(stage.server.url);
    await back.button('Back to the call').click();
    await back.seesPictureOf(alice);
    await alice.seesMotionOf(back);
    await alice.seesPictureOf(back);
    await alice.hears(back);
    expect(await alice.page.evaluate(() => globalThis.parleyProbe.peers())).toMatchObject({ open: 1 });
    await back.hangUp();
    await alice.callIsOver(/ended/i);
    await alice.devicesAreOff();
  },
  120_000,
);
