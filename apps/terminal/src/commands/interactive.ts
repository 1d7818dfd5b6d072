// `parley-cli` at a terminal and without a command: people, texts and calls, typed.
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { firstPresence } from '../account/first-presence.ts';
import { openSession } from '../account/session.ts';
import { EXIT, Failure, usage } from '../exit.ts';
import type { FlagName } from '../flags.ts';
import { asked } from '../io.ts';
import { needFfmpeg } from '../media/ffmpeg.ts';
import { CALL_FLAGS, planCall, programsOf } from '../media/plan.ts';
import { loadMedia } from '../media/wrtc.ts';
import { createReport } from '../report.ts';
import type { Context } from './command.ts';
import { openConsole, type Console } from './console.ts';
import { createDesk, type Desk } from './desk.ts';
import { listPeople, reportPresence } from './people.ts';

export const INTERACTIVE_FLAGS = [...SIGN_IN_FLAGS, ...CALL_FLAGS] as const satisfies FlagName[];

export async function interactive({ given, io }: Context): Promise<number> {
  if (io.stdin.isTTY !== true)
    throw usage('Say what to do: "parley-cli --help" shows the commands. Without one it needs a terminal.');
  const plan = await planCall(given, io);
  await needFfmpeg(programsOf(plan));
  // Texts need no WebRTC.
  const media = await loadMedia().catch((cause: unknown) => {
    if (cause instanceof Failure) return cause;
    throw cause;
  });
  const signIn = await credentials(given, io);
  let print = (line: string): void => void io.stdout.write(`${line}\n`);
  const report = createReport(false, (line) => print(line));
  let desk: Desk | undefined;
  const session = await openSession(signIn, {
    io,
    report,
    ...(media instanceof Failure ? {} : { media }),
    listen(parley) {
      desk = createDesk(parley, { media, plan, report, say: (line) => print(line) });
    },
  });
  try {
    if (!desk) throw new Error('nobody listens');
    const { parley } = session;
    print(`${parley.user} is signed in at ${session.server}. /help says what can be typed.`);
    if (media instanceof Failure) print(media.message);
    await firstPresence(parley.presence);
    listPeople(parley, report, false);
    reportPresence(parley, report);
    const outcome = await Promise.race([
      typed(io, desk, (console) => {
        print = console.print;
      }),
      session.over,
      asked(io.stopped),
    ]);
    await desk.done();
    if (outcome instanceof Failure) throw outcome;
    return EXIT.ok;
  } finally {
    await session.leave();
  }
}

/** Resolves when the person wants to leave. */
async function typed(io: Context['io'], desk: Desk, onOpen: (console: Console) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const leave = (): void => {
      console.close();
      resolve();
    };
    const console = openConsole(io, {
      isQuiet: false,
      onLine(line) {
        if (desk.hear(line.trim()) === 'leave') leave();
        else console.prompt(desk.prompt());
      },
      onTyping: desk.typing,
      onInterrupt: () => {
        if (!desk.hangUp()) leave();
      },
      onEnd: leave,
    });
    onOpen(console);
    console.prompt(desk.prompt());
  });
}
