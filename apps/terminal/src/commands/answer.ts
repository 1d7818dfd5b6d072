// `parley-cli answer`: takes every call, one after the other, until Ctrl-C.
import type { Call, Parley } from '@parley/client';
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { openSession } from '../account/session.ts';
import { EXIT, Failure, type ExitCode } from '../exit.ts';
import { asked, type Io } from '../io.ts';
import { needFfmpeg } from '../media/ffmpeg.ts';
import { CALL_FLAGS, planCall, programsOf } from '../media/plan.ts';
import { loadMedia } from '../media/wrtc.ts';
import type { Command } from './command.ts';
import { prepareCall, type CallOptions } from './in-call.ts';
import { isSame, person } from './who.ts';

export const answer: Command = {
  takes: '',
  words: { min: 0, max: 0 },
  summary: 'answer calls, from everybody or from some',
  more: `Nothing is sent but what a flag names, and devices are opened only for a call.
Ctrl-C hangs up, finishes the recording and ends; a second one ends at once.`,
  flags: [...SIGN_IN_FLAGS, 'from', 'once', ...CALL_FLAGS, 'json'],
  async run({ given, io, report }) {
    const from = given.all('from').map(person);
    const media = await loadMedia();
    const plan = await planCall(given, io);
    await needFfmpeg(programsOf(plan));
    const desk = createDesk({ media, plan, report, from, stopped: io.stopped });
    const signIn = await credentials(given, io);
    const session = await openSession(signIn, { io, report, media, listen: desk.listen });
    report({ event: 'connected', account: session.parley.user, server: session.server });
    try {
      const first = desk.first.then((exit) =>
        given.has('once') ? exit : new Promise<never>(() => undefined),
      );
      const outcome = await Promise.race([
        first,
        session.over,
        asked(io.stopped).then((): ExitCode => EXIT.ok),
      ]);
      session.parley.calls.current?.hangUp();
      await desk.done();
      if (outcome instanceof Failure) throw outcome;
      return outcome;
    } finally {
      await session.leave();
    }
  },
};

interface Desk {
  listen(parley: Parley): void;
  /** Resolves when the first call that was taken is over. */
  readonly first: Promise<ExitCode>;
  /** Resolves when every call is over, and all of it written. */
  done(): Promise<void>;
}

function createDesk({
  from,
  stopped,
  ...options
}: CallOptions & { from: readonly string[]; stopped: Io['stopped'] }): Desk {
  const { plan, report } = options;
  const running = new Set<Promise<unknown>>();
  let tell: (exit: ExitCode) => void = () => undefined;
  const first = new Promise<ExitCode>((resolve) => {
    tell = resolve;
  });

  async function take(call: Call): Promise<ExitCode> {
    try {
      const prepared = await prepareCall(options);
      const ended = prepared.run(call);
      call.accept(plan.isVoice ? 'voice' : 'video', { tracks: prepared.sources.tracks });
      return await ended;
    } catch (cause) {
      call.decline();
      if (!(cause instanceof Failure)) throw cause;
      report({ event: 'problem', exit: cause.exit, sentence: cause.message });
      return cause.exit;
    }
  }

  return {
    first,
    listen({ calls }) {
      calls.on('started', (call) => {
        if (call.direction !== 'incoming' || call.state.name === 'ended' || stopped.aborted) return;
        if (from.length > 0 && !from.some((one) => isSame(one, call.with))) {
          report({ event: 'note', sentence: `${call.with} calls and is declined.` });
          return call.decline();
        }
        const one = take(call);
        running.add(one);
        // A caller who has given up was no call.
        void one.then((exit) => exit !== EXIT.interrupted && tell(exit)).finally(() => running.delete(one));
      });
    },
    async done() {
      await Promise.all(running);
    },
  };
}
