// A page of the gallery in a real browser, and what is looked for in each of its states.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Gallery } from '../../apps/web/src/testing/gallery.tsx';

declare const window: { gallery: Gallery; ready: Promise<void> };
declare const axe: { run(context: unknown, options: unknown): Promise<{ violations: readonly Violation[] }> };

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { target: readonly unknown[]; html: string }[];
}

export type Theme = 'light' | 'dark';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Half of 640 px is what is left of it at a zoom of 200 % (WCAG 1.4.10). */
export const SIZES: readonly Size[] = [
  { width: 320, height: 568 },
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

export interface GalleryPage {
  readonly page: Page;
  readonly names: readonly string[];
  show(name: string): Promise<void>;
  resize(size: Size): Promise<void>;
  theme(theme: Theme): Promise<void>;
  /** What is wrong with the layout, and what moves. */
  faults(): Promise<string[]>;
  /** `only`: rules by id, where not all are asked. */
  axe(only?: readonly string[]): Promise<string[]>;
  /** What is not to be seen where a person's own colours are forced on the page. */
  forced(): Promise<string[]>;
  /** What the Tab key does not reach, or reaches unseen. */
  keys(): Promise<string[]>;
  close(): Promise<void>;
}

export interface GalleryPageOptions {
  /** A language, or a pretended one: `long`, `mirrored`. */
  lang?: string;
  touch?: boolean;
}

export async function openGalleryPage(
  browser: Browser,
  url: string,
  { lang = 'en', touch = false }: GalleryPageOptions = {},
): Promise<GalleryPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    hasTouch: touch,
    isMobile: touch,
  });
  const page = await context.newPage();
  const crashed: string[] = [];
  const walked = new Set<string>();
  page.on('pageerror', (error) => crashed.push(error.message));
  await page.goto(`${url}?state&lang=${lang}`);
  await page.waitForFunction(() => window.ready);
  const names = await page.evaluate(() => window.gallery.names);
  return {
    page,
    names,
    async show(name) {
      await page.evaluate((name) => window.gallery.show(name), name);
      if (crashed.length > 0) throw new Error(`${name}: ${crashed.splice(0).join(', ')}`);
    },
    async resize(size) {
      await page.setViewportSize(size);
      await page.evaluate(() => window.gallery.standsStill());
    },
    async theme(colorScheme) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => window.gallery.standsStill());
    },
    async faults() {
      const { faults, motions } = await page.evaluate(() => ({
        faults: window.gallery.faults(),
        motions: window.gallery.motions(),
      }));
      return [
        ...faults.map(({ kind, what, by }) => `${kind}: ${what}${by === undefined ? '' : `, by ${by}`}`),
        ...motions.map((name) => `moves: ${name}`),
      ];
    },
    axe: (only) => askAxe(page, only),
    async forced() {
      await page.evaluate(() => window.gallery.noteGrounds());
      await page.emulateMedia({ forcedColors: 'active' });
      const unseen = await page.evaluate(() => window.gallery.unseen());
      await page.emulateMedia({ forcedColors: 'none' });
      return unseen.map((what) => `forced colours: ${what}`);
    },
    keys: () => walk(page, walked),
    close: () => context.close(),
  };
}

/** Not imported: it is for pages, and its types would make one of this. */
function axeSource(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in a page, by the rules given or all that Parley keeps to. */
export async function askAxe(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource());
  const violations = await page.evaluate(
    async (runOnly) => (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations,
    only ? { type: 'rule', values: only } : { type: 'tag', values: STANDARDS },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .filter(({ html }) => id !== 'label-content-name-mismatch' || !BADGED.test(html))
      .map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
  );
}

/** What stands on them beside the words is no part of their label (WCAG 2.5.3): letters for a face, news that come and go, or whom a button calls back. */
const BADGED = /class="(person|control|line-button)\b/;

/** `known`: places that were walked through before, by the names of their stops. */
async function walk(page: Page, known: Set<string>): Promise<string[]> {
  const place = await page.evaluate(() => window.gallery.stops().join('\n'));
  if (known.has(place)) return [];
  known.add(place);
  const count = place.split('\n').length;
  const unseen = new Set<string>();
  const missed = (): Promise<readonly string[]> => page.evaluate(() => window.gallery.missed());
  // Twice around at most: the focus may be anywhere at first, and a dialog leads round in a circle.
  for (let tries = 0; (await missed()).length > 0 && tries < 2 * count + 4; tries += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => window.gallery.stop());
    if (stop && !stop.isSeen) unseen.add(stop.name);
  }
  return [
    ...(await missed()).map((name) => `no key leads to “${name}”`),
    ...[...unseen].map((name) => `no sign of the focus: “${name}”`),
  ];
}
