// Calls of the interactive mode: one at a time, in or out.
import { ParleyError, type Call, type CallsApi } from '@parley/client';
import type { NodeMedia } from '@parley/client/node';
import { Failure } from '../exit.ts';
import type { CallPlan } from '../media/plan.ts';
import type { Report } from '../report.ts';
import { prepareCall, type Prepared } from './in-call.ts';

export interface Telephone {
  dial(name: string): void;
  accept(): void;
  decline(): void;
  /** Whether there was a call. */
  hangUp(): boolean;
  /** Hangs up, and resolves when all is written. */
  done(): Promise<void>;
}

export interface TelephoneOptions {
  calls: CallsApi;
  /** Or why there is none. */
  media: NodeMedia | Failure;
  plan: CallPlan;
  report: Report;
  say: (line: string) => void;
}

export function createTelephone({ calls, media, plan, report, say }: TelephoneOptions): Telephone {
  const kind = plan.isVoice ? 'voice' : 'video';
  let running: Promise<unknown> = Promise.resolve();

  calls.on('started', (call) => {
    if (call.direction !== 'incoming' || call.state.name === 'ended') return;
    say(`${call.with} calls (${call.media}): /accept or /decline`);
    const stop = call.on('changed', () => {
      if (call.state.name === 'ringing') return;
      stop();
      if (call.state.name === 'ended') say(`${call.with} calls no more.`);
    });
  });

  /** Opens what is to be sent, and closes it when `use` is through with it. */
  async function prepared(use: (it: Prepared) => Promise<unknown>): Promise<void> {
    try {
      if (media instanceof Failure) throw media;
      const it = await prepareCall({ media, plan, report });
      await use(it).finally(() => it.sources.close());
    } catch (cause) {
      if (!(cause instanceof Failure) && !(cause instanceof ParleyError)) throw cause;
      say(cause.message);
    }
  }
  const whileRinging = (fn: (call: Call) => void): void => {
    const { current } = calls;
    if (current?.direction === 'incoming' && current.state.name === 'ringing') fn(current);
    else say('Nobody calls.');
  };
  const hangUp = (): boolean => {
    const { current } = calls;
    current?.hangUp();
    return current !== undefined;
  };

  return {
    dial(name) {
      if (calls.current) return say(`You are in a call with ${calls.current.with}.`);
      running = prepared(({ sources: { tracks }, run }) => run(calls.invite(name, kind, { tracks })));
    },
    accept: () =>
      whileRinging((call) => {
        running = prepared(({ sources: { tracks }, run }) => {
          const ended = run(call);
          call.accept(kind, { tracks });
          return ended;
        });
      }),
    decline: () => whileRinging((call) => call.decline()),
    hangUp,
    async done() {
      hangUp();
      await running;
    },
  };
}
