// What comes over the other's tracks, for a program. The native sinks hear of a track whether it is enabled or not; these don't.
import type { PictureData, WebRtcPackage } from './webrtc-package.ts';

/** RGBA has 4 bytes a pixel; I420 has 1.5, as it comes over the line, and costs no conversion. */
export type PictureFormat = 'rgba' | 'i420';

/** Sound as it came: 10 ms of it. */
export interface SoundChunk {
  /** 16 bits each, the channels in turn. */
  samples: Int16Array;
  /** Hz. */
  sampleRate: number;
  channels: number;
}

export function watchVideo(
  { nonstandard }: WebRtcPackage,
  track: MediaStreamTrack,
  fn: (picture: PictureData) => void,
  format: PictureFormat = 'rgba',
): () => void {
  const sink = new nonstandard.RTCVideoSink(track);
  sink.onframe = ({ frame: { width, height, data } }) => {
    if (!track.enabled) return;
    const i420 = { width, height, data };
    if (format === 'i420') return fn(i420);
    const rgba = { width, height, data: new Uint8ClampedArray(width * height * 4) };
    nonstandard.i420ToRgba(i420, rgba);
    fn(rgba);
  };
  return () => sink.stop();
}

export function watchAudio(
  { nonstandard }: WebRtcPackage,
  track: MediaStreamTrack,
  fn: (sound: SoundChunk) => void,
): () => void {
  const sink = new nonstandard.RTCAudioSink(track);
  sink.ondata = ({ samples, sampleRate, channelCount = 1 }) => {
    if (track.enabled) fn({ samples, sampleRate, channels: channelCount });
  };
  return () => sink.stop();
}
