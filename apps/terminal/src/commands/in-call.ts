// One call from its beginning to its end: what is told of it, what it sends, and where what it receives goes.
import type { Call } from '@parley/client';
import type { NodeMedia } from '@parley/client/node';
import { callEnd, EXIT, type ExitCode, type Failure } from '../exit.ts';
import type { CallPlan } from '../media/plan.ts';
import { createReceiver } from '../media/receiver.ts';
import { openSources, type Sources } from '../media/sources.ts';
import type { Report } from '../report.ts';

export interface CallOptions {
  media: NodeMedia;
  plan: CallPlan;
  report: Report;
}

/** What a call sends, opened before there is one: nobody is rung for a camera that does not start. */
export interface Prepared {
  readonly sources: Sources;
  /** Resolves when the call is over and all of it is written. */
  run(call: Call): Promise<ExitCode>;
}

/** Throws Failure. */
export async function prepareCall({ media, plan, report }: CallOptions): Promise<Prepared> {
  let call: Call | undefined;
  let worst: ExitCode = EXIT.ok;
  const onProblem = ({ exit, message }: Failure): void => {
    worst = exit;
    report({ event: 'problem', exit, sentence: message });
  };
  const sources = await openSources(plan, {
    media,
    onProblem,
    onPlayed() {
      report({ event: 'note', sentence: 'The file has been played.' });
      if (plan.hangsUpAtEnd) call?.hangUp();
    },
  });
  return {
    sources,
    async run(current) {
      call = current;
      const { with: other } = current;
      const receiver = createReceiver({
        call,
        media,
        plan,
        onProblem,
        onWindowClosed: () => current.hangUp(),
        onRecorded: ({ file, seconds }) => report({ event: 'recorded', file, seconds, with: other }),
      });
      let hangUp: ReturnType<typeof setTimeout> | undefined;
      followCall(current, report, (state) => {
        if (state === 'connecting' || state === 'active') sources.begin();
        if (state === 'active') receiver.begin();
        if (state === 'active' && plan.seconds !== undefined)
          hangUp ??= setTimeout(() => current.hangUp(), plan.seconds * 1_000);
        receiver.look();
      });
      if (plan.stats) current.on('stats', (stats) => report({ event: 'stats', ...stats }));
      const exit = await endOf(current);
      clearTimeout(hangUp);
      sources.close();
      await receiver.finish();
      return exit === EXIT.ok ? worst : exit;
    },
  };
}

type Stage = 'dialling' | 'ringing' | 'connecting' | 'active';

/** Tells of a call, each thing once. `onStage` comes with every change until the end. */
export function followCall(
  call: Call,
  report: Report,
  onStage: (stage: Stage) => void = () => undefined,
): void {
  const { id, with: other, media } = call;
  let told: Stage | undefined;
  const look = (): void => {
    const { state, direction } = call;
    if (state.name === 'ended') return;
    const stage = state.name === 'dialling' && state.ringing ? 'ringing' : state.name;
    if (stage !== told) report({ event: 'call', id, with: other, direction, media, state: stage });
    told = stage;
    onStage(stage);
  };
  const stops = [
    call.on('changed', look),
    call.on('outputChanged', ({ device, on }) => report({ event: 'output', with: other, device, on })),
  ];
  look();
  void endOf(call).then(() => {
    for (const stop of stops) stop();
    const { state } = call;
    if (state.name !== 'ended') return;
    report({ event: 'ended', id, with: other, reason: state.reason, seconds: state.duration / 1_000 });
  });
}

/** Resolves when it has ended, with what that means for whoever has started this program. */
export function endOf(call: Call): Promise<ExitCode> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { state } = call;
      if (state.name !== 'ended') return;
      stop();
      resolve(callEnd(state.reason, call.with).exit);
    };
    const stop = call.on('changed', look);
    look();
  });
}
