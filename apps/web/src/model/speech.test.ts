import { expect, test } from 'vitest';
import { loudness, SILENT, speechStep } from './speech.ts';

/** A level every 100 ms; what is said of each. */
const heard = (levels: readonly number[]): string => {
  let speech = SILENT;
  return levels
    .map((level, index) => {
      speech = speechStep(speech, level, index * 100);
      return speech.speaking ? '#' : '.';
    })
    .join('');
};

test('a voice is seen at once and stays between words', () => {
  expect(heard([0, 0.1, 0.1, 0, 0, 0, 0.1, 0.1])).toBe('..######');
});

test('it ends when nothing more comes', () => {
  expect(heard([0.1, 0.1, ...Array<number>(9).fill(0)])).toBe('.########..');
});

test('a click, and the noise of a room, are no voice', () => {
  expect(heard([0, 0.5, 0, 0, 0.5, 0])).toBe('......');
  expect(heard(Array<number>(6).fill(0.015))).toBe('......');
});

test('loudness is the root mean square', () => {
  expect(loudness(new Float32Array([0.5, -0.5, 0.5, -0.5]))).toBe(0.5);
  expect(loudness(new Float32Array(8))).toBe(0);
  expect(loudness(new Float32Array())).toBe(0);
});
