// Both call each other in the same moment.
import { expect } from 'vitest';
import type { Kind, Person } from './person.ts';
import { openTheatre, type Stage } from './theatre.ts';

const scene = openTheatre();

/** Both have the other's conversation open; bob's line to the server goes through the proxy. */
async function faceEachOther(stage: Stage): Promise<[Person, Person]> {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob', { url: stage.proxy.url });
  await alice.open(bob);
  await bob.open(alice);
  return [alice, bob];
}

/**
 * Holds bob's line until both have called, so that neither can know of the other's call: glare as it happens on slow
 * lines, and not only when two clicks fall into the same millisecond.
 */
async function callAtOnce(stage: Stage, alice: [Person, Kind], bob: [Person, Kind]): Promise<void> {
  stage.proxy.hold();
  for (const [[person, kind], [other]] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    await person.button(kind === 'video' ? 'Video call' : 'Voice call').click();
    await person.sees(person.callWith(other));
  }
  stage.proxy.heal();
}

async function endsForBoth(alice: Person, bob: Person): Promise<void> {
  await alice.hangUp();
  await bob.callIsOver(/ended|hung up/i);
  await alice.callIsOver(/ended|hung up/i);
  await alice.devicesAreOff();
  await bob.devicesAreOff();
}

scene('[I10] two video calls at once become one call without ringing either', async (stage) => {
  const [alice, bob] = await faceEachOther(stage);
  const rung: string[] = [];
  for (const person of [alice, bob]) {
    await person.page.exposeFunction('rang', () => rung.push(person.account));
    await person.page.evaluate(() => {
      const look = (): void => {
        if (document.querySelector('[role=alertdialog]')) Reflect.get(globalThis, 'rang')();
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    });
  }
  await callAtOnce(stage, [alice, 'video'], [bob, 'video']);
  await alice.seesPictureOf(bob);
  await bob.seesPictureOf(alice);
  expect(rung).toEqual([]);
  expect(await alice.button('Hang up').count()).toBe(1);
  expect(await bob.button('Hang up').count()).toBe(1);
  await endsForBoth(alice, bob);
});

scene('[I10] a video and a voice call at once open no more than each chose', async (stage) => {
  const [alice, bob] = await faceEachOther(stage);
  await callAtOnce(stage, [alice, 'video'], [bob, 'voice']);
  await bob.seesPictureOf(alice);
  await alice.hears(bob);
  await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
  expect(await bob.devicesOn()).toEqual(['audio']);
  await endsForBoth(alice, bob);
});

scene('[I10] a voice and a video call at once open no more than each chose', async (stage) => {
  const [alice, bob] = await faceEachOther(stage);
  await callAtOnce(stage, [alice, 'voice'], [bob, 'video']);
  await alice.seesPictureOf(bob);
  await bob.hears(alice);
  await bob.sees(bob.page.getByText(`${alice.account}'s camera is off`).first());
  expect(await alice.devicesOn()).toEqual(['audio']);
  await endsForBoth(alice, bob);
});

scene('[I10] two clicks in the same millisecond make one call, whoever wins', async (stage) => {
  const [alice, bob] = await faceEachOther(stage);
  const at = Date.now() + 500;
  const click = (person: Person): Promise<void> =>
    person.button('Video call').evaluate(
      (button, time) =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            (button as HTMLButtonElement).click();
            resolve();
          }, time - Date.now());
        }),
      at,
    );
  await Promise.all([click(alice), click(bob)]);
  for (const person of [alice, bob]) {
    await expect.poll(() => person.button(/^(Hang up|Accept)$/).count(), { timeout: 5000 }).toBe(1);
    // The clicks may land so far apart that one side rings; then that person simply accepts.
    if (await person.button('Accept').isVisible()) await person.button('Accept').click();
  }
  await alice.seesPictureOf(bob);
  await bob.seesPictureOf(alice);
  await endsForBoth(alice, bob);
});
