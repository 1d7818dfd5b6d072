// A browser that can't make calls: everything else works in it, and nobody calls it in vain.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { PASSWORD } from './person.ts';
import { openTheatre } from './theatre.ts';
import { openWebKit, type WebKitPage } from './webkit.ts';

const missing = missingTools('WebKitWebDriver', 'Xvfb');
if (missing) console.warn(`SKIPPED webkit.test.ts, Parley in WebKit: ${missing}.`);

const scene = openTheatre({ skip: missing !== undefined });
const ARTIFACTS = join(import.meta.dirname, '../artifacts');
const SOON = 3000;

let opened: WebKitPage | undefined;
beforeAll(async () => {
  if (!missing) opened = await openWebKit();
});
afterAll(() => opened?.close());

async function signIn(account: string, url: string): Promise<WebKitPage> {
  const page = opened;
  if (!page) throw new Error('WebKit did not start');
  onTestFailed(() => page.screenshot(join(ARTIFACTS, `webkit-${account}.png`)));
  await page.visit(url);
  await page.fill('Account', account);
  await page.fill('Password', PASSWORD);
  await page.click('Sign in');
  await page.reads(/^Connected$/m);
  return page;
}

scene('[S13] WebKit without calls: presence, texts both ways, a lost line, sign-out', async (stage) => {
  const alice = await stage.person('alice');
  const kit = { account: stage.name('kit') };
  const page = await signIn(kit.account, stage.proxy.url);
  await alice.sees(alice.entry(kit));
  await page.click(`${alice.account}, online`);
  await page.sees('log', `Conversation with ${alice.account}`);
  await page.fill('Message', 'from WebKit');
  await page.click('Send');
  await alice.open(kit);
  await alice.reads(kit, 'from WebKit');
  await page.reads(/^Delivered$/m);
  await alice.say('to WebKit');
  await page.reads(/^to WebKit$/m);
  await alice.sees(alice.log(kit).getByText(/^(Delivered|Seen)$/));

  stage.proxy.cut();
  await page.reads(/^Reconnecting…$/m);
  await alice.say('while it was away');
  stage.proxy.heal();
  await page.reads(/^Connected$/m);
  await page.reads(/^while it was away$/m);

  await page.click('Sign out');
  await alice.seesNo(alice.entry(kit), SOON);
});

scene('[S13] [C2] WebKit says that it can’t make calls, and so it is told to who calls it', async (stage) => {
  const alice = await stage.person('alice');
  const kit = { account: stage.name('kit') };
  const page = await signIn(kit.account, stage.server.url);
  await page.reads(/This browser can't make calls/);
  await page.click(`${alice.account}, online`);
  for (const button of ['Video call', 'Voice call']) {
    expect(await page.attribute(button, 'aria-disabled')).toBe('true');
    expect(await page.attribute(button, 'title')).toMatch(/can't make calls/);
  }

  await alice.call(kit);
  await alice.callIsOver(new RegExp(`^${kit.account}'s browser can't make calls`), SOON);
  await alice.devicesAreOff();
  await page.reads(/^Missed video call$/m);
  await page.sees('textbox', 'Message');
});

scene(
  '[S4] WebKit is crowded out by a sign-in elsewhere, where calls ring, and can come back',
  async (stage) => {
    const alice = await stage.person('alice');
    const kit = stage.name('kit');
    const page = await signIn(kit, stage.server.url);
    const elsewhere = await stage.arrive(kit);
    await elsewhere.signIn(stage.server.url);
    await page.sees('alertdialog', 'Signed in elsewhere');
    await alice.call(elsewhere, 'voice');
    await elsewhere.decline(alice, 'voice');
    await page.click('Sign in here');
    await page.reads(/^Connected$/m);
    await page.seesNo('alertdialog', 'Signed in elsewhere');
    await elsewhere.sees(
      elsewhere.page.getByRole('alertdialog', { name: 'Signed in elsewhere', exact: true }),
    );
  },
);
