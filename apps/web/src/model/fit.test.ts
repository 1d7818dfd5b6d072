import { describe, expect, test } from 'vitest';
import { fitOf } from './fit.ts';

const WIDE = 16 / 9;
const UPRIGHT = 9 / 16;

describe('a picture on the stage', () => {
  test.each([
    ['of the same shape', WIDE, WIDE],
    ['of a laptop, in a window a little higher', WIDE, 1280 / 800],
    ['of a phone, on a longer phone', UPRIGHT, 360 / 800],
    ['of an old camera, in a window a little wider', 4 / 3, 1.5],
  ])('fills it where little is cut off: one %s', (_, picture, stage) => {
    expect(fitOf(picture, stage, false)).toBe('close');
  });

  test.each([
    ['of a laptop, on a phone held upright', WIDE, 360 / 740],
    ['of a phone, in a wide window', UPRIGHT, WIDE],
    ['of an old camera, in a wide window: a face would lose its hair', 4 / 3, WIDE],
  ])('is whole where more would be cut off, until it is asked for: one %s', (_, picture, stage) => {
    expect(fitOf(picture, stage, false)).toBe('whole');
    expect(fitOf(picture, stage, true)).toBe('filled');
  });

  test('leaves no choice where nothing would be chosen', () => {
    expect(fitOf(WIDE, WIDE, true)).toBe('close');
  });

  test('is whole as long as a shape is not known', () => {
    expect(fitOf(0, WIDE, true)).toBe('whole');
    expect(fitOf(WIDE, 0, true)).toBe('whole');
  });
});
