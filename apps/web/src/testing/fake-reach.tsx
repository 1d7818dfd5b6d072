// Notifications, installing and updates as a state wants them, without a browser that has them.
import { signal } from '@preact/signals';
import type { PushState } from '../model/push.ts';
import type { Reach } from '../model/reach.ts';
import { ReachPrompts } from '../views/people/ReachPrompts.tsx';

export interface FakeReachOptions {
  push?: PushState;
  offered?: boolean;
  outdated?: boolean;
  told?: string;
}

export function createFakeReach({
  push = 'on',
  offered = false,
  outdated = false,
  told,
}: FakeReachOptions): Reach {
  const nothing = (): Promise<void> => Promise.resolve();
  const worker = { outdated: signal(outdated), reload: () => undefined };
  const notes = { told: signal(told), putAway: () => undefined };
  return {
    push: {
      state: signal(push),
      look: () => undefined,
      turnOn: nothing,
      turnOff: nothing,
      test: () => Promise.resolve(true),
      settle: () => undefined,
      sweep: () => undefined,
      ring: () => undefined,
      tell: () => undefined,
      seen: () => undefined,
      close: () => undefined,
    },
    install: { offered: signal(offered), install: nothing, close: () => undefined },
    Prompts: () => <ReachPrompts worker={worker} notes={notes} free />,
    close: () => undefined,
  };
}
