// The product's two pages, used by the accessible names of PRODUCT.md alone.
import type { Page } from 'playwright-core';
import type { Pair } from './pair.ts';
import type { Seats } from './browsers.ts';
import { startProduct } from './product.ts';

const CALLER = 'alice';
const CALLEE = 'bob';

export async function openParleyPair(seats: Seats): Promise<Pair> {
  const product = await startProduct();
  const [caller, callee] = await Promise.all([seats.caller.page(), seats.callee.page()]);
  await signIn(caller, product.address, CALLER);
  await signIn(callee, product.address, CALLEE);
  await caller.getByRole('button', { name: new RegExp(`^${CALLEE}, online`) }).click();
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  return {
    caller,
    callee,
    async ring() {
      await button(caller, 'Video call').click();
      await button(callee, 'Accept').waitFor();
      await caller.getByRole('status').filter({ hasText: 'Ringing…' }).waitFor();
    },
    accept: () => button(callee, 'Accept').click(),
    async hangUp() {
      await button(caller, 'Hang up').click();
      await Promise.all(
        [caller, callee].map((page) => button(page, 'Hang up').waitFor({ state: 'detached' })),
      );
      await button(caller, 'Video call').waitFor();
    },
    close: () => product.close(),
  };
}

async function signIn(page: Page, address: string, account: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('textbox', { name: 'Account' }).fill(account);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 'Connected' }).waitFor();
}
