// A drawn landscape: the picture that somebody sends in the screenshots.
import type { Rgb } from './fake-camera.ts';
import { encodePng } from './png.ts';

const WIDTH = 720;
const HEIGHT = 480;

/** From the back to the front: how high each range stands, how rough it is, and its colour. */
const RANGES: readonly { base: number; rise: number; step: number; colour: Rgb }[] = [
  { base: 0.52, rise: 0.16, step: 5.1, colour: [138, 156, 190] },
  { base: 0.62, rise: 0.13, step: 7.3, colour: [96, 122, 150] },
  { base: 0.74, rise: 0.09, step: 9.7, colour: [66, 104, 92] },
  { base: 0.88, rise: 0.05, step: 13.9, colour: [52, 84, 58] },
];

export function paintLandscape(): Buffer {
  return encodePng(WIDTH, HEIGHT, (px, py) => {
    const x = px / WIDTH;
    const y = py / HEIGHT;
    return RANGES.findLast(({ base, rise, step }) => y > base - rise * ridge(x * step))?.colour ?? sky(x, y);
  });
}

/** Peaks and saddles, 0 to 1. */
function ridge(x: number): number {
  return 0.5 + 0.28 * Math.sin(x) + 0.15 * Math.sin(2.3 * x + 1) + 0.07 * Math.sin(5.9 * x + 2);
}

function sky(x: number, y: number): Rgb {
  const isSun = Math.hypot((x - 0.74) * 1.5, y - 0.2) < 0.075;
  if (isSun) return [255, 240, 196];
  return [mix(108, 250, y), mix(160, 214, y), mix(222, 180, y)];
}

function mix(above: number, below: number, y: number): number {
  return Math.round(above + (below - above) * Math.min(1, y * 1.7));
}
