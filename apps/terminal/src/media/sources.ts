// What a call sends: ffmpeg processes that read devices and files, pumped into tracks.
import type { Tracks } from '@parley/client';
import type { AudioSource, NodeMedia, VideoSource } from '@parley/client/node';
import type { Readable } from 'node:stream';
import { EXIT, Failure } from '../exit.ts';
import { after } from '../io.ts';
import { readBytes } from './bytes.ts';
import { start, type Running } from './ffmpeg.ts';
import {
  CHUNK_BYTES,
  createPosition,
  FPS,
  pacePictures,
  paceSound,
  passPictures,
  passSound,
  RATE,
  type Clock,
  type Pull,
} from './pace.ts';
import type { CallPlan, Input, Size } from './plan.ts';
import { readY4m } from './y4m.ts';

export interface Sources {
  readonly tracks: Tracks;
  /** Somebody is there: files begin. A second time nothing happens. */
  begin(): void;
  close(): void;
}

export interface SourceOptions {
  media: NodeMedia;
  /** A source has stopped before its time; the call goes on without it. */
  onProblem: (failure: Failure) => void;
  /** The file has been played to its end. */
  onPlayed: () => void;
}

/** Milliseconds within which a device gives its first picture or sound, and every further one. */
const PATIENCE = 10_000;
const SILENT = `nothing came within ${PATIENCE / 1_000} s`;

const CLOCK: Clock = { now: () => performance.now(), sleep: after };

/** Opens devices and files. Throws Failure where one does not start; nothing is left open then. */
export async function openSources(
  { picture, sound, size }: Pick<CallPlan, 'picture' | 'sound' | 'size'>,
  options: SourceOptions,
): Promise<Sources> {
  const wanted: Wanted[] =
    picture !== undefined && picture === sound
      ? [{ input: picture, parts: ['picture', 'sound'] }]
      : [
          ...(picture ? [{ input: picture, parts: ['picture' as const] }] : []),
          ...(sound ? [{ input: sound, parts: ['sound' as const] }] : []),
        ];
  const opened = await Promise.allSettled(wanted.map((one) => openFeed(one, size, options)));
  const feeds = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = (): void => {
    for (const feed of feeds) feed.close();
  };
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed) {
    close();
    throw failed.reason;
  }
  return {
    tracks: Object.assign({}, ...feeds.map(({ tracks }) => tracks)) as Tracks,
    begin() {
      for (const feed of feeds) feed.begin();
    },
    close,
  };
}

interface Wanted {
  input: Input;
  parts: ('picture' | 'sound')[];
}

async function openFeed({ input, parts }: Wanted, size: Size, options: SourceOptions): Promise<Sources> {
  const running = await start('ffmpeg', argumentsOf(input, parts, size), { stdout: 'pipe', more: ['pipe'] });
  const late = setTimeout(() => running.kill(), PATIENCE);
  const first = await openParts(running, parts, options.media);
  clearTimeout(late);
  if (first) return createFeed({ input, running, ...first }, options);
  running.kill();
  await running.ended;
  const why = running.complaint() || SILENT;
  throw new Failure(EXIT.device, `${capital(input.name)} does not start: ${why}.`);
}

/** Else a pipe gets a third of a second of sound at a time. */
const AT_ONCE = ['-flush_packets', '1'];

function argumentsOf(input: Input, parts: Wanted['parts'], { width, height }: Size): string[] {
  // From the beginning of the file on, also where its picture or sound begins later.
  const [rate, resample] = input.isLive
    ? [`fps=${FPS}`, 'aresample=async=1']
    : [`fps=${FPS}:start_time=0`, 'aresample=async=1:first_pts=0'];
  const box = `w='min(${width},iw)':h='min(${height},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;
  const picture = ['-map', '0:V:0', '-vf', `${rate},scale=${box}:out_range=tv`, '-pix_fmt', 'yuv420p'];
  const sound = [
    '-map',
    '0:a:0',
    '-af',
    resample,
    '-ac',
    '1',
    '-ar',
    String(RATE),
    '-f',
    's16le',
    ...AT_ONCE,
    'pipe:3',
  ];
  return [
    '-nostdin',
    '-v',
    'error',
    ...(input.isLive ? ['-fflags', 'nobuffer'] : []),
    ...input.args,
    ...(parts.includes('picture') ? [...picture, '-f', 'yuv4mpegpipe', ...AT_ONCE, 'pipe:1'] : []),
    ...(parts.includes('sound') ? sound : []),
  ];
}

interface Part<Source> {
  source: Source;
  pull: Pull;
}
interface Parts {
  camera: Part<VideoSource> | undefined;
  microphone: Part<AudioSource> | undefined;
}

/** `undefined` where nothing comes. Of a file with both, the picture is proof enough: its sound may come later. */
async function openParts(
  { child }: Running,
  parts: Wanted['parts'],
  media: NodeMedia,
): Promise<Parts | undefined> {
  let camera: Parts['camera'];
  if (parts.includes('picture')) {
    const pictures = child.stdout && (await readY4m(readBytes(child.stdout)));
    if (!pictures) return undefined;
    camera = { source: media.videoSource(pictures), pull: () => pictures.next() };
  }
  if (!parts.includes('sound')) return { camera, microphone: undefined };
  const bytes = readBytes(child.stdio[3] as Readable);
  let early = camera ? undefined : await bytes.take(CHUNK_BYTES);
  if (!camera && !early) return undefined;
  const pull = (): Promise<Buffer | undefined> => {
    const chunk = early;
    early = undefined;
    return chunk ? Promise.resolve(chunk) : bytes.take(CHUNK_BYTES);
  };
  return { camera, microphone: { source: media.audioSource(), pull } };
}

function createFeed(
  { input, running, camera, microphone }: Parts & { input: Input; running: Running },
  { onProblem, onPlayed }: SourceOptions,
): Sources {
  let isClosed = false;
  let isSilent = false;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });

  async function pump(): Promise<void> {
    if (!input.isLive) await begun;
    const pace = { clock: CLOCK, position: createPosition(CLOCK) };
    const [pictures, sound] = input.isLive ? [passPictures, passSound] : [pacePictures, paceSound];
    const alive = (pull: Pull): Pull => (input.isLive ? impatient(pull, silence) : pull);
    await Promise.all([
      // Each ends by itself, and the other reads so.
      camera && pictures(alive(camera.pull), camera.source, pace).then(() => camera.source.close()),
      microphone &&
        sound(alive(microphone.pull), microphone.source, pace).then(() => microphone.source.close()),
    ]);
    const code = await running.ended;
    if (isClosed) return;
    if (code === 0 && input.isFile) return onPlayed();
    throw new Error(isSilent ? SILENT : running.complaint() || 'ffmpeg has ended');
  }

  function silence(): void {
    isSilent = true;
    running.kill();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    running.kill();
    camera?.source.close();
    microphone?.source.close();
    begin();
  }

  pump().catch((cause: unknown) => {
    if (isClosed) return;
    close();
    const why = (cause as Error).message;
    const sentence = `${capital(input.name)} has stopped (${why}): the call goes on without it.`;
    onProblem(new Failure(EXIT.device, sentence, { cause }));
  });

  return {
    tracks: {
      ...(camera && { camera: camera.source.track }),
      ...(microphone && { microphone: microphone.source.track }),
    },
    begin,
    close,
  };
}

/** A device that gives nothing any more is as good as gone, whether its program has noticed or not. */
function impatient(pull: Pull, onSilence: () => void): Pull {
  return async () => {
    const timer = setTimeout(onSilence, PATIENCE);
    try {
      return await pull();
    } finally {
      clearTimeout(timer);
    }
  };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
