import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createManualTimers } from '../../testing/manual-timers.ts';
import type { CallSnapshot } from '../calls.ts';
import type { LevelMeter } from './level.ts';
import { createVoice } from './voice.ts';

function setUp() {
  const timers = createManualTimers();
  const live = signal<CallSnapshot | undefined>(undefined);
  const taken = signal(false);
  const open: MediaStreamTrack[] = [];
  const level = signal(0);
  const show = (track: object | undefined, microphone: boolean): void => {
    const tracks = track ? { microphone: track } : {};
    live.value = { local: { tracks, status: { microphone } } } as unknown as CallSnapshot;
    taken.value = true;
  };
  const voice = createVoice({
    calls: { live, taken },
    timers,
    hear: (track): LevelMeter => {
      open.push(track);
      return { level, close: () => void open.splice(open.indexOf(track), 1) };
    },
  });
  const talk = (): void => {
    level.value = 0.8;
    for (let look = 0; look < 8; look++) timers.advance(100);
  };
  return { voice, show, live, taken, open, talk };
}

test('[I9] a copy of the microphone is there for the track that is open, and for no longer than it', () => {
  const { voice, show, taken, live, open } = setUp();
  const [first, second] = [{}, {}];
  expect(open).toEqual([]);
  show(first, true);
  show(first, false);
  expect(open).toEqual([first]);
  show(second, true);
  expect(open[0]).toBe(second);
  expect(open).toHaveLength(1);
  taken.value = false;
  live.value = undefined;
  expect(open).toEqual([]);
  show(first, true);
  voice.close();
  expect(open).toEqual([]);
});

test('who talks while muted is told, and no more once they are heard', () => {
  const { voice, show, talk } = setUp();
  const track = {};
  show(track, true);
  talk();
  expect(voice.mutedTalking.value).toBe(false);
  show(track, false);
  talk();
  expect(voice.mutedTalking.value).toBe(true);
  show(track, true);
  talk();
  expect(voice.mutedTalking.value).toBe(false);
});
