// Signing in and out, the server field, and what the first page may load.
import { expect } from 'vitest';
import { escape, PASSWORD, PATIENCE } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene(
  '[S1] offers a random account and the page’s own server, and a first sign-in makes the account',
  async (stage) => {
    const alice = await stage.arrive(stage.name('alice'));
    await alice.page.goto(stage.server.url);
    await alice.sees(alice.field('Account'));
    const suggestion = await alice.field('Account').inputValue();
    expect(suggestion).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}._-]{2,31}$/u);
    expect(await alice.field('Server').inputValue()).toContain(new URL(stage.server.url).host);

    await alice.password.fill(PASSWORD);
    await alice.button('Sign in').click();
    await alice.isConnected();
    await alice.sees(alice.people);
    await alice.sees(alice.page.getByText(suggestion).first());

    const other = await stage.arrive('nobody');
    await other.page.goto(stage.server.url);
    expect(await other.field('Account').inputValue()).not.toBe(suggestion);
  },
);

scene(
  '[S1] refuses a wrong password with a plain sentence, and takes the right one afterwards',
  async (stage) => {
    const account = stage.name('alice');
    const first = await stage.arrive(account);
    await first.signIn(stage.server.url);
    await first.button('Sign out').click();
    await first.sees(first.button('Sign in'));

    await first.field('Account').fill(account);
    await first.trySignIn('not the password');
    await first.sees(first.alert.filter({ hasText: /password/i }));
    expect(await first.people.count()).toBe(0);
    await first.trySignIn();
    await first.isConnected();
  },
);

scene('[S1] tells how long a password must be, and makes no account for a short one', async (stage) => {
  const alice = await stage.arrive(stage.name('alice'));
  await alice.page.goto(stage.server.url);
  await alice.trySignIn('short');
  await alice.sees(alice.alert.filter({ hasText: /8/ }));
  // The name is still free: another password of the right length makes the account.
  await alice.trySignIn();
  await alice.isConnected();
});

scene('[S1] refuses a name that is no name', async (stage) => {
  const alice = await stage.arrive('a b/c');
  await alice.page.goto(stage.server.url);
  await alice.trySignIn();
  await alice.sees(alice.alert.filter({ hasText: /name|account/i }));
});

scene(
  '[S1] another server’s address leads there with the account and never with the password',
  async (stage) => {
    const alice = await stage.arrive(stage.name('alice'));
    const sent: string[] = [];
    alice.page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await alice.page.goto(stage.server.url);
    // The same server under its other name is another origin for the browser.
    const elsewhere = `http://127.0.0.1:${stage.server.port}`;
    await alice.field('Server').fill(elsewhere);
    await alice.trySignIn();
    await alice.page.waitForURL(new RegExp(`^${escape(elsewhere)}`), { timeout: PATIENCE });
    await alice.sees(alice.button('Sign in'));
    expect(await alice.field('Account').inputValue()).toBe(alice.account);
    expect(
      sent.filter((request) => request.includes(PASSWORD) || request.includes(encodeURIComponent(PASSWORD))),
    ).toEqual([]);
  },
);

scene('[S1] says so where the server’s address is none', async (stage) => {
  const alice = await stage.arrive(stage.name('alice'));
  await alice.page.goto(stage.server.url);
  await alice.field('Server').fill('http://not an address');
  await alice.trySignIn();
  await alice.sees(alice.alert.filter({ hasText: /address|server/i }));
});

scene('[S1] stays signed in over a reload, and signed out after Sign out', async (stage) => {
  const alice = await stage.person('alice');
  await alice.page.reload();
  await alice.isConnected();
  await alice.button('Sign out').click();
  await alice.sees(alice.button('Sign in'));
  await alice.page.reload();
  await alice.sees(alice.button('Sign in'));
  expect(await alice.people.count()).toBe(0);
});

scene('[D9] everything comes from the server itself, and the console stays clean', async (stage) => {
  const alice = await stage.arrive(stage.name('alice'));
  const hosts = new Set<string>();
  const complaints: string[] = [];
  alice.page.on('request', (request) => hosts.add(new URL(request.url()).host));
  alice.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  alice.page.on('pageerror', (error) => complaints.push(String(error)));
  await alice.signIn(stage.server.url);
  const bob = await stage.person('bob');
  await alice.open(bob);
  await alice.say('hello');
  await bob.open(alice);
  await bob.reads(alice, 'hello');
  expect([...hosts]).toEqual([new URL(stage.server.url).host]);
  expect(complaints).toEqual([]);
});
