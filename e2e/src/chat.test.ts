// Texts between two people: order, delivery, failures, unread counts, and that the server's disk never sees them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { escape } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene('[S5] texts go both ways in order and are shown as delivered', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await bob.open(alice);
  await alice.sees(alice.page.getByRole('heading', { name: bob.account }).first());
  await alice.say('hello bob');
  await bob.reads(alice, 'hello bob');
  await bob.say('hello alice');
  await alice.reads(bob, 'hello alice');
  await alice.say('how are you?');
  await bob.reads(alice, 'how are you?');
  const order = ['hello bob', 'hello alice', 'how are you?'];
  const known = /^(hello bob|hello alice|how are you\?)$/;
  expect(await alice.texts(bob, known)).toEqual(order);
  expect(await bob.texts(alice, known)).toEqual(order);
  await alice.sees(
    alice
      .log(bob)
      .getByText(/^(delivered|seen)$/i)
      .last(),
  );
});

scene('[S5] a text to somebody who reads another conversation is counted as unread', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await alice.say('one');
  await bob.sees(
    bob.people.getByRole('button', { name: new RegExp(`^${escape(alice.account)}, online.*1 unread`) }),
  );
  await alice.say('two');
  await bob.sees(
    bob.people.getByRole('button', { name: new RegExp(`^${escape(alice.account)}, online.*2 unread`) }),
  );
  await bob.open(alice);
  await bob.reads(alice, 'two');
  await expect
    .poll(() =>
      bob
        .entry(alice)
        .getAttribute('aria-label')
        .then((name) => name ?? ''),
    )
    .not.toContain('unread');
});

scene('[S5] an empty text is refused in place and several lines stay several lines', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  let dialogs = 0;
  alice.page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await alice.open(bob);
  await bob.open(alice);
  await alice.say('   ');
  await alice.sees(alice.page.getByText(/write something|empty/i).first());
  expect(dialogs).toBe(0);
  await alice.field('Message').fill('');
  await alice.field('Message').pressSequentially('first');
  await alice.field('Message').press('Shift+Enter');
  await alice.field('Message').pressSequentially('second');
  await alice.field('Message').press('Enter');
  await bob.sees(bob.log(alice).getByText(/first\s+second/));
  expect(await bob.texts(alice, /^(first|second)$/)).toEqual(['first', 'second']);
});

scene(
  '[S5] a text to somebody who left fails visibly, Delete takes it away, and Retry delivers it once they are back',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await alice.open(bob);
    await alice.say('before');
    await bob.open(alice);
    await bob.reads(alice, 'before');
    await alice.say(Array.from({ length: 60 }, () => 'and so on').join('\n'));
    await alice.say('that was all');
    await bob.reads(alice, 'that was all');
    await bob.button('Sign out').click();
    await alice.seesNo(alice.entry(bob));
    await alice.say('this is said to nobody');
    await alice.button('Delete').press('Enter');
    await alice.seesNo(alice.log(bob).getByText('this is said to nobody'));
    const told = alice.page.getByRole('status').filter({ hasText: 'Message deleted' });
    await alice.sees(told);
    const first = await told.locator('span').elementHandle();
    await alice.say('nor is this');
    await alice.button('Delete').press('Enter');
    await alice.seesNo(alice.log(bob).getByText('nor is this'));
    await alice.sees(told);
    expect(await first?.evaluate(({ isConnected }) => isConnected), 'what is done twice is told twice').toBe(
      false,
    );
    expect(
      await alice.log(bob).evaluate((log) => log.contains(document.activeElement)),
      'the focus stays in the log',
    ).toBe(true);
    await alice.say('are you there?');
    await alice.sees(alice.button('Retry'));

    const log = alice.log(bob);
    const place = (): Promise<number> =>
      log.getByText('before', { exact: true }).evaluate((words) => words.getBoundingClientRect().top);
    await log.evaluate((element) => element.scrollTo({ top: -400 }));
    const was = await place();
    // Of who stays away for 8 s that is said, and that they are back.
    await alice.sees(log.getByText(`${bob.account} went offline`));
    await bob.trySignIn();
    await bob.isConnected();
    await alice.sees(alice.entry(bob));
    await alice.sees(log.getByText(`${bob.account} is back online`));
    await bob.open(alice);
    await bob.say('here I am');
    await alice.sees(alice.button('Jump to the latest, 1 new'));
    // A log scrolls by whole pixels.
    expect(Math.abs((await place()) - was), 'who reads above keeps their place').toBeLessThan(2);
    await alice.button('Retry').click();
    await alice.seesNo(alice.button('Retry'));
    await bob.reads(alice, 'are you there?');
    expect(await bob.texts(alice, /^are you there\?$/)).toHaveLength(1);
    await bob.seesNo(bob.log(alice).getByText('this is said to nobody'));
  },
);

scene('[S5] the other sees that one types', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await bob.open(alice);
  await alice.field('Message').pressSequentially('I am about to', { delay: 30 });
  await bob.sees(bob.page.getByText(/typing|writing/i).first());
});

scene('[S5] a link can be followed and markup stays text', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.open(bob);
  await bob.open(alice);
  await alice.say('<img src=x onerror=alert(1)> see https://example.org/a?b=1.');
  const link = bob.log(alice).getByRole('link');
  await bob.sees(link);
  expect(await link.getAttribute('href')).toBe('https://example.org/a?b=1');
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await bob.log(alice).locator('img[src="x"]').count()).toBe(0);
  await bob.sees(bob.log(alice).getByText('<img src=x onerror=alert(1)>'));
});

scene('[S17] no text is ever in the data folder', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  const secret = `walnut-${Date.now()}-marmalade`;
  await alice.open(bob);
  await bob.open(alice);
  await alice.say(secret);
  await bob.reads(alice, secret);
  const files = readdirSync(stage.server.data, { recursive: true, encoding: 'utf8' })
    .map((name) => join(stage.server.data, name))
    .filter((path) => statSync(path).isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(file, 'latin1')).not.toContain(secret);
});

scene('[S17] conversations stay on a device where the person wants that, and only as long', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  const keep = alice.page.getByRole('switch', { name: 'Keep conversations on this device' });
  const reload = async (): Promise<void> => {
    await alice.page.reload();
    await alice.isConnected();
    await alice.open(bob);
  };
  await bob.open(alice);
  await bob.say('before');
  await alice.open(bob);
  await alice.reads(bob, 'before');
  await alice.button('Settings').click();
  await keep.check();
  await alice.button('Done').click();
  await alice.say('and after');
  await bob.reads(alice, 'and after');
  await alice.sees(alice.log(bob).getByText('Delivered').last());
  await reload();
  await alice.reads(bob, 'before');
  await alice.reads(bob, 'and after');
  await alice.button('Search in conversation').click();
  await alice.page.getByRole('searchbox', { name: 'Search in this conversation' }).fill('AFTER');
  await alice.sees(alice.page.getByText('1 of 1 match', { exact: true }));
  await alice.button('Close search').click();
  await bob.say('one more');
  await alice.reads(bob, 'one more');
  expect(await alice.texts(bob, /^(before|and after|one more)$/)).toEqual([
    'before',
    'and after',
    'one more',
  ]);
  await alice.button('Settings').click();
  await keep.uncheck();
  await alice.button('Done').click();
  await alice.seesNo(alice.log(bob).getByText('before'));
  await reload();
  await alice.sees(alice.log(bob).getByText('not kept on the server', { exact: false }));
  expect(await alice.texts(bob, /^(before|and after|one more)$/)).toEqual([]);
});
