// Every named state, in every size, in the language with the longest words, in longer ones still, and from right to left; for
// people who see little, read by ear, or use keys alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import {
  openGalleryPage,
  SIZES,
  type GalleryPage,
  type GalleryPageOptions,
  type Size,
} from './gallery-page.ts';
import { openGallerySite, type GallerySite } from './gallery-site.ts';

let site: GallerySite;
let browser: BrowserProcess;

beforeAll(async () => {
  site = await openGallerySite();
  browser = await launchBrowser({ kind: 'none' });
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What `look` finds in all states, each line with the state's name. */
async function findings(
  options: GalleryPageOptions,
  look: (page: GalleryPage) => Promise<readonly string[]>,
): Promise<string[]> {
  const page = await openGalleryPage(browser.browser, site.url, options);
  expect(page.names.length).toBeGreaterThan(90);
  const found: string[] = [];
  for (const name of page.names) {
    await page.show(name);
    for (const line of await look(page)) found.push(`${name}: ${line}`);
  }
  await page.close();
  return found;
}

const WIDEST = SIZES.toSorted((a, b) => b.width - a.width)[0] ?? { width: 1920, height: 1080 };

const inSizes =
  (sizes: readonly Size[]) =>
  async (page: GalleryPage): Promise<string[]> => {
    const found: string[] = [];
    for (const size of sizes) {
      await page.resize(size);
      for (const line of await page.faults()) found.push(`${size.width} px: ${line}`);
    }
    // The next state begins where all there is to press is shown.
    await page.resize(WIDEST);
    return found;
  };

// Together they take four pages' time of two cores.
describe.concurrent('every state of the page', { timeout: 240_000 }, () => {
  test('keeps to WCAG 2.2 AA in both themes, and shows where the Tab key leads, everywhere', async () => {
    const found = await findings({}, async (page) => {
      const light = await page.axe();
      await page.theme('dark');
      const dark = await page.axe(['color-contrast']);
      await page.theme('light');
      const forced = await page.forced();
      return [...light, ...dark.map((line) => `dark: ${line}`), ...forced, ...(await page.keys())];
    });
    expect(found).toEqual([]);
  });

  test('cuts off and covers nothing in German, whose words are the longest', async () => {
    expect(await findings({ lang: 'de' }, inSizes(SIZES))).toEqual([]);
  });

  test('cuts off and covers nothing in Arabic, from right to left', async () => {
    expect(await findings({ lang: 'ar' }, inSizes(SIZES))).toEqual([]);
  });

  test('cuts off and covers nothing in words half as long again, where windows are narrow', async () => {
    expect(
      await findings({ lang: 'long' }, inSizes(SIZES.filter(({ width }) => width === 320 || width === 768))),
    ).toEqual([]);
  });
});
