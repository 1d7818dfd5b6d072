import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { audioSource, videoSource } from './media-sources.ts';
import type { SoundData, WebRtcPackage } from './webrtc-package.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function fakePackage() {
  const sounds: SoundData[] = [];
  const pictures: number[][] = [];
  const createTrack = () => {
    const track = { readyState: 'live', stop: () => (track.readyState = 'ended') };
    return track;
  };
  const nonstandard = {
    RTCAudioSource: class {
      createTrack = createTrack;
      onData = (data: SoundData) => sounds.push(data);
    },
    RTCVideoSource: class {
      createTrack = createTrack;
      onFrame = ({ data }: { data: Uint8ClampedArray }) => pictures.push([...data]);
    },
    rgbaToI420: (_rgba: object, { data }: { data: Uint8ClampedArray }) => data.fill(7),
  };
  return { sounds, pictures, wrtc: { nonstandard } as unknown as WebRtcPackage };
}

test('[S15] sound goes out 10 ms at a time, at the pace at which it is heard, whatever it came in', () => {
  const { sounds, wrtc } = fakePackage();
  const source = audioSource(wrtc);
  source.samples(
    Int16Array.from({ length: 1_000 }, (_, i) => i),
    48_000,
  );
  source.samples(
    Int16Array.from({ length: 920 }, (_, i) => 1_000 + i),
    48_000,
  );
  expect(source.queued).toBe(40);
  vi.advanceTimersByTime(20);
  expect(source.queued).toBeGreaterThan(0);
  vi.advanceTimersByTime(100);
  expect(sounds.map(({ numberOfFrames, sampleRate }) => [numberOfFrames, sampleRate])).toEqual(
    Array.from({ length: 4 }, () => [480, 48_000]),
  );
  expect(sounds.flatMap(({ samples }) => [...samples])).toEqual(Array.from({ length: 1_920 }, (_, i) => i));
  expect(vi.getTimerCount()).toBe(0);
});

test('[S15] more than a minute of sound does not wait, and no rate without whole samples is taken', () => {
  const source = audioSource(fakePackage().wrtc);
  source.samples(new Int16Array(48_000 * 60), 48_000);
  expect(() => source.samples(new Int16Array(480), 48_000)).toThrow(RangeError);
  expect(() => source.samples(new Int16Array(480), 44_101)).toThrow(RangeError);
  source.close();
  expect([source.queued, vi.getTimerCount()]).toEqual([0, 0]);
});

test('[S15] a picture is told by its length, and sent again until the track ends', () => {
  const { pictures, wrtc } = fakePackage();
  const source = videoSource(wrtc, { width: 2, height: 2 });
  source.frame(new Uint8Array(6).fill(3));
  source.frame(new Uint8Array(16));
  expect(pictures).toEqual([Array.from({ length: 6 }, () => 3), Array.from({ length: 6 }, () => 7)]);
  vi.advanceTimersByTime(1_100);
  expect(pictures).toHaveLength(4);
  expect(() => source.frame(new Uint8Array(7))).toThrow(RangeError);
  source.close();
  source.frame(new Uint8Array(16));
  expect([pictures.length, vi.getTimerCount()]).toEqual([4, 0]);
});
