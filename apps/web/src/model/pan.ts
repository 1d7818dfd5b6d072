// A screen at its actual size behind a smaller window: pure geometry of moving it about.
import type { Point, Size } from './small-picture.ts';

/** How far an arrow key moves it, px. */
const STEP = 80;

/** Where the picture's middle may be, from the window's: never so far that an edge comes inside. */
export function panned(at: Point, by: Point, picture: Size, view: Size): Point {
  return {
    x: within(at.x + by.x, (picture.width - view.width) / 2),
    y: within(at.y + by.y, (picture.height - view.height) / 2),
  };
}

/** Looking left moves the picture right. Nothing for other keys. */
export function panByKey(key: string): Point | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { x: STEP, y: 0 };
    case 'ArrowRight':
      return { x: -STEP, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: STEP };
    case 'ArrowDown':
      return { x: 0, y: -STEP };
    default:
      return undefined;
  }
}

function within(value: number, limit: number): number {
  // One that fits stays in the middle.
  const most = Math.max(0, limit);
  return Math.min(Math.max(value, -most), most) + 0;
}
