// A second call beside one that goes on: what all three hear and read.
import { expect } from 'vitest';
import { isTalking } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene(
  '[C2] [C31] a third person finds them busy, then rings beside the call; hold, return, resume, and an answer in words',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    const carol = await stage.person('carol');
    await alice.call(bob);
    await bob.sees(bob.incoming(alice));
    await carol.call(bob, 'voice');
    await carol.callIsOver(new RegExp(`${bob.account} is busy`));
    await bob.accept(alice);
    await isTalking(bob, alice, 'video');
    await alice.seesMotionOf(bob);
    await carol.call(bob, 'voice');
    await carol.sees(carol.callStatus(bob, `Ringing… ${bob.account} is in another call`));
    await bob.accept(carol, 'voice');
    await isTalking(bob, carol, 'voice');
    await isTalking(carol, bob, 'voice');
    await alice.sees(alice.callStatus(bob, `${bob.account} has put you on hold`));
    await alice.hearsNothingFrom(bob);
    await bob.button(`Return to ${alice.account}`).click();
    await isTalking(alice, bob, 'video');
    await bob.hears(alice);
    await carol.sees(carol.callStatus(bob, `${bob.account} has put you on hold`));
    await bob.hangUp();
    await alice.callIsOver(/ended|hung up/i);
    await bob.sees(bob.callStatus(carol, `You have put ${carol.account} on hold`));
    await bob.devicesAreOff();
    await bob.button('Resume').click();
    await carol.hears(bob);
    await carol.hangUp();
    await bob.callIsOver(/ended|hung up/i);
    await bob.devicesAreOff();
    await carol.call(bob, 'voice');
    await bob.sees(bob.incoming(carol, 'voice'));
    await bob.button('Answer with a message').click();
    // Escape leads back to where that was asked for.
    await bob.sees(bob.button("Can't talk now. I'll call you back."));
    await bob.page.keyboard.press('Escape');
    await bob.sees(bob.button('Accept'));
    await expect
      .poll(() => bob.page.evaluate(() => document.activeElement?.textContent))
      .toBe('Answer with a message');
    await bob.page.keyboard.press('Enter');
    await bob.button("Can't talk now. I'll call you back.").click();
    await carol.callIsOver(/declined/i);
    await carol.reads(bob, "Can't talk now. I'll call you back.");
  },
);
