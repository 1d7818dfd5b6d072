// What somebody fetches who opens Parley for the first time, in every language: few bytes, few requests, nothing amiss.
import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALL_LANGUAGES, LANGUAGES } from '@parley/languages';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import { askAxe } from './gallery-page.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const MOST_BYTES = 40 * 1024;
const MOST_REQUESTS = 8;

let server: ServerProcess;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServerProcess();
  browser = await launchBrowser({ kind: 'none' });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

interface Sent {
  readonly bytes: number;
  readonly cacheControl: string;
}

/** As a browser is sent it that knows gzip alone. */
function fetchGzipped(url: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', reject);
      response.on('end', () => resolve({ bytes, cacheControl: response.headers['cache-control'] ?? '' }));
    }).on('error', reject);
  });
}

test.each(ALL_LANGUAGES)('[S1] the sign-in page in %s is light, and without fault', async (locale) => {
  const context = await browser.browser.newContext({ locale, colorScheme: 'dark' });
  const page = await context.newPage();
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(server.url, { waitUntil: 'networkidle' });
  await page.locator('form button[type=submit]').waitFor();

  expect(await page.evaluate(() => document.documentElement.lang)).toBe(LANGUAGES[locale].tag);
  expect(said).toEqual([]);
  expect(asked.every((url) => new URL(url).origin === server.url.replace(/\/$/, ''))).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(MOST_REQUESTS);
  const sent = await Promise.all(asked.map(fetchGzipped));
  expect(sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);
  const kept = sent.filter((_, index) => asked[index]?.includes('/assets/'));
  expect(kept.length).toBeGreaterThan(0);
  for (const { cacheControl } of kept) expect(cacheControl).toContain('immutable');
  expect(await askAxe(page)).toEqual([]);
  await context.close();
});
