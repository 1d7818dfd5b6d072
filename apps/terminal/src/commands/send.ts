// `parley-cli send`: one text, whose delivery the exit code tells.
import { isSendableText, LIMITS } from '@parley/client';
import { text as textOf } from 'node:stream/consumers';
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { openSession } from '../account/session.ts';
import { EXIT, Failure } from '../exit.ts';
import type { Command } from './command.ts';
import { outcomeOf, watchTexts } from './texts.ts';
import { person, whoIs } from './who.ts';

export const send: Command = {
  takes: 'WHO [TEXT]',
  words: { min: 1, max: Infinity },
  summary: 'send one text, from standard input where there is no TEXT',
  more: 'The exit code is 0 where it is delivered, and 6 where WHO is not online.',
  flags: [...SIGN_IN_FLAGS, 'json'],
  async run({ given, io, report }) {
    const [who = '', ...words] = given.words;
    const name = person(who);
    const text = words.length > 0 ? words.join(' ') : (await textOf(io.stdin)).replace(/\r?\n$/, '');
    if (!isSendableText(text))
      throw new Failure(EXIT.refused, `A text is not blank, and has ${LIMITS.textBytes} bytes at most.`);
    const session = await openSession(await credentials(given, io), { io, report });
    try {
      const to = await whoIs(name, session.parley);
      const texts = watchTexts(session.parley, { report, only: to, echo: given.has('json') });
      texts.send(to, text);
      return await outcomeOf(texts, session, io.stopped);
    } finally {
      await session.leave();
    }
  },
};
