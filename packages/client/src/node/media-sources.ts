// Pictures and sound that a program makes, as tracks.
import type { WebRtcPackage } from './webrtc-package.ts';

/** Pictures of a program, as a track. */
export interface VideoSource {
  readonly track: MediaStreamTrack;
  /**
   * Shows a picture of the source's size from now on: RGBA (4 bytes a pixel) or I420 (1.5 bytes a pixel, even sides), told apart
   * by its length. Twice a second it is sent again by itself, so that who comes late sees a still picture, too. Throws RangeError.
   */
  frame(data: Uint8Array | Uint8ClampedArray): void;
  /** Ends the track. To be called, or the program does not end by itself. */
  close(): void;
}

/** Sound of a program, as a track. */
export interface AudioSource {
  readonly track: MediaStreamTrack;
  /** Ms of sound that waits to be sent. */
  readonly queued: number;
  /**
   * Appends sound of one channel, at a rate (Hz) that makes whole samples of 10 ms; it goes out at the pace at which it is heard.
   * At most a minute may wait: throws RangeError beyond that.
   */
  samples(samples: Int16Array, rate: number): void;
  /** Forgets what waits. */
  clear(): void;
  /** Ends the track. To be called, or the program does not end by itself. */
  close(): void;
}

const REPEAT = 500;
/** Ms of sound that goes to the native side at a time, because it takes no other amount. */
const CHUNK = 10;
const LONGEST = 60_000;
/** Ms that a busy program may be late with; what is later than that is late for good. */
const CATCH_UP = 200;

export function videoSource(
  { nonstandard }: WebRtcPackage,
  { width, height }: { width: number; height: number },
): VideoSource {
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError('Width and height must be even.');
  const source = new nonstandard.RTCVideoSource();
  const track = source.createTrack();
  const pixels = width * height;
  const planes = { width, height, data: new Uint8ClampedArray(pixels * 1.5) };
  let timer: ReturnType<typeof setInterval> | undefined;

  const show = (): void => source.onFrame(planes);

  return {
    track,
    frame(data) {
      if (data.length === pixels * 4) nonstandard.rgbaToI420({ width, height, data }, planes);
      else if (data.length === pixels * 1.5) planes.data.set(data);
      else throw new RangeError(`${data.length} bytes are no picture of ${width} × ${height}.`);
      if (track.readyState === 'ended') return;
      clearInterval(timer);
      timer = setInterval(show, REPEAT);
      show();
    },
    close() {
      clearInterval(timer);
      track.stop();
    },
  };
}

export function audioSource({ nonstandard }: WebRtcPackage): AudioSource {
  const source = new nonstandard.RTCAudioSource();
  const track = source.createTrack();
  let waiting: { samples: Int16Array; rate: number }[] = [];
  let rest = new Int16Array(0);
  let restRate = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  /** When the next chunk is due, on the monotonic clock. */
  let due = 0;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function send(): void {
    const now = performance.now();
    due = Math.max(due, now - CATCH_UP);
    while (due <= now) {
      const chunk = waiting.shift();
      if (!chunk) return stop();
      const { samples, rate } = chunk;
      source.onData({
        samples,
        sampleRate: rate,
        bitsPerSample: 16,
        channelCount: 1,
        numberOfFrames: samples.length,
      });
      due += CHUNK;
    }
  }

  function start(): void {
    if (timer !== undefined || waiting.length === 0) return;
    due = performance.now();
    timer = setInterval(send, CHUNK);
  }

  return {
    track,
    get queued() {
      return waiting.length * CHUNK;
    },
    samples(samples, rate) {
      const size = (rate * CHUNK) / 1_000;
      if (!Number.isInteger(size) || size <= 0)
        throw new RangeError(`${rate} Hz make no whole samples of 10 ms.`);
      const all = joined(rate === restRate ? rest : new Int16Array(0), samples);
      const chunks = Math.floor(all.length / size);
      if ((waiting.length + chunks) * CHUNK > LONGEST)
        throw new RangeError('A minute of sound waits already.');
      if (track.readyState === 'ended') return;
      for (let i = 0; i < chunks; i++) waiting.push({ samples: all.slice(i * size, (i + 1) * size), rate });
      rest = all.slice(chunks * size);
      restRate = rate;
      start();
    },
    clear() {
      waiting = [];
      rest = new Int16Array(0);
    },
    close() {
      stop();
      waiting = [];
      track.stop();
    },
  };
}

function joined(first: Int16Array, second: Int16Array): Int16Array<ArrayBuffer> {
  const all = new Int16Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
