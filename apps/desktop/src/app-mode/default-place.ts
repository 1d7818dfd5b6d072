// Where a window goes that was given no place.
import type { Bounds } from '../shell.ts';

/** What of the screen is not the desktop's own, in pixels. */
export interface Screen {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** As an expression in a page, which gives it as JSON. */
export const SCREEN_EXPRESSION = `JSON.stringify({ left: screen.availLeft ?? 0, top: screen.availTop ?? 0,
  width: screen.availWidth, height: screen.availHeight })`;

const MARGIN = 24;

/** In the middle; while it rings at the top right, where it covers little of what the person is at. */
export function placed({ width, height }: Bounds, isRing: boolean, screen: Screen): Bounds {
  const room = { x: Math.max(0, screen.width - width), y: Math.max(0, screen.height - height) };
  const x = screen.left + (isRing ? Math.max(0, room.x - MARGIN) : Math.round(room.x / 2));
  const y = screen.top + (isRing ? Math.min(room.y, MARGIN) : Math.round(room.y / 2));
  return { x, y, width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
}
