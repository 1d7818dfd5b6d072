import { expect, test } from 'vitest';
import { panByKey, panned } from './pan.ts';

const view = { width: 1000, height: 600 };

test('a large screen moves until its edge is at the edge of the window', () => {
  const picture = { width: 1600, height: 900 };
  expect(panned({ x: 0, y: 0 }, { x: 100, y: -50 }, picture, view)).toEqual({ x: 100, y: -50 });
  expect(panned({ x: 290, y: 0 }, { x: 100, y: -500 }, picture, view)).toEqual({ x: 300, y: -150 });
});

test('one that fits stays where it is', () => {
  expect(panned({ x: 0, y: 0 }, { x: 99, y: 99 }, { width: 800, height: 600 }, view)).toEqual({ x: 0, y: 0 });
});

test('arrow keys look that way: the picture moves the other', () => {
  expect(panByKey('ArrowLeft')?.x).toBeGreaterThan(0);
  expect(panByKey('ArrowDown')?.y).toBeLessThan(0);
  expect(panByKey('a')).toBeUndefined();
});
