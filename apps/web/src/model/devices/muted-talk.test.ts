import { describe, expect, test } from 'vitest';
import { loudness } from './level.ts';
import { QUIET, stepMutedTalk, type MutedTalk } from './muted-talk.ts';

/** Ten looks a second: a letter each, `x` for a voice, `.` for none. */
function hear(pattern: string, muted = true, from: MutedTalk = QUIET, begin = 0): MutedTalk[] {
  const states = [from];
  for (const [index, sign] of [...pattern].entries()) {
    const level = sign === 'x' ? 0.7 : 0.1;
    states.push(stepMutedTalk(states.at(-1) ?? QUIET, { at: begin + index * 100, level, muted }));
  }
  return states.slice(1);
}
const tellings = (states: readonly MutedTalk[]): number =>
  states.filter((state, index) => state.name === 'told' && states[index - 1]?.name !== 'told').length;

describe('talking while muted', () => {
  test('is told once it lasts, pauses between words included', () => {
    expect(hear('xxxxx').at(-1)?.name).toBe('rising');
    expect(hear('xxxxxx').at(-1)?.name).toBe('told');
    expect(hear('xx..xx.xx').at(-1)?.name).toBe('told');
  });

  test('a cough, a click, and a voice that is not muted are not', () => {
    expect(tellings(hear('xxx........xxx.......x......'))).toBe(0);
    expect(tellings(hear('xxxxxxxxxxxxxxxxx', false))).toBe(0);
  });

  test('is told once a talk, and over at once with the unmuting', () => {
    const sentence = 'xxxxxxxx.....xxxxxxx';
    expect(tellings(hear(sentence + '.'.repeat(60) + sentence))).toBe(1);
    expect(tellings(hear(sentence + '.'.repeat(90) + sentence))).toBe(2);
    const told = hear(sentence).at(-1);
    expect(hear('x', false, told, 2_000).at(-1)).toEqual(QUIET);
  });
});

test('loudness is 0 for nothing, more for more, and 1 at most', () => {
  const wave = (height: number): Float32Array =>
    Float32Array.from({ length: 2048 }, (_, index) => height * Math.sin(index / 5));
  const levels = [0, 0.001, 0.01, 0.1, 1].map((height) => loudness(wave(height)));
  expect(levels[0]).toBe(0);
  expect(levels.at(-1)).toBe(1);
  expect(levels.toSorted((one, other) => one - other)).toEqual(levels);
});
