import { expect, test } from 'vitest';
import { keyboardHeight } from './keyboard.ts';

test('a keyboard covers what is not to be seen below', () => {
  expect(keyboardHeight(800, { height: 500, offsetTop: 0, scale: 1 })).toBe(300);
});

test('a page that was pushed up for it is covered by so much less', () => {
  expect(keyboardHeight(800, { height: 500, offsetTop: 120, scale: 1 })).toBe(180);
});

test('a bar of the browser is no keyboard, nor is zooming in', () => {
  expect(keyboardHeight(800, { height: 740, offsetTop: 0, scale: 1 })).toBe(0);
  expect(keyboardHeight(800, { height: 400, offsetTop: 0, scale: 2 })).toBe(0);
  expect(keyboardHeight(500, { height: 500, offsetTop: 0, scale: 1 })).toBe(0);
});
