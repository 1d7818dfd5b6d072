// Chromium processes with a camera of their own, and the pages that the call benchmark opens in them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { PICTURES, writeY4m, type Quadrants } from '../../../e2e/src/fake-camera.ts';
import { needBrowser } from '../../../scripts/find-browser.mjs';

/** As many frames a second as real cameras give: a slower one would add its own waiting to every figure. */
const CAMERA = { width: 640, height: 480, fps: 30, frames: 30 };
/** The size at which Playwright opens Chromium's pages; a window that Chromium opens without a screen is but 780×493. */
const VIEWPORT = { width: 1280, height: 720 };
const WATCH = fileURLToPath(new URL('pages/watch.js', import.meta.url));

export interface Seat {
  readonly picture: Quadrants;
  readonly browser: Browser;
  /** A page in a profile of its own, watched by pages/watch.js. */
  page(): Promise<Page>;
}

export interface Seats {
  readonly caller: Seat;
  readonly callee: Seat;
  close: () => Promise<void>;
}

export async function openSeats(): Promise<Seats> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const [callerPicture, calleePicture] = PICTURES;
  const [caller, callee] = await Promise.all([
    seat(folder, 0, callerPicture),
    seat(folder, 1, calleePicture),
  ]);
  return {
    caller,
    callee,
    async close() {
      await Promise.all([caller.browser.close(), callee.browser.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

export function launch(args: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: needBrowser(), args: ['--no-sandbox', ...args] });
}

async function seat(folder: string, index: number, picture: Quadrants): Promise<Seat> {
  const file = join(folder, `camera${index}.y4m`);
  writeY4m(file, CAMERA, (frame, x, y) => pixel(picture, frame, x, y));
  const browser = await launch([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]);
  return {
    picture,
    browser,
    async page() {
      const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport: VIEWPORT });
      await context.addInitScript({ path: WATCH });
      return context.newPage();
    },
  };
}

/** Four colours, and a light square that walks along the middle: a still picture would cost the encoder nothing. */
function pixel([a, b, c, d]: Quadrants, frame: number, x: number, y: number): Quadrants[number] {
  const side = 32;
  const left = (frame / CAMERA.frames) * (CAMERA.width - side);
  if (Math.abs(y - CAMERA.height / 2) < side / 2 && x >= left && x < left + side) return [250, 250, 250];
  if (y < CAMERA.height / 2) return x < CAMERA.width / 2 ? a : b;
  return x < CAMERA.width / 2 ? c : d;
}
