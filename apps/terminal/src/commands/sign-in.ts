// `parley-cli sign-in`, `parley-cli sign-out`: a sign-in that works is remembered until it is forgotten.
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { forget, remember, rememberedFile } from '../account/remembered.ts';
import { openSession } from '../account/session.ts';
import { EXIT, usage } from '../exit.ts';
import type { Command } from './command.ts';

export const signIn: Command = {
  takes: '',
  words: { min: 0, max: 0 },
  summary: 'try a sign-in, and remember server, account and password in a file of yours',
  more: `The first use of a free name makes the account, where the server takes new ones.
The password is kept as it is, in a file that only you may read: for an account of the program's own.`,
  flags: SIGN_IN_FLAGS,
  async run({ given, io, report }) {
    const who = await credentials(given, io, { anew: true });
    if (!('password' in who))
      throw usage('A token is good for a short time and not remembered: give it each time.');
    const session = await openSession(who, { io, report });
    const account = session.parley.user;
    await session.leave();
    const file = remember(io, { ...who, account });
    report({ event: 'note', sentence: `${account} at ${who.server} is remembered in ${file}.` });
    return EXIT.ok;
  },
};

export const signOut: Command = {
  takes: '',
  words: { min: 0, max: 0 },
  summary: 'forget the sign-in that is remembered',
  flags: [],
  run({ io, report }) {
    const file = rememberedFile(io);
    const sentence = forget(io) ? `Forgotten: ${file} is removed.` : `Nothing was remembered in ${file}.`;
    report({ event: 'note', sentence });
    return Promise.resolve(EXIT.ok);
  },
};
