// What two people do with texts that were sent: answer, edit, delete, react, see; by keyboard, and over a line that was cut.
import { expect } from 'vitest';
import type { Locator } from 'playwright-core';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** The row of a text, by its words. */
function row(person: Person, other: Person, words: string): Locator {
  return person.log(other).getByRole('article').filter({ hasText: words });
}

/** Opens a text's menu by keyboard, and chooses. */
async function choose(person: Person, text: Locator, item: string): Promise<void> {
  await text.focus();
  await person.page.keyboard.press('Enter');
  await person.page.getByRole('menuitem', { name: item, exact: true }).click();
}

scene('[M3] [M5] [M6] [M7] answers, edits, reactions and what was seen reach the other', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await alice.say('Shall we met at eight?');
  await alice.sees(alice.log(bob).getByText('Delivered', { exact: true }));
  await bob.open(alice);
  await alice.sees(alice.log(bob).getByText('Seen', { exact: true }));

  // Up in the empty field edits the last text; Escape leaves that.
  await alice.field('Message').press('ArrowUp');
  await alice.sees(alice.button('Save'));
  await alice.field('Message').press('Escape');
  await alice.field('Message').press('ArrowUp');
  await alice.field('Message').fill('Shall we meet at eight?');
  await alice.field('Message').press('Enter');
  await bob.sees(row(bob, alice, 'Shall we meet at eight?').getByText('edited'));
  await bob.sees(bob.page.getByRole('status').getByText(`${alice.account} edited a message: Shall we meet`));
  expect(await alice.field('Message').inputValue()).toBe('');

  await choose(bob, row(bob, alice, 'meet at eight'), 'Reply');
  await expect.poll(() => bob.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await bob.page.keyboard.type('Gladly');
  await bob.page.keyboard.press('Enter');
  await alice.sees(
    row(alice, bob, 'Gladly').getByRole('button', { name: 'You Shall we meet at eight?', exact: true }),
  );

  await row(alice, bob, 'Gladly').first().focus();
  await alice.page.keyboard.press('Enter');
  await alice.page.getByRole('menuitemcheckbox', { name: 'React with 👍', exact: true }).press('Enter');
  await bob.sees(bob.button(`👍, ${alice.account}`));
  await bob.button(`👍, ${alice.account}`).click();
  await alice.sees(alice.button(`👍 2, ${bob.account} and you`));
  await alice.button(`👍 2, ${bob.account} and you`).click();
  await bob.sees(bob.button('👍, you'));
});

scene(
  '[M4] a deleted text is gone for both, once that was confirmed, also over a cut line',
  async (stage) => {
    const alice = await stage.person('alice', { url: stage.proxy.url });
    const bob = await stage.person('bob');
    await alice.open(bob);
    await bob.open(alice);
    await alice.say('not for you');
    await alice.say('but this');
    await bob.reads(alice, 'not for you');
    await choose(alice, row(alice, bob, 'not for you'), 'Delete…');
    await alice.sees(alice.button('Delete for both'));
    stage.proxy.cut();
    await alice.sees(alice.connection('Reconnecting…').first());
    await alice.button('Delete for both').click();
    await alice.reads(bob, 'You deleted this message');
    stage.proxy.heal();
    await bob.reads(alice, 'This message was deleted');
    expect(await bob.texts(alice, /not for you|but this/)).toEqual(['but this']);
    await choose(alice, row(alice, bob, 'but this'), 'Edit');
    await alice.field('Message').fill('and that');
    await alice.button('Save').click();
    await bob.sees(row(bob, alice, 'and that'));
  },
);

scene('an emoji is found by a word and goes where the caret is', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await alice.field('Message').fill('to you');
  await alice.field('Message').press('Home');
  await alice.button('Emoji').click();
  const search = alice.page.getByRole('searchbox', { name: 'Search emoji' });
  await alice.sees(search);
  // The Tab key goes round in it.
  for (const key of ['Shift+Tab', 'Tab']) {
    await alice.page.keyboard.press(key);
    const isInside = (): boolean => document.activeElement?.closest('.emoji-picker') instanceof Element;
    expect(await alice.page.evaluate(isInside)).toBe(true);
  }
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  await alice.page.keyboard.type('birthday');
  await alice.page.keyboard.press('ArrowDown');
  await alice.page.keyboard.press('Enter');
  await expect.poll(() => alice.field('Message').inputValue()).toBe('🥳to you');
  await expect.poll(() => alice.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
});
