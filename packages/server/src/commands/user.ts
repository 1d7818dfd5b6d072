// `parley user …`: looks after the accounts in the data folder, whether a server runs on it or not.
import { existsSync } from 'node:fs';
import { isAccountName } from '@parley/protocol';
import { hashPassword } from '../accounts/argon2.ts';
import { passwordBytes } from '../accounts/password-rules.ts';
import type { Arguments } from '../config/arguments.ts';
import { columns, settingsHelp } from '../config/help.ts';
import { nearest } from '../config/nearest.ts';
import { EXIT, StartFailure, type ExitCode } from '../start-failure.ts';
import { databaseFile, prepareDataFolder } from '../store/data-folder.ts';
import { openStore } from '../store/open-store.ts';
import type { AccountSummary, Store } from '../store/store.ts';
import { say, type Io } from './io.ts';
import { askPassword } from './ask-password.ts';

export const USER_HELP = `Looks after the accounts. A running server notices within a second.

Usage: parley user COMMAND [NAME] [flags]

Commands:
${columns('add NAME', 'make an account')}
${columns('list', 'list the accounts')}
${columns('password NAME', 'set another password and end every sign-in of the account')}
${columns('ban NAME', 'end every sign-in and refuse new ones; the name stays taken')}
${columns('unban NAME', 'let the account sign in again')}
${columns('remove NAME', 'remove the account; the name is free again')}

Flags:
${columns('--password-stdin', 'read the password from standard input (add, password)')}
${columns('--json', 'machine-readable output (list)')}
${columns('--config FILE', 'the configuration file of the server')}
${settingsHelp(['data'])}
`;

interface Request {
  store: Store;
  name: string;
  args: Arguments;
  io: Io;
}

interface Command {
  takesName: boolean;
  run(request: Request): ExitCode | Promise<ExitCode>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  add: { takesName: true, run: add },
  list: { takesName: false, run: list },
  password: { takesName: true, run: setPassword },
  ban: { takesName: true, run: (request) => change(request, 'is banned', request.store.ban(request.name)) },
  unban: {
    takesName: true,
    run: (request) => change(request, 'may sign in again', request.store.unban(request.name) || undefined),
  },
  remove: {
    takesName: true,
    run: (request) => change(request, 'is removed', request.store.removeAccount(request.name)),
  },
};

export async function user(args: Arguments, data: string, io: Io): Promise<ExitCode> {
  const [called = '', name = '', ...rest] = args.words;
  const command = Object.hasOwn(COMMANDS, called) ? COMMANDS[called] : undefined;
  if (!command) throw usage(unknownCommand(called));
  if (command.takesName && name === '') throw usage(`Say which account: parley user ${called} NAME.`);
  const surplus = command.takesName ? rest[0] : name || undefined;
  if (surplus !== undefined) throw usage(`"parley user ${called}" does not understand "${surplus}".`);
  const store = openFor(called, data);
  try {
    return await command.run({ store, name, args, io });
  } finally {
    store.close();
  }
}

/** Only `add` makes a data folder: for the others a missing one is a mistyped one. */
function openFor(called: string, data: string): Store {
  if (called === 'add') prepareDataFolder(data);
  else if (!existsSync(databaseFile(data))) {
    throw new StartFailure(
      EXIT.dataFolder,
      `There is no Parley data in ${data}: say where it is with --data.`,
    );
  }
  return openStore(databaseFile(data));
}

async function add({ store, name, args, io }: Request): Promise<ExitCode> {
  if (!isAccountName(name)) {
    const rule = 'a name has 1 to 32 letters, digits, ".", "_" or "-", and letters of one script';
    return refuse(io, `"${name}" can't be an account: ${rule}.`);
  }
  if (store.findAccount(name)) return refuse(io, taken(name));
  const password = await readPassword(args, io);
  if (!password) return refuse(io, BAD_PASSWORD);
  const added = store.addAccount({ name, passwordHash: hashPassword(password), created: Date.now() });
  if (!added.ok) return refuse(io, taken(name));
  say(io.stdout, `The account ${name} is made.`);
  return EXIT.ok;
}

async function setPassword({ store, name, args, io }: Request): Promise<ExitCode> {
  if (!store.findAccount(name)) return refuse(io, missing(name));
  const password = await readPassword(args, io);
  if (!password) return refuse(io, BAD_PASSWORD);
  return change({ name, io }, 'has a new password', store.setPassword(name, hashPassword(password)));
}

function list({ store, args, io }: Request): ExitCode {
  const accounts = store.listAccounts(Date.now());
  if (args.flags.has('json')) say(io.stdout, JSON.stringify(accounts.map(forJson), undefined, 2));
  else if (accounts.length === 0) say(io.stdout, 'There are no accounts yet.');
  else for (const account of accounts) say(io.stdout, forPeople(account));
  return EXIT.ok;
}

function forJson({ name, created, banned, signIns }: AccountSummary): object {
  return { name, created: new Date(created).toISOString(), banned, signIns };
}

function forPeople({ name, created, banned, signIns }: AccountSummary): string {
  const since = `since ${new Date(created).toISOString().slice(0, 10)}`;
  return `${name.padEnd(32)}  ${since}  ${banned ? 'banned' : `${signIns} ${signIns === 1 ? 'sign-in' : 'sign-ins'}`}`;
}

function change({ name, io }: Pick<Request, 'name' | 'io'>, outcome: string, done: unknown): ExitCode {
  if (done === undefined) return refuse(io, missing(name));
  say(io.stdout, `The account ${name} ${outcome}.`);
  return EXIT.ok;
}

const BAD_PASSWORD = 'A password has 8 to 1024 bytes; nothing is changed.';
const missing = (name: string): string =>
  `There is no account ${name}: "parley user list" shows those there are.`;
const taken = (name: string): string =>
  `There is an account ${name} already: "parley user password" changes its password.`;

async function readPassword(args: Arguments, io: Io): Promise<Uint8Array | undefined> {
  const text = await askPassword(io, args.flags.has('password-stdin'));
  if (text === undefined)
    throw usage('Give the password on standard input with --password-stdin, or run this in a terminal.');
  return passwordBytes(text);
}

function refuse(io: Io, sentence: string): ExitCode {
  say(io.stderr, sentence);
  return EXIT.refused;
}

function unknownCommand(called: string): string {
  const names = Object.keys(COMMANDS);
  if (called === '') return `Say what to do: parley user ${names.join('|')}.`;
  const meant = nearest(called, names);
  return `There is no command "parley user ${called}"${meant === undefined ? '.' : `; did you mean "${meant}"?`}`;
}

function usage(message: string): StartFailure {
  return new StartFailure(EXIT.usage, message);
}
