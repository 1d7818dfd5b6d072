// Both call each other in the same moment.
import { expect } from 'vitest';
import type { Kind, Person } from './person.ts';
import { openTheatre, type Stage } from './theatre.ts';

const scene = openTheatre();

async function bothCall(stage: Stage, kinds: readonly [Kind, Kind]): Promise<[Person, Person]> {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await bob.open(alice);
  const button = (kind: Kind): string => (kind === 'video' ? 'Video call' : 'Voice call');
  // One click each, started together: which invite comes first is the network's choice, as in life.
  await Promise.all([
    alice.page.getByRole('button', { name: button(kinds[0]), exact: true }).click(),
    bob.page.getByRole('button', { name: button(kinds[1]), exact: true }).click(),
  ]);
  return [alice, bob];
}

async function acceptIfRinging(person: Person): Promise<void> {
  const accept = person.button('Accept');
  // Clicks seldom land so far apart that one side really rings; then a person would simply accept.
  if (await accept.isVisible()) await accept.click();
}

for (const round of [1, 2, 3]) {
  scene(
    `[I10] two video calls at once become one call without ringing either (round ${round})`,
    async (stage) => {
      const [alice, bob] = await bothCall(stage, ['video', 'video']);
      await alice.seesPictureOf(bob);
      await bob.seesPictureOf(alice);
      await alice.seesNo(alice.page.getByRole('alertdialog'));
      await bob.seesNo(bob.page.getByRole('alertdialog'));
      expect(await alice.button('Hang up').count()).toBe(1);
      expect(await bob.button('Hang up').count()).toBe(1);
      await alice.hangUp();
      await bob.callIsOver(/ended|hung up/i);
      await alice.callIsOver(/ended|hung up/i);
      await alice.devicesAreOff();
      await bob.devicesAreOff();
    },
  );
}

scene('[I10] a video and a voice call at once open no more than each chose', async (stage) => {
  const [alice, bob] = await bothCall(stage, ['video', 'voice']);
  await acceptIfRinging(bob);
  await bob.seesPictureOf(alice);
  await alice.hears(bob);
  await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`).first());
  expect(await bob.devicesOn()).toEqual(['audio']);
});
