// `parley key ACCOUNT`: makes a key of the REST API. It is kept nowhere but where the operator puts it.
import { isAccountName } from '@parley/protocol';
import type { Arguments } from '../config/arguments.ts';
import { mintKey } from '../rest/keys.ts';
import { EXIT, StartFailure, type ExitCode } from '../start-failure.ts';
import { say, type Io } from './io.ts';

export const KEY_HELP = `Makes a key for a program that uses the REST API, and prints it with its account.

Usage: parley key ACCOUNT >> FILE

The texts that the program sends come from that account. The server makes it when it starts with
--api-key-file FILE, and nobody can sign in to it. docs/rest.md says more.
`;

export function key({ words: [account, surplus] }: Arguments, io: Io): ExitCode {
  if (account === undefined)
    throw new StartFailure(EXIT.usage, 'Say whose texts the program sends: parley key ACCOUNT.');
  if (surplus !== undefined)
    throw new StartFailure(EXIT.usage, `"parley key" does not understand "${surplus}".`);
  if (!isAccountName(account)) {
    const rule = 'a name has 1 to 32 letters, digits, ".", "_" or "-", and letters of one script';
    throw new StartFailure(EXIT.usage, `"${account}" can't be an account: ${rule}.`);
  }
  say(io.stdout, `${account}:${mintKey()}`);
  say(
    io.stderr,
    'Put this line into a file that only the server reads, and start it with --api-key-file FILE.',
  );
  say(io.stderr, 'The program sends what is behind the colon: Authorization: Bearer KEY');
  return EXIT.ok;
}
