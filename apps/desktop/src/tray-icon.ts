// The tray's icon, drawn: Parley's two bubbles, a dot for the presence, another one for what is unread.
import type { Presence } from './shell.ts';

export interface Pixmap {
  readonly size: number;
  /** Alpha, red, green, blue of each pixel, row by row. */
  readonly argb: Uint8Array;
}

type Colour = readonly [red: number, green: number, blue: number];
interface Shape {
  readonly colour: Colour;
  /** Whether a point of the 48×48 square lies in it. */
  has(x: number, y: number): boolean;
}

const BACK: Colour = [0xa7, 0xad, 0xeb];
const FRONT: Colour = [0x4b, 0x55, 0xcf];
const EDGE: Colour = [0xff, 0xff, 0xff];
const UNREAD: Colour = [0xe5, 0x34, 0x3d];
const PRESENCE: Readonly<Record<Presence, Colour>> = {
  offline: [0x8a, 0x8f, 0x98],
  connecting: [0xf0, 0xa9, 0x2e],
  online: [0x2b, 0xa8, 0x5a],
  'in-call': [0xe5, 0x34, 0x3d],
};
const SIDE = 48;
/** Points looked at along each side of a pixel. */
const FINENESS = 4;

export function drawTrayIcon(size: number, presence: Presence, hasUnread: boolean): Pixmap {
  const isOff = presence === 'offline';
  const shapes = [
    bubble(isOff ? [0xc6, 0xc9, 0xcf] : BACK, [11, 7, 44, 32], [26.3, 34.5, 39]),
    bubble(isOff ? PRESENCE.offline : FRONT, [4, 15, 35, 37], [18.7, 11, 43.5]),
    disc(EDGE, 37, 37, 11),
    disc(PRESENCE[presence], 37, 37, 8.5),
    ...(hasUnread ? [disc(EDGE, 37, 11, 11), disc(UNREAD, 37, 11, 8.5)] : []),
  ];
  const argb = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      argb.set(pixel(shapes, column, row, SIDE / size), (row * size + column) * 4);
  return { size, argb };
}

/** The average of its points. */
function pixel(shapes: readonly Shape[], column: number, row: number, scale: number): number[] {
  const sum: [number, number, number] = [0, 0, 0];
  let covered = 0;
  for (let point = 0; point < FINENESS ** 2; point++) {
    const x = (column + ((point % FINENESS) + 0.5) / FINENESS) * scale;
    const y = (row + (Math.floor(point / FINENESS) + 0.5) / FINENESS) * scale;
    const top = shapes.findLast((shape) => shape.has(x, y));
    if (!top) continue;
    covered += 1;
    sum[0] += top.colour[0];
    sum[1] += top.colour[1];
    sum[2] += top.colour[2];
  }
  if (covered === 0) return [0, 0, 0, 0];
  return [(255 * covered) / FINENESS ** 2, ...sum.map((value) => value / covered)].map(Math.round);
}

/** A rounded rectangle, and its tail from `from` to `to` down to `tip` below `to`. */
function bubble(
  colour: Colour,
  [left, top, right, bottom]: readonly [number, number, number, number],
  [from, to, tip]: readonly [number, number, number],
): Shape {
  const radius = 9;
  return {
    colour,
    has(x, y) {
      const nearX = Math.max(left + radius, Math.min(right - radius, x));
      const nearY = Math.max(top + radius, Math.min(bottom - radius, y));
      if (Math.hypot(x - nearX, y - nearY) <= radius) return true;
      const along = (x - from) / (to - from);
      return along >= 0 && along <= 1 && y >= bottom - radius && y <= bottom + along * (tip - bottom);
    },
  };
}

function disc(colour: Colour, atX: number, atY: number, radius: number): Shape {
  return { colour, has: (x, y) => Math.hypot(x - atX, y - atY) <= radius };
}
