// `parley-cli people`: who is online.
import type { Parley } from '@parley/client';
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { firstPresence } from '../account/first-presence.ts';
import { openSession } from '../account/session.ts';
import { EXIT } from '../exit.ts';
import { asked } from '../io.ts';
import type { Report } from '../report.ts';
import type { Command } from './command.ts';

export const people: Command = {
  takes: '',
  words: { min: 0, max: 0 },
  summary: 'list who is online',
  flags: [...SIGN_IN_FLAGS, 'watch', 'json'],
  async run({ given, io, report }) {
    const watch = given.has('watch');
    const listen = (parley: Parley): void => {
      if (watch) reportPresence(parley, report);
    };
    const session = await openSession(await credentials(given, io), { io, report, listen });
    try {
      const { presence } = session.parley;
      await firstPresence(presence);
      if (!watch) listPeople(session.parley, report, given.has('json'));
      else if (presence.online.size === 0) report({ event: 'note', sentence: 'Nobody else is online.' });
      const failure = await Promise.race([session.over, watch ? asked(io.stopped) : undefined]);
      if (failure) throw failure;
      return EXIT.ok;
    } finally {
      await session.leave();
    }
  },
};

export function reportPresence({ presence }: Parley, report: Report): void {
  presence.on('came', (account) => report({ event: 'online', account }));
  presence.on('went', (account) => report({ event: 'offline', account }));
}

/** One a line. */
export function listPeople({ presence }: Parley, report: Report, isJson: boolean): void {
  for (const account of [...presence.online].toSorted())
    report(isJson ? { event: 'online', account } : { event: 'note', sentence: account });
  if (presence.online.size === 0 && !isJson) report({ event: 'note', sentence: 'Nobody else is online.' });
}
