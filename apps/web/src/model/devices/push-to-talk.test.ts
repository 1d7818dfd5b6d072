import { expect, test } from 'vitest';
import { IDLE, stepPush, type Push, type PushEvent } from './push-to-talk.ts';

function run(...events: PushEvent[]): { effects: string[]; taken: boolean[]; push: Push } {
  let push = IDLE;
  const effects: string[] = [];
  const taken: boolean[] = [];
  for (const event of events) {
    const pushed = stepPush(push, event);
    push = pushed.push;
    if (pushed.effect) effects.push(pushed.effect);
    taken.push(pushed.taken);
  }
  return { effects, taken, push };
}
const down = (at: number, on: 'page' | 'button' = 'page', muted = true): PushEvent => ({
  name: 'down',
  at,
  on,
  muted,
});
const up = (at: number): PushEvent => ({ name: 'up', at });

test('held, it unmutes for as long as it is held, however short', () => {
  expect(run(down(0), down(500), down(530), up(900))).toEqual({
    effects: ['unmute', 'mute'],
    taken: [true, true, true, true],
    push: IDLE,
  });
  expect(run(down(0), up(50)).effects).toEqual(['unmute', 'mute']);
});

test('pressed on the microphone’s button it unmutes for good, held there it does not', () => {
  expect(run(down(0, 'button'), up(120)).effects).toEqual(['unmute']);
  expect(run(down(0, 'button'), up(1_200)).effects).toEqual(['unmute', 'mute']);
});

test('not muted, the key is left to the page', () => {
  expect(run(down(0, 'page', false), up(300))).toEqual({ effects: [], taken: [false, false], push: IDLE });
});

test('a window that is left mutes, and a muting in between is not made twice', () => {
  expect(run(down(0), { name: 'lost' }, up(4_000)).effects).toEqual(['unmute', 'mute']);
  expect(
    run(down(0), { name: 'changed', muted: false }, { name: 'changed', muted: true }, up(900)).effects,
  ).toEqual(['unmute']);
});
