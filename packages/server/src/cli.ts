// The program `parley`: which command was meant, what it was given, and the code it exits with.
import { splitArguments, type Arguments, type FlagSpec } from './config/arguments.ts';
import { columns } from './config/help.ts';
import { loadSettings } from './config/load.ts';
import { nearest } from './config/nearest.ts';
import { flagOf, SETTING_NAMES } from './config/settings.ts';
import { say, type Io } from './commands/io.ts';
import { USER_HELP, user } from './commands/user.ts';
import { EXIT, StartFailure, type ExitCode } from './start-failure.ts';
import { ownVersion } from './version.ts';

const HELP = `Parley: self-hosted video calling. See who is there, click, talk.

Usage:
${columns('parley [serve] [settings]', 'start the server')}
${columns('parley user COMMAND', 'look after the accounts: add, list, password, ban, unban, remove')}
${columns('parley key ACCOUNT', 'make a key for a program that uses the REST API')}
${columns('parley doctor [settings]', 'say what is not well and what to do about it')}
${columns('parley COMMAND --help', 'say what a command takes')}
${columns('parley --version', 'say which version this is')}
`;

const COMMON: readonly FlagSpec[] = [
  { name: 'help', short: 'h', takes: 'nothing' },
  { name: 'version', short: 'V', takes: 'nothing' },
  { name: 'config', takes: 'value' },
];
const SERVE_FLAGS: readonly FlagSpec[] = [
  ...COMMON,
  ...SETTING_NAMES.map((name): FlagSpec => ({ name: flagOf(name), takes: 'value' })),
];
const DOCTOR_FLAGS: readonly FlagSpec[] = [...SERVE_FLAGS, { name: 'json', takes: 'nothing' }];
const USER_FLAGS: readonly FlagSpec[] = [
  ...COMMON,
  { name: 'data', takes: 'value' },
  { name: 'password-stdin', takes: 'nothing' },
  { name: 'json', takes: 'nothing' },
];

/** Runs the program. A failure that was expected is one sentence on stderr; a bug throws. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const [first = 'serve', ...rest] = argv;
    if (first === 'user') return await runUser(rest, io);
    return first.startsWith('-') ? await runServe(argv, io, true) : await runNamed(first, rest, io);
  } catch (cause) {
    if (!(cause instanceof StartFailure)) throw cause;
    say(io.stderr, cause.message);
    return cause.exit;
  }
}

async function runNamed(command: string, args: readonly string[], io: Io): Promise<ExitCode> {
  if (command === 'serve') return runServe(args, io, false);
  if (command === 'key') return runKey(args, io);
  if (command === 'doctor') return runDoctor(args, io);
  if (command === 'help') return print(io, HELP);
  const meant = nearest(command, ['serve', 'user', 'key', 'doctor', 'help']);
  const hint = meant === undefined ? '"parley --help" shows those there are.' : `did you mean "${meant}"?`;
  throw new StartFailure(EXIT.usage, `There is no command "${command}"; ${hint}`);
}

async function runServe(argv: readonly string[], io: Io, bare: boolean): Promise<ExitCode> {
  // Loaded when it is needed: `parley user` starts faster without the server.
  const { SERVE_HELP, serve } = await import('./commands/serve.ts');
  const args = split(argv, SERVE_FLAGS);
  if (args.flags.has('help')) return print(io, bare ? `${HELP}\n${SERVE_HELP}` : SERVE_HELP);
  if (args.flags.has('version')) return print(io, `${ownVersion()}\n`);
  refuseWords('serve', args);
  return serve(loadSettings({ flags: args.flags, env: io.env, cwd: io.cwd }), io);
}

async function runKey(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { KEY_HELP, key } = await import('./commands/key.ts');
  const args = split(argv, COMMON);
  if (args.flags.has('help')) return print(io, KEY_HELP);
  if (args.flags.has('version')) return print(io, `${ownVersion()}\n`);
  return key(args, io);
}

async function runDoctor(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { DOCTOR_HELP, doctor } = await import('./commands/doctor.ts');
  const args = split(argv, DOCTOR_FLAGS);
  if (args.flags.has('help')) return print(io, DOCTOR_HELP);
  if (args.flags.has('version')) return print(io, `${ownVersion()}\n`);
  refuseWords('doctor', args);
  return doctor(args, loadSettings({ flags: args.flags, env: io.env, cwd: io.cwd }), io);
}

function refuseWords(command: string, { words: [surplus] }: Arguments): void {
  if (surplus === undefined) return;
  const sentence = `"parley ${command}" does not understand "${surplus}"; "parley --help" helps.`;
  throw new StartFailure(EXIT.usage, sentence);
}

async function runUser(argv: readonly string[], io: Io): Promise<ExitCode> {
  const args = split(argv, USER_FLAGS);
  if (args.flags.has('help')) return print(io, USER_HELP);
  if (args.flags.has('version')) return print(io, `${ownVersion()}\n`);
  const { settings } = loadSettings({ flags: args.flags, env: io.env, cwd: io.cwd });
  return user(args, settings.data, io);
}

function split(argv: readonly string[], known: readonly FlagSpec[]): Arguments {
  const args = splitArguments(argv, known);
  if (!args.ok) throw new StartFailure(EXIT.usage, args.error);
  return args.value;
}

function print(io: Io, text: string): ExitCode {
  io.stdout.write(text);
  return EXIT.ok;
}
