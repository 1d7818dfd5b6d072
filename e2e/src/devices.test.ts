// Calls without devices: what is missing is said in a sentence, the call goes on with what there is, and another try needs no
// reload.
import { expect } from 'vitest';
import type { Person } from './person.ts';
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
  await alice.sees(
    alice.callStatus(bob, `${bob.account}'s camera is off: their browser has no permission for it`),
  );
  expect(await bob.devicesOn()).toEqual([]);
  // What the person allows in the browser's own settings is there without another click.
  await bob.context.grantPermissions(['camera', 'microphone']);
  await alice.seesPictureOf(bob);
  await alice.hears(bob);
  await bob.seesNo(bob.button('Try again').first());
  // Withdrawn in the middle of the call: the browser ends the tracks.
  await bob.context.clearPermissions();
  await bob.sees(bob.callWith(alice).getByText(/camera is blocked/));
  await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
  await bob.hears(alice);
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

scene(
  '[S13] a camera in use, then a prompt that waits: both are told, neither needs a reload',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.arrive(stage.name('bob'));
    await bob.page.addInitScript(refuseCamera);
    await bob.signIn(stage.server.url);
    await alice.call(bob);
    await bob.accept(alice);
    await bob.sees(bob.callWith(alice).getByText(/camera is used by another program/));
    await alice.hears(bob);
    await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
    expect(await bob.devicesOn()).toEqual(['audio']);

    await setCamera(bob, 'asks');
    await bob.press('Try again');
    await bob.sees(bob.callWith(alice).getByText(/Waiting for you to allow the camera/));
    await bob.hears(alice);
    await setCamera(bob, 'free');
    await alice.seesPictureOf(bob);
    await bob.seesNo(bob.callWith(alice).getByText(/allow the camera/));

    await bob.press('Turn camera off');
    await expect.poll(() => bob.devicesOn(), { timeout: 500, interval: 50 }).toEqual(['audio']);
    await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
    await setCamera(bob, 'used');
    await bob.press('Turn camera on');
    await bob.sees(bob.callWith(alice).getByText(/camera is used by another program/));
    // The answer to a question from before the end comes too late to put a light on.
    await setCamera(bob, 'asks');
    await bob.press('Turn camera on');
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
    await setCamera(bob, 'free');
    await bob.devicesAreOff();
  },
);

type Camera = 'used' | 'asks' | 'free';

/** Runs in the page: Chromium's fake camera is never in use, and its fake person always answers at once. */
function refuseCamera(): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  let camera: Camera = 'used';
  const answer: (() => void)[] = [];
  mediaDevices.getUserMedia = async (constraints) => {
    if (constraints?.video && camera === 'used') throw new DOMException('Device in use', 'NotReadableError');
    if (constraints?.video && camera === 'asks')
      await new Promise<void>((resolve) => {
        answer.push(resolve);
      });
    return open(constraints);
  };
  const query = navigator.permissions.query.bind(navigator.permissions);
  navigator.permissions.query = async (descriptor) => {
    const status = await query(descriptor);
    if ((descriptor.name as string) === 'camera' && camera === 'asks')
      Object.defineProperty(status, 'state', { value: 'prompt' });
    return status;
  };
  Reflect.set(globalThis, 'setCamera', (next: Camera) => {
    camera = next;
    if (next === 'free') for (const resolve of answer.splice(0)) resolve();
  });
}

function setCamera({ page }: Person, camera: Camera): Promise<void> {
  return page.evaluate(
    (next) => (Reflect.get(globalThis, 'setCamera') as (camera: string) => void)(next),
    camera,
  );
}
