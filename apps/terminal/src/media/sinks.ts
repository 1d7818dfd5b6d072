// Where what a call receives goes: into a file, or a window. ffmpeg does the work, fed by a timeline.
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import type { Writable } from 'node:stream';
import { EXIT, Failure } from '../exit.ts';
import { after } from '../io.ts';
import { start, type Running } from './ffmpeg.ts';
import { FPS, RATE } from './pace.ts';
import type { Size } from './plan.ts';
import { createTimeline, type Outlet, type Timeline } from './timeline.ts';

export interface Sink {
  readonly timeline: Timeline;
  /** Ends its input and waits until all of it is written. Throws Failure where it has failed. */
  finish(): Promise<void>;
  /** Resolves when it has ended by itself: its window was closed (`undefined`), or with what is wrong. */
  readonly over: Promise<Failure | undefined>;
}

const CODECS = '-c:v libx264 -preset veryfast -pix_fmt yuv420p -c:a aac -b:a 96k';
const flags = (line: string): string[] => line.split(' ');

export interface Recording extends Sink {
  readonly file: string;
}

/** Milliseconds within which a recording is finished, which may be behind. */
const FINISH = 15_000;
/** Ms by which a machine may be behind before it is too slow. */
const SLOWEST = 5_000;

/** `elapsed`: ms since the beginning of what is recorded. */
export async function openRecording(path: string, { size, elapsed }: SinkOptions): Promise<Recording> {
  const file = reserve(path);
  const end = extname(path).toLowerCase();
  const hasPicture = end !== '.wav';
  const codecs = hasPicture ? [...encoded(size), ...flags(CODECS)] : [];
  // Matroska can be played without its end: a second of it at most waits to be written.
  const pieces = end === '.mkv' ? flags('-cluster_time_limit 1000 -flush_packets 1') : [];
  const args = [...inputs(hasPicture), ...codecs, ...pieces, '-y', `file:${file}`];
  const running = await start('ffmpeg', args, { more: hasPicture ? ['pipe', 'pipe'] : ['pipe'] });
  void running.ended.then(() => {
    if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file);
  });
  const sink = createSink(running, { hasPicture, elapsed, name: `The recording ${file}` });
  return { ...sink, file };
}

export async function openWindow(title: string, { size, elapsed }: SinkOptions): Promise<Sink> {
  const look = flags('-v error -fflags nobuffer -probesize 32 -analyzeduration 0 -framedrop');
  const window = await start('ffplay', [...look, '-autoexit', '-window_title', title, '-i', 'pipe:0'], {
    stdin: 'pipe',
  });
  const raw = [...encoded(size), ...flags('-c:v rawvideo -c:a pcm_s16le -f nut -flush_packets 1 pipe:1')];
  const running = await start('ffmpeg', [...inputs(true), ...raw], {
    stdout: 'pipe',
    more: ['pipe', 'pipe'],
  });
  if (window.child.stdin) running.child.stdout?.pipe(window.child.stdin);
  const sink = createSink(running, { hasPicture: true, elapsed, name: 'The window' });
  let isFinishing = false;
  const closed = window.ended.then((code) => {
    running.kill();
    if (code === 0 || isFinishing) return undefined;
    return new Failure(EXIT.device, `The window has ended: ${window.complaint() || 'ffplay says nothing'}.`);
  });
  return {
    timeline: sink.timeline,
    over: Promise.race([
      closed,
      sink.over.then((failure) => (window.child.exitCode === null ? failure : closed)),
    ]),
    async finish() {
      isFinishing = true;
      // What waits in it is not worth waiting for.
      window.kill();
      await window.ended;
    },
  };
}

export interface SinkOptions {
  size: Size;
  elapsed: () => number;
}

function inputs(hasPicture: boolean): string[] {
  const head = '-nostdin -v error';
  const quick = '-probesize 32 -analyzeduration 0 -thread_queue_size 64';
  const pictures = `${quick} -f image2pipe -c:v pgmyuv -framerate ${FPS} -i pipe:3`;
  const sound = `${quick} -f s16le -ar ${RATE} -ac 1 -i`;
  return flags(hasPicture ? `${head} ${pictures} ${sound} pipe:4` : `${head} ${sound} pipe:3`);
}

/** Whatever size a picture comes in, all of it is shown, in the middle. Its colours are BT.601's, as a call has them. */
function encoded({ width, height }: Size): string[] {
  const box = `${width}:${height}`;
  const fit = `scale=${box}:force_original_aspect_ratio=decrease:force_divisible_by=2:in_range=tv:out_range=tv`;
  const colours = '-colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m -color_range tv';
  return ['-vf', `${fit},pad=${box}:(ow-iw)/2:(oh-ih)/2,setsar=1`, ...flags(colours)];
}

function createSink(
  running: Running,
  { hasPicture, elapsed, name }: { hasPicture: boolean; elapsed: () => number; name: string },
): Sink {
  const pipes = running.child.stdio.slice(3) as Writable[];
  const outlets = pipes.map(outlet);
  const sound = outlets.at(-1);
  if (!sound) throw new Error('ffmpeg has no pipe for sound');
  const timeline = createTimeline({ pictures: hasPicture ? outlets[0] : undefined, sound, elapsed });
  let isFinishing = false;
  let isSlow = false;

  const failure = (): Failure => {
    const why = isSlow ? 'this machine is too slow for it, --size makes it smaller' : running.complaint();
    return new Failure(EXIT.device, `${name} has stopped: ${why || 'ffmpeg has ended'}.`);
  };
  const over = new Promise<Failure | undefined>((resolve) => {
    void running.ended.then(() => {
      if (!isFinishing) resolve(failure());
    });
  });
  return {
    timeline: {
      ...timeline,
      get behind() {
        return timeline.behind;
      },
      tick() {
        timeline.tick();
        isSlow ||= timeline.behind > SLOWEST;
        // What it has so far is kept.
        if (isSlow) for (const pipe of pipes) pipe.end();
      },
    },
    over,
    async finish() {
      isFinishing = true;
      for (const pipe of pipes) pipe.end();
      const code = await Promise.race([running.ended, after(FINISH).then(() => undefined)]);
      if (code === 0) return;
      running.kill();
      throw failure();
    },
  };
}

function outlet(pipe: Writable): Outlet {
  return {
    get waiting() {
      return pipe.writableLength;
    },
    write(bytes) {
      if (pipe.writable) pipe.write(bytes);
    },
  };
}

/** A name that nothing else has: `call.mkv`, else `call-2.mkv`. Only its user may read the file. */
export function reserve(path: string): string {
  const end = extname(path);
  const stem = path.slice(0, path.length - end.length);
  for (let number = 1; ; number++) {
    const file = number === 1 ? path : `${stem}-${number}${end}`;
    try {
      closeSync(openSync(file, 'wx', 0o600));
      return file;
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      throw new Failure(EXIT.device, `${file} can't be recorded to (${message}).`, { cause });
    }
  }
}
