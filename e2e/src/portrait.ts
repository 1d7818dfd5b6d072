// Drawn people for the screenshots' cameras: a room, shoulders and a face that sways and talks a little.
import type { Rgb } from './fake-camera.ts';

export interface Portrait {
  wall: Rgb;
  light: Rgb;
  skin: Rgb;
  hair: Rgb;
  shirt: Rgb;
  /** Hair down to the shoulders. */
  long: boolean;
}

export const PORTRAITS: readonly [Portrait, Portrait] = [
  {
    wall: [58, 84, 110],
    light: [242, 196, 140],
    skin: [238, 190, 160],
    hair: [74, 46, 36],
    shirt: [232, 106, 88],
    long: true,
  },
  {
    wall: [214, 206, 190],
    light: [150, 190, 170],
    skin: [150, 104, 78],
    hair: [34, 30, 34],
    shirt: [48, 98, 140],
    long: false,
  },
];

/** The colour at a point; `x` from -aspect to aspect, `y` from -1 (top) to 1, `phase` from 0 to 1 and round again. */
export function paintPortrait(portrait: Portrait, x: number, y: number, phase: number): Rgb {
  const turn = phase * 2 * Math.PI;
  const sway = 0.025 * Math.sin(turn);
  const nod = 0.012 * Math.sin(2 * turn);
  let colour = room(portrait, x, y);
  const hx = x - sway;
  const hy = y + 0.12 - nod;

  // From the back to the front; each shape is an ellipse with a soft edge.
  if (portrait.long) colour = over(colour, portrait.hair, ellipse(hx, hy - 0.2, 0.46, 0.72));
  colour = over(colour, portrait.shirt, ellipse(x - sway * 0.4, y - 1.2, 0.92, 0.66));
  colour = over(colour, shade(portrait.skin, 0.86), ellipse(hx, hy - 0.46, 0.15, 0.3));
  colour = over(colour, portrait.hair, ellipse(hx, hy + 0.1, 0.41, 0.44));
  colour = over(colour, portrait.skin, ellipse(hx, hy - 0.02, 0.34, 0.45));
  colour = over(colour, portrait.hair, ellipse(hx + 0.02, hy + 0.37, 0.33, 0.15));
  return face(portrait, colour, hx, hy, turn);
}

function face(portrait: Portrait, below: Rgb, x: number, y: number, turn: number): Rgb {
  let colour = below;
  const blink = Math.cos(turn) > 0.96 ? 0.2 : 1;
  for (const side of [-1, 1]) {
    const ex = x - side * 0.135;
    colour = over(colour, shade(portrait.hair, 0.9), ellipse(ex, y + 0.12, 0.075, 0.014));
    colour = over(colour, [250, 248, 244], ellipse(ex, y + 0.03, 0.052, 0.034 * blink));
    colour = over(colour, [44, 38, 40], ellipse(ex, y + 0.03, 0.031, 0.032 * blink));
    colour = over(
      colour,
      mix(portrait.skin, [226, 110, 96], 0.3),
      ellipse(x - side * 0.2, y - 0.1, 0.07, 0.055, 0.3),
    );
  }
  colour = over(colour, shade(portrait.skin, 0.84), ellipse(x, y - 0.075, 0.032, 0.05));
  const open = 0.045 + 0.018 * Math.sin(3 * turn);
  colour = over(colour, [168, 66, 66], ellipse(x, y - 0.215, 0.11, open));
  // The upper lip cuts the mouth into a smile.
  return over(colour, portrait.skin, ellipse(x, y - 0.175, 0.125, 0.035));
}

function room(portrait: Portrait, x: number, y: number): Rgb {
  const glow = Math.exp(-((x - 0.9) ** 2 + (y + 0.7) ** 2) / 0.9);
  const wall = mix(shade(portrait.wall, 1 - 0.16 * (y + 1)), portrait.light, glow * 0.8);
  // A shelf with a plant, out of focus.
  const shelf = over(
    wall,
    shade(portrait.wall, 0.7),
    soft(Math.max(Math.abs(x + 1.15) - 0.45, Math.abs(y - 0.12) - 0.02), 0.04),
  );
  const pot = over(
    shelf,
    [196, 120, 90],
    soft(Math.max(Math.abs(x + 1.2) - 0.09, Math.abs(y + 0.01) - 0.1), 0.04),
  );
  const leaf = over(pot, [92, 140, 96], ellipse(x + 1.27, y + 0.26, 0.07, 0.2, 0.2));
  return over(leaf, [110, 160, 108], ellipse(x + 1.12, y + 0.24, 0.06, 0.17, 0.2));
}

/** How much of the point lies within the ellipse around the origin, 0 to 1. */
function ellipse(x: number, y: number, rx: number, ry: number, blur = 0.03): number {
  const distance = Math.hypot(x / rx, y / ry) - 1;
  return soft(distance * Math.min(rx, ry), blur * Math.min(1, Math.max(rx, ry) * 3));
}

function soft(distance: number, blur: number): number {
  const t = Math.min(1, Math.max(0, 0.5 - distance / blur));
  return t * t * (3 - 2 * t);
}

function over(below: Rgb, above: Rgb, amount: number): Rgb {
  return amount <= 0 ? below : mix(below, above, amount);
}

function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

function shade(colour: Rgb, by: number): Rgb {
  return [Math.min(255, colour[0] * by), Math.min(255, colour[1] * by), Math.min(255, colour[2] * by)];
}
