// Calls without devices: what is missing is said in a sentence, and the call goes on with what there is.
import { expect } from 'vitest';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene('[S13] no camera: the call goes on with sound and the page says what is missing', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob', { devices: 'microphone-only' });
  await alice.call(bob);
  await bob.accept(alice);
  await bob.seesPictureOf(alice);
  await alice.hears(bob);
  await bob.sees(
    bob
      .callWith(alice)
      .getByText(/camera/i)
      .filter({ hasText: /no camera|not found|find/i })
      .first(),
  );
  await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
  await bob.hangUp();
  await alice.callIsOver(/ended|hung up/i);
  await bob.devicesAreOff();
});

scene('[S13] neither camera nor microphone: one still sees and hears the other', async (stage) => {
  const alice = await stage.person('alice', { devices: 'none' });
  const bob = await stage.person('bob');
  await alice.call(bob);
  await bob.accept(alice);
  await alice.seesPictureOf(bob);
  await alice.hears(bob);
  await alice.sees(
    alice
      .callWith(bob)
      .getByText(/camera/i)
      .first(),
  );
  await alice.sees(
    alice
      .callWith(bob)
      .getByText(/microphone/i)
      .first(),
  );
  await bob.sees(bob.page.getByText(`${alice.account}'s camera is off`).first());
  expect(await alice.devicesOn()).toEqual([]);
  await alice.hangUp();
  await bob.callIsOver(/ended|hung up/i);
});

scene('[S13] permission denied: the call goes on and the page says how to allow it', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob', { devices: 'deny' });
  await alice.call(bob);
  await bob.accept(alice);
  await bob.seesPictureOf(alice);
  await bob.hears(alice);
  await bob.sees(
    bob
      .callWith(alice)
      .getByText(/blocked|permission|denied/i)
      .first(),
  );
  await bob.sees(bob.callWith(alice).getByText(/allow/i).first());
  await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
  expect(await bob.devicesOn()).toEqual([]);
  await alice.hangUp();
  await bob.callIsOver(/ended|hung up/i);
});

scene('[S13] a caller whose permission is denied can call all the same', async (stage) => {
  const alice = await stage.person('alice', { devices: 'deny' });
  const bob = await stage.person('bob');
  await alice.call(bob);
  await bob.accept(alice);
  await alice.seesPictureOf(bob);
  await alice.sees(
    alice
      .callWith(bob)
      .getByText(/blocked|permission|denied/i)
      .first(),
  );
  await alice.hangUp();
  await bob.callIsOver(/ended|hung up/i);
});
