import { describe, expect, test } from 'vitest';
import {
  cornerAfter,
  cornerByKey,
  CORNERS,
  nextCorner,
  placeSmall,
  sideOf,
  smallSize,
  velocityOf,
  type Box,
  type Room,
} from './small-picture.ts';

const SAFE = { top: 0, right: 0, bottom: 0, left: 0 };
const room = (parts: Partial<Room> = {}): Room => ({
  width: 1280,
  height: 720,
  rtl: false,
  safe: SAFE,
  obstacles: [],
  ...parts,
});
const size = { width: 200, height: 150 };
const covers = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('the size of the small picture', () => {
  test('has the ratio of the picture, upright too, and the same area', () => {
    const wide = smallSize(16 / 9, room());
    const upright = smallSize(9 / 16, room());
    expect(wide.width / wide.height).toBeCloseTo(16 / 9, 1);
    expect(upright.width / upright.height).toBeCloseTo(9 / 16, 1);
    expect(Math.abs(wide.width * wide.height - upright.width * upright.height)).toBeLessThan(500);
  });

  test('a banner or a ribbon is cut to what a camera may have', () => {
    expect(smallSize(10, room())).toEqual(smallSize(16 / 9, room()));
    expect(smallSize(0.01, room())).toEqual(smallSize(9 / 16, room()));
  });

  test('is smaller on a phone, and never tiny', () => {
    expect(smallSize(1, { width: 360, height: 740 }).width).toBeLessThan(smallSize(1, room()).width);
    expect(smallSize(1, { width: 200, height: 100 }).width).toBe(84);
  });
});

describe('its place', () => {
  test('is in the corner, on the other side where text begins on the right', () => {
    expect(placeSmall('bottom-end', room(), size).small).toMatchObject({ x: 1058, y: 548 });
    expect(placeSmall('bottom-end', room({ rtl: true }), size).small).toMatchObject({ x: 22, y: 548 });
    expect(placeSmall('top-start', room(), size).small).toMatchObject({ x: 22, y: 22 });
  });

  test('keeps out of the cut-outs of a display', () => {
    const safe = { top: 40, right: 0, bottom: 30, left: 50 };
    expect(placeSmall('top-start', room({ safe }), size).small).toMatchObject({ x: 72, y: 62 });
  });

  test('is above a bar that reaches into the corner, and beside a column', () => {
    const bar = { x: 20, y: 640, width: 320, height: 80 };
    const phone = room({ width: 360, height: 740, obstacles: [bar] });
    expect(placeSmall('bottom-end', phone, { width: 100, height: 130 }).small).toMatchObject({ y: 500 });
    const column = { x: 660, y: 20, width: 70, height: 320 };
    const low = room({ width: 740, height: 360, obstacles: [column] });
    expect(placeSmall('bottom-end', low, { width: 120, height: 90 }).small).toMatchObject({ x: 530, y: 258 });
  });

  test('covers no obstacle in any corner, with the third picture too', () => {
    const obstacles = [
      { x: 16, y: 16, width: 40, height: 40 },
      { x: 1180, y: 16, width: 84, height: 40 },
      { x: 500, y: 20, width: 280, height: 70 },
      { x: 420, y: 100, width: 440, height: 60 },
      { x: 400, y: 620, width: 480, height: 84 },
    ];
    for (const corner of CORNERS) {
      for (const rtl of [false, true]) {
        const { small, extra } = placeSmall(corner, room({ obstacles, rtl }), size, {
          width: 180,
          height: 120,
        });
        for (const obstacle of obstacles) {
          expect(covers(small, obstacle)).toBe(false);
          expect(extra && covers(extra, obstacle)).toBe(false);
        }
        expect(extra && covers(small, extra)).toBe(false);
      }
    }
  });

  test('the third picture is on the inner side', () => {
    const above = placeSmall('bottom-end', room(), size, size);
    expect(above.extra?.y).toBeLessThan(above.small.y);
    const below = placeSmall('top-end', room(), size, size);
    expect(below.extra?.y).toBeGreaterThan(below.small.y);
  });

  test('stays in a window that has no room for it', () => {
    const { small } = placeSmall('bottom-end', room({ width: 100, height: 100 }), size);
    expect(small).toMatchObject({ x: 8, y: 8 });
  });
});

describe('the corner it goes to', () => {
  test('is the nearest one', () => {
    expect(cornerAfter({ x: 100, y: 100 }, { x: 0, y: 0 }, room())).toBe('top-start');
    expect(cornerAfter({ x: 100, y: 100 }, { x: 0, y: 0 }, room({ rtl: true }))).toBe('top-end');
    expect(cornerAfter({ x: 1200, y: 700 }, { x: 0, y: 0 }, room())).toBe('bottom-end');
  });

  test('a throw carries it further', () => {
    expect(cornerAfter({ x: 500, y: 600 }, { x: 2, y: 0 }, room())).toBe('bottom-end');
    expect(cornerAfter({ x: 500, y: 600 }, { x: 0.5, y: -3 }, room())).toBe('top-start');
  });

  test('arrow keys move it as the eye sees it', () => {
    expect(cornerByKey('bottom-end', 'ArrowLeft', false)).toBe('bottom-start');
    expect(cornerByKey('bottom-end', 'ArrowRight', true)).toBe('bottom-start');
    expect(cornerByKey('bottom-end', 'ArrowUp', false)).toBe('top-end');
    expect(cornerByKey('bottom-end', 'ArrowDown', false)).toBe('bottom-end');
    expect(cornerByKey('bottom-end', 'Enter', false)).toBeUndefined();
  });

  test('without dragging, one after the other comes round', () => {
    let corner = CORNERS[0] as (typeof CORNERS)[number];
    const round = CORNERS.map(() => (corner = nextCorner(corner)));
    expect(new Set(round).size).toBe(CORNERS.length);
    expect(round.at(-1)).toBe(CORNERS[0]);
  });

  test('is told as the eye sees it', () => {
    expect(sideOf('top-end', false)).toBe('topRight');
    expect(sideOf('top-end', true)).toBe('topLeft');
    expect(sideOf('bottom-start', false)).toBe('bottomLeft');
  });
});

describe('a throw', () => {
  const samples = [
    { x: 0, y: 0, at: 0 },
    { x: 50, y: 0, at: 150 },
    { x: 150, y: 0, at: 200 },
  ];
  test('is as fast as the last tenth of a second', () => {
    expect(velocityOf(samples, 200)).toEqual({ x: 2, y: 0 });
  });

  test('is none for who held still before letting go', () => {
    expect(velocityOf(samples, 400)).toEqual({ x: 0, y: 0 });
    expect(velocityOf([], 0)).toEqual({ x: 0, y: 0 });
  });
});
