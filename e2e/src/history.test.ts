// A server that keeps a history: texts wait for people who are not there, and the next page shows what was said before.
import { expect } from 'vitest';
import { escape } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre({ flags: ['--history-days', '30'] });

scene(
  '[K1] [K3] [K4] texts to somebody who is away arrive when they come, over a restart, and stay',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await alice.open(bob);
    await alice.say('hello');
    await alice.sees(alice.log(bob).getByText('Delivered').last());
    await bob.button('Sign out').click();
    await bob.sees(bob.field('Account'));
    await alice.say('are you there?');
    await alice.say('call me');
    await alice.sees(alice.log(bob).getByText('Sent', { exact: true }).last());
    await stage.server.kill();
    await stage.server.start();

    await bob.signIn(stage.server.url);
    await alice.isConnected();
    const unread = new RegExp(`^${escape(alice.account)}, (online|offline), 2 unread`);
    await bob.sees(bob.page.getByRole('button', { name: unread }));
    await bob.page.getByRole('button', { name: unread }).click();
    await bob.reads(alice, 'call me');
    const known = /^(hello|are you there\?|call me)$/;
    const order = ['hello', 'are you there?', 'call me'];
    await expect.poll(() => bob.texts(alice, known)).toEqual(order);
    await alice.sees(alice.log(bob).getByText('Delivered').last());

    await alice.page.reload();
    await alice.isConnected();
    await alice.open(bob);
    await alice.sees(alice.log(bob).getByText(/for 30 days|older than 30 days/));
    await expect.poll(() => alice.texts(bob, known)).toEqual(order);
  },
);
