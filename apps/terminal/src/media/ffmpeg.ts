// ffmpeg and ffplay as child processes, and what they say when something is wrong.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { EXIT, Failure } from '../exit.ts';

export interface Running {
  readonly child: ChildProcess;
  /** Resolves with its exit code; a signal counts as -1. */
  readonly ended: Promise<number>;
  /** The last thing it complained of, without the name of what it complains of; '' where it has not. */
  complaint(): string;
  /** Nothing happens where it has ended. */
  kill(): void;
}

/** Characters of complaints that are kept. */
const KEPT = 4_096;

/** Throws Failure where the program is not installed. `stdio` from the fourth on, after stdin, stdout and stderr. */
export async function start(
  program: 'ffmpeg' | 'ffplay' | 'ffprobe',
  args: readonly string[],
  {
    stdin = 'ignore',
    stdout = 'ignore',
    more = [],
  }: Partial<Record<'stdin' | 'stdout', 'pipe' | 'ignore'>> & {
    more?: 'pipe'[];
  } = {},
): Promise<Running> {
  const stdio: StdioOptions = [stdin, stdout, 'pipe', ...more];
  // A group of its own, for a Ctrl-C at the terminal is not for it: a recording is to be finished first.
  const child = spawn(program, args, { stdio, detached: true, windowsHide: true });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-KEPT);
  });
  // A pipe whose other end has gone; `ended` tells.
  for (const pipe of child.stdio) pipe?.on('error', () => undefined);
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? -1));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(absent(program, cause)));
  });
  return {
    child,
    ended,
    complaint: () => args.reduce((line, name) => line.replace(`${name}: `, ''), lastLine(said)),
    kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    },
  };
}

/** Throws Failure where ffmpeg is not there. For an answer that would else come in the middle of a call. */
export async function needFfmpeg(programs: readonly ('ffmpeg' | 'ffplay')[]): Promise<void> {
  for (const program of programs) {
    const { ended } = await start(program, ['-version']);
    await ended;
  }
}

function absent(program: string, cause: unknown): Failure {
  const sentence = `${program} can't be started (${(cause as Error).message}): install ffmpeg, "apt install ffmpeg" or https://ffmpeg.org.`;
  return new Failure(EXIT.ffmpeg, sentence, { cause });
}

function lastLine(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  // Without the name and address of the part that complains.
  return (lines.at(-1) ?? '').replace(/^\[[^\]]*\] /, '').trim();
}
