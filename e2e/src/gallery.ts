// `npm run gallery`: pictures of every named state into docs/screenshots/states, and docs/gallery.md, which shows them.
// `npm run gallery -- --check [--look=TITLE] [NAME…]`: looks for faults in every language, size and theme instead, also with wide
// letters and under a thumb; or in one of these looks, by its title below.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ALL_LANGUAGES } from '@parley/languages';
import { needBrowser } from '../../scripts/find-browser.mjs';
import { launchBrowser } from './browser.ts';
import { openGalleryPage, SIZES, type GalleryPage, type GalleryPageOptions } from './gallery-page.ts';
import { openGallerySite } from './gallery-site.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const PICTURES = join(DOCS, 'screenshots/states');
const WIDE = { width: 1280, height: 800, scale: 0.625 };
const PHONE = { width: 360, height: 740, scale: 0.75 };
/** Letters and lines as far apart as readers may set them (WCAG 1.4.12). */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }`;

/** Playwright makes no WebP, and PNG would be five times the size. */
async function keep(page: Page, file: string, { width, height, scale }: typeof WIDE): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 72,
    clip: { x: 0, y: 0, width, height, scale },
  });
  await session.detach();
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(join(PICTURES, file), bytes);
  return bytes.length;
}

async function shoot(gallery: GalleryPage, only: readonly string[]): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const names = gallery.names.filter((name) => only.length === 0 || only.includes(name));
  let bytes = 0;
  for (const name of names) {
    await gallery.theme('light');
    await gallery.resize(WIDE);
    await gallery.show(name);
    bytes += await keep(gallery.page, `${name}.webp`, WIDE);
    await gallery.theme('dark');
    await gallery.resize(PHONE);
    bytes += await keep(gallery.page, `${name}-phone.webp`, PHONE);
  }
  const known = new Set(gallery.names.flatMap((name) => [`${name}.webp`, `${name}-phone.webp`]));
  for (const file of readdirSync(PICTURES)) if (!known.has(file)) rmSync(join(PICTURES, file));
  writeFileSync(join(DOCS, 'gallery.md'), album(gallery.names));
  console.log(`${names.length} states, ${Math.round(bytes / 1024)} KB`);
}

function album(names: readonly string[]): string {
  const entries = names.map(
    (name) =>
      `## ${name}\n\n![${name}, in a wide window](screenshots/states/${name}.webp) ![${name}, on a phone in the dark](screenshots/states/${name}-phone.webp)\n`,
  );
  return [
    '# Every state of the page\n',
    `The ${names.length} states below are named in \`apps/web/src/testing/states/\`. \`npm run gallery\` makes these pictures, and`,
    '`e2e/src/gallery.test.ts` looks at each of them: axe finds nothing in either theme, the Tab key reaches everything, colours',
    'that a system forces on the page hide nothing, and nothing is cut off, covered or too small, from 320 to 1920 px, in German,',
    'in Arabic and in words half as long again.\n',
    ...entries,
  ].join('\n');
}

interface Look extends GalleryPageOptions {
  readonly title: string;
  readonly style?: string;
  readonly axe?: boolean;
}

const LOOKS: readonly Look[] = [
  ...ALL_LANGUAGES.map((lang) => ({ title: lang, lang, axe: lang === 'en' })),
  { title: 'long', lang: 'long' },
  { title: 'mirrored', lang: 'mirrored' },
  { title: 'wide letters', style: SPACED },
  { title: 'under a thumb', touch: true },
];

async function check(
  browser: Browser,
  url: string,
  looks: readonly Look[],
  only: readonly string[],
): Promise<void> {
  for (const look of looks) {
    const gallery = await openGalleryPage(browser, url, look);
    if (look.style !== undefined) await gallery.page.addStyleTag({ content: look.style });
    const names = gallery.names.filter((name) => only.length === 0 || only.includes(name));
    let count = 0;
    const tell = (place: string, lines: readonly string[]): void => {
      count += lines.length;
      for (const line of lines) console.log(`${place}: ${line}`);
    };
    for (const name of names) {
      // Where all there is to press is shown.
      await gallery.resize(WIDE);
      await gallery.show(name);
      for (const size of look.touch ? SIZES.slice(0, 3) : SIZES) {
        await gallery.resize(size);
        tell(`${look.title}, ${size.width} px, ${name}`, await gallery.faults());
        if (!look.axe) continue;
        tell(`${size.width} px, ${name}`, await gallery.forced());
        for (const theme of ['light', 'dark'] as const) {
          await gallery.theme(theme);
          tell(`${theme}, ${size.width} px, ${name}`, await gallery.axe());
        }
      }
    }
    await gallery.close();
    console.log(`${look.title}: ${count} faults in ${names.length} states`);
    if (count > 0) process.exitCode = 1;
  }
}

const args = process.argv.slice(2);
const only = args.filter((arg) => !arg.startsWith('--'));
const title = args.find((arg) => arg.startsWith('--look='))?.slice('--look='.length);
const looks = LOOKS.filter((look) => title === undefined || look.title === title);
if (looks.length === 0) throw new Error(`The looks are: ${LOOKS.map((look) => look.title).join(', ')}.`);
process.env['PARLEY_CHROMIUM'] = needBrowser();
const site = await openGallerySite();
const { browser, close } = await launchBrowser({ kind: 'none' });
try {
  if (args.includes('--check')) await check(browser, site.url, looks, only);
  else await shoot(await openGalleryPage(browser, site.url), only);
} finally {
  await close();
  await site.close();
}
