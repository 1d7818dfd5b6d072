// What a call sends and where what it receives goes, from the flags; and what ffmpeg is told for each device and system.
import { accessSync, constants } from 'node:fs';
import { dirname, extname } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { EXIT, Failure, usage } from '../exit.ts';
import type { FlagName, Given } from '../flags.ts';
import type { Io } from '../io.ts';
import { start } from './ffmpeg.ts';

export const CALL_FLAGS = [
  'voice',
  'camera',
  'microphone',
  'file',
  'loop',
  'hang-up-at-end',
  'test-picture',
  'tone',
  'record',
  'play',
  'size',
  'for',
  'stats',
] as const satisfies FlagName[];

export interface Size {
  width: number;
  height: number;
}

/** Something that ffmpeg reads. */
export interface Input {
  /** In sentences: `the camera /dev/video0`. */
  name: string;
  args: readonly string[];
  /** A device gives at its own pace, and what is not taken is lost. All else is read at the pace at which it is shown. */
  isLive: boolean;
  isFile: boolean;
}

export interface CallPlan {
  isVoice: boolean;
  picture: Input | undefined;
  sound: Input | undefined;
  /** Absolute. */
  record: string | undefined;
  play: boolean;
  size: Size;
  seconds: number | undefined;
  hangsUpAtEnd: boolean;
  stats: boolean;
}

const LONGEST = 7 * 24 * 3_600;
const RECORDINGS = ['.mkv', '.mp4', '.wav'];

/** Throws Failure where the flags don't go together, or there is no such file. */
export async function planCall(given: Given, { platform }: Pick<Io, 'platform'>): Promise<CallPlan> {
  oneOf(given, 'camera', 'test-picture');
  oneOf(given, 'microphone', 'tone');
  const isVoice = given.has('voice');
  for (const flag of ['camera', 'test-picture'] as const)
    if (isVoice && given.has(flag))
      throw usage(`A voice call has no picture: leave --voice or --${flag} away.`);
  for (const flag of ['loop', 'hang-up-at-end'] as const)
    if (given.has(flag) && !given.has('file')) throw usage(`--${flag} is about --file, and there is none.`);
  if (given.has('loop') && given.has('hang-up-at-end'))
    throw usage('A file that begins anew has no end to hang up at: leave --loop or --hang-up-at-end away.');
  const record = given.path('record');
  if (record !== undefined && !RECORDINGS.includes(extname(record).toLowerCase()))
    throw usage(`A recording's name ends in ${RECORDINGS.join(', ')}.`);
  if (record !== undefined) needFolder(dirname(record));
  const { picture, sound } = await inputs(given, platform);
  return {
    isVoice,
    picture: isVoice ? undefined : picture,
    sound,
    record,
    play: given.has('play'),
    size: readSize(given.text('size') ?? '1280x720'),
    seconds: given.number('for', { min: 0.1, max: LONGEST }),
    hangsUpAtEnd: given.has('hang-up-at-end'),
    stats: given.has('stats'),
  };
}

/** What of ffmpeg the plan needs. */
export function programsOf({ picture, sound, record, play }: CallPlan): ('ffmpeg' | 'ffplay')[] {
  const ffmpeg = picture ?? sound ?? record ?? (play || undefined);
  return [...(ffmpeg === undefined ? [] : ['ffmpeg' as const]), ...(play ? ['ffplay' as const] : [])];
}

function needFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new Failure(EXIT.device, `${folder} can't be written to (${(cause as Error).message}).`, { cause });
  }
}

function oneOf(given: Given, one: FlagName, other: FlagName): void {
  if (given.has(one) && given.has(other)) throw usage(`--${one} or --${other}: a call sends one of them.`);
}

function readSize(text: string): Size {
  const [, width = 0, height = 0] = (/^(\d{2,4})x(\d{2,4})$/.exec(text) ?? []).map(Number);
  const isSize = width >= 16 && height >= 16 && width % 2 === 0 && height % 2 === 0;
  if (isSize) return { width, height };
  throw usage(`--size must be two even numbers such as 640x480, not "${text}".`);
}

async function inputs(given: Given, platform: NodeJS.Platform): Promise<Pick<CallPlan, 'picture' | 'sound'>> {
  const [camera, microphone] = [given.text('camera'), given.text('microphone')];
  const tone = given.number('tone', { min: 20, max: 20_000 });
  const file = await fileInput(given);
  const picture = camera !== undefined ? cameraInput(camera, platform) : undefined;
  const sound = microphone !== undefined ? microphoneInput(microphone, platform) : undefined;
  return {
    picture: picture ?? (given.has('test-picture') ? TEST_PICTURE : file.picture),
    sound: sound ?? (tone === undefined ? file.sound : toneInput(tone)),
  };
}

const made = { isLive: false, isFile: false };
const TEST_PICTURE: Input = {
  ...made,
  name: 'the test picture',
  args: ['-f', 'lavfi', '-i', 'testsrc2=size=640x480:rate=25'],
};

function toneInput(frequency: number): Input {
  return {
    ...made,
    name: 'the tone',
    args: ['-f', 'lavfi', '-i', `sine=frequency=${frequency}:sample_rate=48000`],
  };
}

const device = { isLive: true, isFile: false };

/** ffmpeg-devices(1). */
export function cameraInput(name: string, platform: NodeJS.Platform): Input {
  const input = { ...device, name: `the camera ${name}` };
  switch (platform) {
    case 'darwin':
      // Without a rate it asks for one that most cameras don't have.
      return { ...input, args: ['-f', 'avfoundation', '-framerate', '30', '-i', `${name}:none`] };
    case 'win32':
      return { ...input, args: ['-f', 'dshow', '-i', `video=${name}`] };
    default:
      return { ...input, args: ['-f', 'v4l2', '-i', name] };
  }
}

/** ffmpeg-devices(1). On Linux PulseAudio's sources, which PipeWire has as well, and ALSA's by the names that only those have. */
export function microphoneInput(name: string, platform: NodeJS.Platform): Input {
  const input = { ...device, name: `the microphone ${name}` };
  switch (platform) {
    case 'darwin':
      return { ...input, args: ['-f', 'avfoundation', '-i', `none:${name}`] };
    case 'win32':
      return { ...input, args: ['-f', 'dshow', '-i', `audio=${name}`] };
    default:
      return { ...input, args: /^(plug)?hw:/.test(name) ? ['-f', 'alsa', '-i', name] : pulseArgs(name) };
  }
}

/** In pieces of 20 ms of two channels at 48,000 Hz: by itself PulseAudio gives two seconds at a time. */
function pulseArgs(name: string): string[] {
  return ['-f', 'pulse', '-fragment_size', String((48_000 / 50) * 2 * 2), '-i', name];
}

async function fileInput(given: Given): Promise<Pick<CallPlan, 'picture' | 'sound'>> {
  const file = given.path('file');
  if (file === undefined) return { picture: undefined, sound: undefined };
  const { hasPicture, hasSound } = await probe(file);
  const loop = given.has('loop') ? ['-stream_loop', '-1'] : [];
  const input: Input = {
    name: `the file ${file}`,
    args: [...loop, '-i', `file:${file}`],
    isLive: false,
    isFile: true,
  };
  return { picture: hasPicture ? input : undefined, sound: hasSound ? input : undefined };
}

async function probe(file: string): Promise<{ hasPicture: boolean; hasSound: boolean }> {
  const args = [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_type:stream_disposition=attached_pic',
    '-of',
    'json',
  ];
  const { child, ended, complaint } = await start('ffprobe', [...args, `file:${file}`], { stdout: 'pipe' });
  const text = child.stdout ? await textOf(child.stdout) : '';
  if ((await ended) !== 0) throw new Failure(EXIT.device, `${file} can't be played: ${complaint()}.`);
  const { streams = [] } = JSON.parse(text) as {
    streams?: { codec_type?: string; disposition?: { attached_pic?: number } }[];
  };
  // The cover of an album is no picture to be sent.
  const hasPicture = streams.some(
    ({ codec_type, disposition }) => codec_type === 'video' && disposition?.attached_pic !== 1,
  );
  const hasSound = streams.some(({ codec_type }) => codec_type === 'audio');
  if (hasPicture || hasSound) return { hasPicture, hasSound };
  throw new Failure(EXIT.device, `${file} has neither picture nor sound.`);
}
