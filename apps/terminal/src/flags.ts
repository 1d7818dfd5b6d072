// Every flag in one table, how a command line is split by it, and the help that follows from it.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { usage } from './exit.ts';

interface FlagSpec {
  /** What stands for the value in the help; absent where it takes none. */
  value?: string;
  short?: string;
  /** May be given several times. */
  many?: true;
  help: string;
}

export const FLAGS = {
  help: { short: 'h', help: 'say what this takes' },
  version: { short: 'V', help: 'say which version this is' },
  server: {
    value: 'URL',
    help: 'the Parley server (PARLEY_SERVER; default: the remembered one, else http://localhost:9900)',
  },
  account: { value: 'NAME', help: 'who signs in (PARLEY_ACCOUNT; default: the remembered one)' },
  'password-file': {
    value: 'FILE',
    help: 'a file that holds the password (PARLEY_PASSWORD; else it is asked for)',
  },
  token: {
    value: 'TOKEN',
    help: 'a token that your site has signed, instead of account and password (PARLEY_TOKEN)',
  },
  ca: {
    value: 'FILE',
    help: 'certificate of an authority to trust besides the well-known ones (PEM or DER)',
  },
  json: { help: 'print a line of JSON for everything that happens' },
  watch: { help: 'go on, and tell who comes and goes' },
  from: { value: 'WHO', many: true, help: 'answer only calls from WHO, and decline others; may be repeated' },
  once: { help: 'end after one call' },
  voice: { help: 'a call without pictures' },
  camera: { value: 'DEVICE', help: 'send this camera: /dev/video0, or a name on macOS and Windows' },
  microphone: {
    value: 'DEVICE',
    help: 'send this microphone: default, a PulseAudio source, hw:1 for ALSA, or a name on macOS and Windows',
  },
  file: { value: 'FILE', help: 'send the picture and sound of a file that ffmpeg can read' },
  loop: { help: 'begin the file anew at its end' },
  'hang-up-at-end': { help: 'hang up when the file has been played' },
  'test-picture': { help: 'send a moving test picture' },
  tone: { value: 'HZ', help: 'send a tone' },
  record: {
    value: 'FILE',
    help: 'record what comes in: .mkv, .mp4, or .wav for sound alone. A file that is there is kept: the new one gets a number',
  },
  play: { help: 'show and play what comes in, in a window of ffplay' },
  size: {
    value: 'WxH',
    help: 'largest picture that is sent, and the picture of recording and window (1280x720)',
  },
  for: { value: 'SECONDS', help: 'hang up that long after the answer' },
  stats: { help: 'tell once a second how the line is' },
} as const satisfies Record<string, FlagSpec>;

export type FlagName = keyof typeof FLAGS;

/** What a command line gave. */
export interface Given {
  readonly words: readonly string[];
  has(name: FlagName): boolean;
  text(name: FlagName): string | undefined;
  all(name: FlagName): readonly string[];
  /** Absolute. */
  path(name: FlagName): string | undefined;
  /** Throws Failure where it is no number within these bounds. */
  number(name: FlagName, bounds: { min: number; max: number }): number | undefined;
}

/** Throws Failure with the sentence that names the culprit. `called`: how the command is named, such as `parley-cli call`. */
export function parseFlags(
  argv: readonly string[],
  { names, called, cwd }: { names: readonly FlagName[]; called: string; cwd: string },
): Given {
  const spec = (name: FlagName): FlagSpec => FLAGS[name];
  const options = Object.fromEntries(
    names.map((name) => {
      const { value, short } = spec(name);
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      return [name, { type, multiple: true as const, ...(short !== undefined && { short }) }];
    }),
  );
  const { values, positionals } = split([...argv], options, called);
  const all = (name: FlagName): string[] =>
    (values[name] ?? []).filter((value): value is string => typeof value === 'string');
  const text = (name: FlagName): string | undefined => all(name).at(-1);
  return {
    words: positionals,
    has: (name) => values[name] !== undefined,
    text,
    all,
    path(name) {
      const given = text(name);
      return given === undefined ? undefined : resolve(cwd, given);
    },
    number(name, { min, max }) {
      const given = text(name);
      if (given === undefined) return undefined;
      const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : NaN;
      if (value >= min && value <= max) return value;
      throw usage(`--${name} must be a number from ${min} to ${max}, not "${given}".`);
    },
  };
}

type Options = Record<string, { type: 'boolean' | 'string'; multiple: true; short?: string }>;
interface Parsed {
  values: Record<string, (string | boolean)[] | undefined>;
  positionals: string[];
}

function split(args: string[], options: Options, called: string): Parsed {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const [flag = ''] = /--?[A-Za-z][\w-]*/.exec(message.replace(/'-\w, /, "'")) ?? [];
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw usage(`There is no flag ${flag}: "${called} --help" shows those there are.`);
    if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw cause;
    const takesNone = message.includes('does not take');
    throw usage(`The flag ${flag} ${takesNone ? 'takes no value' : 'needs a value'}.`);
  }
}

const LINE = 100;
const WIDTH = 28;

/** A flag or command and what it does, in two columns. */
export function columns(left: string, right: string): string {
  const lines: string[] = [];
  for (const word of right.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > LINE - WIDTH - 2) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  const indent = ' '.repeat(WIDTH + 2);
  const [first = '', ...more] = lines;
  const head = left.length < WIDTH ? `  ${left.padEnd(WIDTH)}${first}` : `  ${left}\n${indent}${first}`;
  return [head, ...more.map((line) => indent + line)].join('\n');
}

export function flagsHelp(names: readonly FlagName[]): string {
  return names
    .map((name) => {
      const { value, short, help }: FlagSpec = FLAGS[name];
      return columns(`--${name}${short ? `, -${short}` : ''}${value ? ` ${value}` : ''}`, help);
    })
    .join('\n');
}
