// Who signs in, where and by what: from flags, then the environment, then what is remembered, then the person.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EXIT, Failure, usage } from '../exit.ts';
import type { FlagName, Given } from '../flags.ts';
import type { Io } from '../io.ts';
import { askLine, askUnseen } from './ask.ts';
import { recall, type Remembered } from './remembered.ts';

const DEFAULT_SERVER = 'http://localhost:9900';

export const SIGN_IN_FLAGS = [
  'server',
  'account',
  'password-file',
  'token',
  'ca',
] as const satisfies FlagName[];

export type SignIn = Remembered | { server: string; token: string; ca?: string | undefined };

/** `anew`: a remembered password does not count. Throws Failure where nothing says who signs in. */
export async function credentials(given: Given, io: Io, { anew = false } = {}): Promise<SignIn> {
  const known = recall(io);
  const server = given.text('server') ?? (io.env['PARLEY_SERVER'] || (known?.server ?? DEFAULT_SERVER));
  const isKnownServer = known?.server === server;
  const ca = authority(given) ?? (isKnownServer ? known.ca : undefined);
  const token = given.text('token') ?? (io.env['PARLEY_TOKEN'] || undefined);
  if (token !== undefined && given.has('account'))
    throw usage('--token says who signs in by itself: leave --account away.');
  if (token !== undefined) return { server, token, ca };
  const account =
    given.text('account') ?? (io.env['PARLEY_ACCOUNT'] || (isKnownServer ? known.account : undefined));
  const name = account ?? (await askFor(io, '--account', () => askLine(io, `Account at ${server}: `)));
  const isKnown = !anew && isKnownServer && known.account === name;
  const password =
    fromFile(given) ??
    (io.env['PARLEY_PASSWORD'] || undefined) ??
    (isKnown ? known.password : undefined) ??
    (await askFor(io, 'PARLEY_PASSWORD or --password-file', () => askUnseen(io, `Password of ${name}: `)));
  return { server, account: name, password, ca };
}

async function askFor(io: Io, instead: string, ask: () => Promise<string>): Promise<string> {
  if (io.stdin.isTTY === true) return ask();
  throw usage(
    `Nothing says who signs in, and there is no terminal to ask at: give ${instead}, or run "parley-cli sign-in" once.`,
  );
}

/** Without the end of its last line, which `echo` and editors add. */
function fromFile(given: Given): string | undefined {
  const file = given.path('password-file');
  return file === undefined
    ? undefined
    : read(file)
        .toString('utf8')
        .replace(/\r?\n$/, '');
}

/** PEM, from a file in either form: a Parley server offers its own as DER. */
function authority(given: Given): string | undefined {
  const file = given.path('ca');
  if (file === undefined) return undefined;
  const content = read(file);
  try {
    return new X509Certificate(content).toString();
  } catch (cause) {
    throw new Failure(EXIT.refused, `${file} is no certificate.`, { cause });
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Failure(EXIT.refused, `${file} can't be read (${(cause as Error).message}).`, { cause });
  }
}
