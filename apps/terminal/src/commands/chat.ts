// `parley-cli chat`: lines to one person and from them, until Ctrl-C, Ctrl-D or the end of the pipe.
import { isSendableText } from '@parley/client';
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { openSession, type Session } from '../account/session.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { asked } from '../io.ts';
import { createReport } from '../report.ts';
import type { Command, Context } from './command.ts';
import { openConsole } from './console.ts';
import { outcomeOf, watchTexts, type Texts } from './texts.ts';
import { person, whoIs } from './who.ts';

export const chat: Command = {
  takes: 'WHO',
  words: { min: 1, max: 1 },
  summary: 'write lines to somebody and read theirs',
  more: `Every line is a text. From a pipe, it ends when all of them are delivered or not; the exit code is 6 where one was not.`,
  flags: [...SIGN_IN_FLAGS, 'json'],
  async run(context) {
    const { given, io, report } = context;
    const name = person(given.words[0] ?? '');
    const signIn = await credentials(given, io);
    let texts: Texts | undefined;
    // What comes before there is a line to print it above is printed then.
    let print = (line: string): void => void io.stdout.write(`${line}\n`);
    const told = createReport(given.has('json'), (line) => print(line));
    const session = await openSession(signIn, {
      io,
      report,
      listen(parley) {
        texts = watchTexts(parley, { report: told, only: name, echo: given.has('json') });
      },
    });
    try {
      if (!texts) throw new Error('nobody listens to the texts');
      const to = await whoIs(name, session.parley);
      return await converse(context, { session, texts, to, onPrint: (fn) => (print = fn) });
    } finally {
      await session.leave();
    }
  },
};

interface Conversation {
  session: Session;
  texts: Texts;
  to: string;
  onPrint: (print: (line: string) => void) => void;
}

async function converse({ given, io }: Context, conversation: Conversation): Promise<ExitCode> {
  const { session, texts, to, onPrint } = conversation;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const console = openConsole(io, {
    isQuiet: given.has('json'),
    onLine(line) {
      if (isSendableText(line)) texts.send(to, line);
      else if (line.trim() !== '') console.print('Not sent: it is too long.');
    },
    onTyping: () => session.parley.chat.typing(to),
    onInterrupt: end,
    onEnd: end,
  });
  onPrint(console.print);
  console.prompt(`${to}> `);
  try {
    const failure = await Promise.race([ended, session.over, asked(io.stopped)]);
    if (failure) throw failure;
    const isPiped = io.stdin.isTTY !== true && !io.stopped.aborted;
    if (!isPiped) return EXIT.ok;
    return await outcomeOf(texts, session, io.stopped);
  } finally {
    console.close();
  }
}
