// What reaches people whose page is hidden or closed, as the page knows of it.
import type { Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { InstallModel } from './install.ts';
import type { PushModel } from './push.ts';

export interface Reach {
  readonly push: PushModel;
  readonly install: InstallModel;
  /** What is to be told beside the people. */
  readonly Prompts: ComponentType;
  close(): void;
}

export interface LateReach {
  /** Once it is open, or is known not to be. */
  readonly settled: Promise<void>;
  /** Also before it has come: who has signed out by then is not reached any more. */
  close(): void;
}

/** `load` fetches its code, and answers how to open it. */
export function openLate(into: Signal<Reach | undefined>, load: () => Promise<() => Reach>): LateReach {
  let closed = false;
  return {
    settled: load().then(
      (open) => {
        if (!closed) into.value = open();
      },
      // No line to the server: an open page rings all the same, and the next one tries again.
      () => undefined,
    ),
    close: () => {
      closed = true;
      into.peek()?.close();
    },
  };
}
