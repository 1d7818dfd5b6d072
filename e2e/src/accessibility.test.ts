// What a screen reader is given: every control has a name, no name is given twice, dialogs take the focus.
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

interface Control {
  role: string;
  name: string;
}

/** The browser's own accessibility tree, which is what assistive programs read. */
async function controls(person: Person): Promise<Control[]> {
  const session = await person.context.newCDPSession(person.page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({ role: String(node.role?.value ?? ''), name: String(node.name?.value ?? '').trim() }))
    .filter(({ role }) =>
      ['button', 'textbox', 'link', 'searchbox', 'alertdialog', 'region', 'log'].includes(role),
    );
}

async function isNamed(person: Person, state: string): Promise<Control[]> {
  const all = await controls(person);
  expect(all.length, state).toBeGreaterThan(0);
  expect(
    all.filter(({ name }) => name === ''),
    `controls without a name: ${person.account}, ${state}`,
  ).toEqual([]);
  for (const name of [
    'Sign in',
    'Send',
    'Video call',
    'Voice call',
    'Hang up',
    'Accept',
    'Decline',
    'Sign out',
  ]) {
    const same = all.filter((control) => control.role === 'button' && control.name === name);
    expect(same.length, `buttons named ${name}: ${person.account}, ${state}`).toBeLessThan(2);
  }
  return all;
}

scene('[S13] every control has a name, and no two buttons have the same, in every state', async (stage) => {
  const alice = await stage.arrive(stage.name('alice'));
  await alice.page.goto(stage.server.url);
  await alice.sees(alice.button('Sign in'));
  await isNamed(alice, 'sign-in');
  await alice.trySignIn();
  await alice.isConnected();
  await isNamed(alice, 'nobody else online');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await alice.say('hello');
  await bob.open(alice);
  await bob.say('hello yourself');
  await alice.reads(bob, 'hello yourself');
  await isNamed(alice, 'conversation');
  await alice.button('Video call').click();
  await bob.sees(bob.incoming(alice));
  await isNamed(bob, 'incoming');
  await isNamed(alice, 'calling');
  const inside = await bob.page.evaluate(
    () => document.activeElement?.closest('[role=alertdialog]') !== null,
  );
  expect(inside, 'the incoming call takes the focus').toBe(true);
  await bob.button('Accept').click();
  await alice.seesPictureOf(bob);
  await isNamed(alice, 'in a call');
  await isNamed(bob, 'in a call');
  await alice.hangUp();
  await bob.callIsOver(/ended|hung up/i);
  await isNamed(bob, 'after the call');
});

scene('[S6] a whole call works from the keyboard alone', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.entry(bob).focus();
  await alice.page.keyboard.press('Enter');
  await alice.sees(alice.log(bob));
  await alice.button('Video call').focus();
  await alice.page.keyboard.press('Enter');
  await bob.sees(bob.incoming(alice));
  await bob.button('Accept').focus();
  await bob.page.keyboard.press('Enter');
  await alice.seesPictureOf(bob);
  await alice.button('Hang up').focus();
  await alice.page.keyboard.press('Enter');
  await bob.callIsOver(/ended|hung up/i);
  await bob.devicesAreOff();
});
