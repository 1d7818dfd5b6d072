import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { rowAfterKey, scrollToRow, visibleRows, WHOLE_UP_TO } from './visible-rows.ts';

test('a short list is drawn whole', () => {
  expect(visibleRows(WHOLE_UP_TO, 60, 900, 300)).toEqual({ from: 0, to: WHOLE_UP_TO });
  expect(visibleRows(0, 60, 0, 300)).toEqual({ from: 0, to: 0 });
});

test('of 5,000 only what is in view is drawn, and all of that', () => {
  const scroll = fc.integer({ min: -100, max: 5000 * 60 });
  fc.assert(
    fc.property(scroll, fc.integer({ min: 0, max: 2000 }), (scrollTop, height) => {
      const { from, to } = visibleRows(5000, 60, scrollTop, height);
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / 60) * 2 + 24);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(5000);
      expect(from).toBeLessThanOrEqual(to);
      const first = Math.floor(Math.max(0, scrollTop) / 60);
      if (first < 5000) expect(from).toBeLessThanOrEqual(first);
      expect(to).toBeGreaterThanOrEqual(Math.min(5000, first + Math.ceil(height / 60)));
    }),
  );
});

test('a row is brought into view by the shortest way', () => {
  expect(scrollToRow(2, 60, 0, 300)).toBe(0);
  expect(scrollToRow(0, 60, 100, 300)).toBe(0);
  expect(scrollToRow(10, 60, 0, 300)).toBe(360);
});

test('arrow keys stay within the list', () => {
  expect(rowAfterKey('ArrowDown', 4, 5)).toBe(4);
  expect(rowAfterKey('ArrowUp', 0, 5)).toBe(0);
  expect(rowAfterKey('End', 0, 5)).toBe(4);
  expect(rowAfterKey('Home', 3, 5)).toBe(0);
  expect(rowAfterKey('PageDown', 1, 50)).toBe(11);
  expect(rowAfterKey('a', 1, 5)).toBeUndefined();
});
