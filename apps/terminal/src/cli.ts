// The program `parley-cli`: which command was meant, what it was given, and the code it exits with.
import { answer } from './commands/answer.ts';
import { call } from './commands/call.ts';
import { chat } from './commands/chat.ts';
import type { Command, Context } from './commands/command.ts';
import { interactive, INTERACTIVE_FLAGS } from './commands/interactive.ts';
import { people } from './commands/people.ts';
import { send } from './commands/send.ts';
import { signIn, signOut } from './commands/sign-in.ts';
import { EXIT, Failure, usage } from './exit.ts';
import { columns, flagsHelp, parseFlags, type FlagName, type Given } from './flags.ts';
import type { Io } from './io.ts';
import { createReport, lineWriter } from './report.ts';
import { ownVersion } from './version.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  people,
  send,
  chat,
  call,
  answer,
  'sign-in': signIn,
  'sign-out': signOut,
};

const COMMON = ['help', 'version'] as const satisfies FlagName[];

const HELP = `Parley in a terminal: people, texts and calls, without a browser.

Usage:
${columns('parley-cli [flags]', 'at a terminal: see who is there, write, call. With the flags of sign-in and call')}
${Object.entries(COMMANDS)
  .map(([name, { takes, summary }]) => columns(`parley-cli ${name} ${takes}`.trim(), summary))
  .join('\n')}
${columns('parley-cli COMMAND --help', 'what a command takes')}

Examples:
  parley-cli sign-in --server https://parley.example --account kiosk
  parley-cli send bob "The backup is done."
  parley-cli call bob --camera /dev/video0 --microphone default --play
  parley-cli answer --file welcome.mp4 --record calls.mkv

Exit codes: 0 done, 1 refused, 2 usage, 3 server unreachable, 4 sign-in refused, 5 signed in elsewhere,
6 not online, 7 busy, 8 declined, 9 no answer, 10 line lost, 11 can't be called, 12 no ffmpeg,
13 device or file, 14 no WebRTC, 130 Ctrl-C.
`;

/** Runs the program. A failure that was expected is one sentence on stderr; a bug throws. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  const isJson = argv.includes('--json');
  try {
    const [first = ''] = argv;
    if (first === '' || first.startsWith('-')) return await runInteractive(argv, io);
    if (first === 'help') return print(io, HELP);
    return await runCommand(first, argv.slice(1), io);
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    const { exit, message } = cause;
    if (isJson) createReport(true, lineWriter(io.stdout))({ event: 'failed', exit, sentence: message });
    io.stderr.write(`${message}\n`);
    return exit;
  }
}

async function runInteractive(argv: readonly string[], io: Io): Promise<number> {
  const given = parse(argv, { names: INTERACTIVE_FLAGS, called: 'parley-cli', io });
  if (given.has('help')) return print(io, HELP);
  if (given.has('version')) return print(io, `${ownVersion()}\n`);
  const [surplus] = given.words;
  if (surplus !== undefined) throw usage(`A command comes before its flags: parley-cli ${surplus} …`);
  return interactive(contextOf(given, io, false));
}

async function runCommand(name: string, argv: readonly string[], io: Io): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw usage(`There is no command "${name}"; "parley-cli --help" shows those there are.`);
  const called = `parley-cli ${name}`;
  const given = parse(argv, { names: command.flags, called, io });
  if (given.has('help')) return print(io, helpOf(called, command));
  if (given.has('version')) return print(io, `${ownVersion()}\n`);
  const { length } = given.words;
  if (length < command.words.min) throw usage(`Say whom: ${called} ${command.takes}`);
  const surplus = given.words[command.words.max];
  if (surplus !== undefined) throw usage(`"${called}" does not understand "${surplus}".`);
  return command.run(contextOf(given, io, command.flags.includes('json') && given.has('json')));
}

interface Parsing {
  names: readonly FlagName[];
  called: string;
  io: Io;
}

function parse(argv: readonly string[], { names, called, io }: Parsing): Given {
  return parseFlags(argv, { names: [...names, ...COMMON], called, cwd: io.cwd });
}

function contextOf(given: Given, io: Io, isJson: boolean): Context {
  return { given, io, report: createReport(isJson, lineWriter(io.stdout)) };
}

function helpOf(called: string, { takes, summary, more, flags }: Command): string {
  const sentence = `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`;
  const usageLine = `Usage: ${called} ${takes}`.trim();
  return [
    sentence,
    ...(more === undefined ? [] : [more]),
    `\n${usageLine} [flags]\n`,
    `Flags:\n${flagsHelp([...flags, ...COMMON])}\n`,
  ].join('\n');
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return EXIT.ok;
}
