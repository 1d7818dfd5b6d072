// Transfers between real browsers: from one to the other, through the server, and from the one way to the other on the run.
import { mkdtempSync, rmSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParley, programPlatform, signIn, type Parley, type UserId } from '@parley/client';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const PASSWORD = 'a password of the tests';
const MIB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'parley-blob-page-'));
let server: ServerProcess;
let browser: BrowserProcess;
let programs: Parley[] = [];

beforeAll(async () => {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'blob-page'),
    logLevel: 'error',
    resolve: { conditions: ['source', 'module', 'browser'] },
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false } },
  });
  server = await startServerProcess({ flags: ['--web-root', folder] });
  browser = await launchBrowser({ kind: 'none' });
});
afterAll(async () => {
  for (const parley of programs) parley.close();
  programs = [];
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(account: string): Promise<Page> {
  const context = await browser.browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`${account}: ${error.message}`));
  await page.goto(server.url);
  await page.waitForFunction(() => 'blobPage' in globalThis);
  await page.evaluate(([name, password]) => blobPage.enter(name, password), [account, PASSWORD] as const);
  return page;
}

async function meet(page: Page, user: string): Promise<void> {
  await page.waitForFunction((name) => blobPage.isOnline(name), user);
}

test('[B5] between two browsers the bytes go from one to the other', async () => {
  const [ada, ben] = [await enter('ada'), await enter('ben')];
  await meet(ada, 'ben');
  const sent = await ada.evaluate((length) => blobPage.send('ben', length), 8 * MIB);
  const received = await ben.evaluate(() => blobPage.received());
  expect(sent.ways).toEqual(['direct']);
  expect(received).toEqual({ sha256: sent.sha256, ways: ['direct'] });
});

test('[B5] [B6] when that way breaks in the middle they go on through the server', async () => {
  const [ada, ben] = [await enter('ada2'), await enter('ben2')];
  await meet(ada, 'ben2');
  const sending = ada.evaluate((length) => blobPage.send('ben2', length), 24 * MIB);
  await ada.waitForFunction((bytes) => blobPage.moved() > bytes, 2 * MIB, { polling: 5 });
  expect(await ben.evaluate(() => blobPage.breakDirect())).toBe(1);
  const sent = await sending;
  expect(sent.ways).toEqual(['direct', 'server']);
  expect(await ben.evaluate(() => blobPage.received())).toEqual({
    sha256: sent.sha256,
    ways: ['direct', 'server'],
  });
});

test('[B6] a program without connections of its own and a browser meet at the server, in both directions', async () => {
  const ada = await enter('ada3');
  const { user, token } = await signIn({
    server: server.url,
    account: 'bot',
    password: PASSWORD,
    bearer: true,
  });
  const platform = programPlatform((url, protocol) => {
    const headers = { authorization: `Bearer ${token}` };
    return new WebSocket(url, protocol, { headers }) as unknown as globalThis.WebSocket;
  });
  const bot = createParley({ user, server: server.url, platform });
  programs.push(bot);
  await meet(ada, 'bot');
  let received: Promise<Uint8Array> | undefined;
  bot.blobs.on('offered', (blob) => {
    received = blob.bytes(100 * MIB);
  });
  const sent = await ada.evaluate((length) => blobPage.send('bot', length), 8 * MIB);
  expect(sent.ways).toEqual(['server']);
  expect(
    createHash('sha256')
      .update((await received) ?? '')
      .digest('hex'),
  ).toBe(sent.sha256);

  const bytes = randomBytes(8 * MIB);
  const { sha256 } = await bot.blobs.send('ada3' as UserId, bytes).done;
  expect(await ada.evaluate(() => blobPage.received())).toEqual({ sha256, ways: ['server'] });
});
