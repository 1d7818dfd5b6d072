// A bot in Node, run as a program of its own: it answers calls with four colours and a tone, and tells on its standard output
// what it receives, a line of JSON each.
import { createInterface } from 'node:readline';
import wrtc from '@roamhq/wrtc';
import { createParley, programPlatform, signIn, type Call, type CallStats } from '@parley/client';
import { WebSocket } from 'ws';
import { nodeMedia } from '../../packages/client/src/node/media.ts';
import { PICTURES, type Quadrants } from './fake-camera.ts';
import { loudest } from './tone.ts';

export interface BotReport {
  /** Mean colours of the quadrants of the last picture; absent while there was none. */
  seen?: number[][];
  /** Pictures so far. */
  frames: number;
  heard?: { frequency: number; level: number };
  stats?: CallStats;
  /** What was told of the other's camera, in order. */
  camera: string[];
  state: string;
}

/** Hz, and amplitude of 32,767. */
const TONE = { frequency: 1_000, amplitude: 8_000 };
const RATE = 48_000;
const SIZE = { width: 640, height: 480 };
const LISTEN = RATE / 4;

const [server = '', account = ''] = process.argv.slice(2);
const media = nodeMedia(wrtc);
const camera = media.videoSource(SIZE);
const microphone = media.audioSource();
const { user, token } = await signIn({ server, account, password: 'a password of the tests', bearer: true });
const parley = createParley({
  user,
  server,
  media,
  platform: programPlatform(
    (url, protocol) =>
      new WebSocket(url, protocol, {
        headers: { authorization: `Bearer ${token}` },
      }) as unknown as globalThis.WebSocket,
  ),
});

const report: BotReport = { frames: 0, camera: [], state: 'none' };
const say = (): void => void process.stdout.write(`${JSON.stringify(report)}\n`);
let stops: (() => void)[] = [];
let sampled = 0;

camera.frame(painted(PICTURES[3]));
const ticks = setInterval(() => {
  while (microphone.queued < 500) microphone.samples(tone(RATE / 10), RATE);
  say();
}, 100);

parley.calls.on('started', (call) => {
  if (call.direction !== 'incoming') return;
  const watch = call.watch('camera');
  watch.on('connected', () => report.camera.push('connected'));
  watch.on('disconnected', ({ reason }) => report.camera.push(reason));
  watch.on('outputChanged', ({ on }) => report.camera.push(on ? 'on' : 'off'));
  call.on('stats', (stats) => {
    report.stats = stats;
  });
  const stop = call.on('changed', () => {
    if (!call.remote?.tracks.camera) return;
    stop();
    receive(call);
  });
  call.accept('video', { tracks: { camera: camera.track, microphone: microphone.track } });
});
parley.calls.on('changed', (call) => {
  report.state = call.state.name;
});
parley.calls.on('ended', () => {
  for (const stop of stops.splice(0)) stop();
});

function receive(call: Call): void {
  const { tracks = {} } = call.remote ?? {};
  if (tracks.camera)
    stops.push(
      media.watchVideo(tracks.camera, ({ width, height, data }) => {
        report.frames += 1;
        report.seen = [0.25, 0.75].flatMap((y) =>
          [0.25, 0.75].map((x) => mean(data, { width, height }, x, y)),
        );
      }),
    );
  let waiting: number[] = [];
  if (tracks.microphone)
    stops.push(
      media.watchAudio(tracks.microphone, ({ samples, sampleRate, channels }) => {
        for (let i = 0; i < samples.length; i += channels) waiting.push((samples[i] ?? 0) / 32_768);
        if (waiting.length < (LISTEN * sampleRate) / RATE) return;
        report.heard = loudest(waiting, sampleRate);
        waiting = [];
      }),
    );
}

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'camera-off') parley.calls.current?.setCamera(false);
  if (line === 'camera-on') parley.calls.current?.setCamera(true);
  if (line !== 'quit') return;
  parley.close();
  clearInterval(ticks);
  camera.close();
  microphone.close();
  process.stdin.destroy();
});

function tone(length: number): Int16Array {
  const start = sampled;
  sampled += length;
  return Int16Array.from(
    { length },
    (_, i) => TONE.amplitude * Math.sin((2 * Math.PI * TONE.frequency * (start + i)) / RATE),
  );
}

function painted([a, b, c, d]: Quadrants): Uint8ClampedArray {
  const { width, height } = SIZE;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const colour = y < height / 2 ? (x < width / 2 ? a : b) : x < width / 2 ? c : d;
      data.set([...colour, 255], (y * width + x) * 4);
    }
  return data;
}

function mean(
  data: ArrayLike<number>,
  { width, height }: { width: number; height: number },
  x: number,
  y: number,
): number[] {
  const sums = [0, 0, 0];
  for (let dy = -4; dy < 4; dy++)
    for (let dx = -4; dx < 4; dx++) {
      const at = ((Math.round(height * y) + dy) * width + Math.round(width * x) + dx) * 4;
      for (const c of [0, 1, 2]) sums[c] = (sums[c] ?? 0) + (data[at + c] ?? 0);
    }
  return sums.map((sum) => Math.round(sum / 64));
}
