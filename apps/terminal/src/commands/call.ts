// `parley-cli call`: one call, until somebody hangs up.
import { credentials, SIGN_IN_FLAGS } from '../account/credentials.ts';
import { openSession } from '../account/session.ts';
import { Failure } from '../exit.ts';
import { after, asked } from '../io.ts';
import { needFfmpeg } from '../media/ffmpeg.ts';
import { CALL_FLAGS, planCall, programsOf } from '../media/plan.ts';
import { loadMedia } from '../media/wrtc.ts';
import type { Command } from './command.ts';
import { prepareCall } from './in-call.ts';
import { person, whoIs } from './who.ts';

export const call: Command = {
  takes: 'WHO',
  words: { min: 1, max: 1 },
  summary: 'call somebody',
  more: `A video call, or with --voice one without pictures. Nothing is sent but what a flag names.
Ctrl-C hangs up and finishes the recording; a second one ends at once.`,
  flags: [...SIGN_IN_FLAGS, ...CALL_FLAGS, 'json'],
  async run({ given, io, report }) {
    const name = person(given.words[0] ?? '');
    const media = await loadMedia();
    const plan = await planCall(given, io);
    await needFfmpeg(programsOf(plan));
    const session = await openSession(await credentials(given, io), { io, report, media });
    try {
      const prepared = await prepareCall({ media, plan, report });
      try {
        const to = await whoIs(name, session.parley);
        const { tracks } = prepared.sources;
        const current = session.parley.calls.invite(to, plan.isVoice ? 'voice' : 'video', { tracks });
        void asked(io.stopped).then(() => current.hangUp());
        const exit = await prepared.run(current);
        // A session that is over hangs up as well, and is the reason.
        const failure = await Promise.race([session.over, after(0)]);
        if (failure instanceof Failure) throw failure;
        return exit;
      } finally {
        prepared.sources.close();
      }
    } finally {
      await session.leave();
    }
  },
};
