// The calls of this device's session, the newest first. Where they are to outlive it is for whoever keeps history to say.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { CallOutcome } from '../i18n/facts.ts';

/** So many: nobody scrolls further. */
const KEPT = 200;

export interface LoggedCall {
  /** When it was over, in ms of the Unix epoch. */
  readonly at: number;
  readonly outcome: CallOutcome;
}

/** Where a log outlives the page, if this person wants it to. */
export interface CallLogKeeper {
  /** Those of before, in any order. */
  load(): Promise<readonly LoggedCall[]>;
  add(call: LoggedCall): void;
  clear(): void;
}

export interface CallLog {
  readonly calls: ReadonlySignal<readonly LoggedCall[]>;
  add(call: LoggedCall): void;
  clear: () => void;
  /** What was logged before is shown among the rest, and what comes is kept from now on; `undefined`: no longer. */
  keepIn(keeper: CallLogKeeper | undefined): Promise<void>;
}

export function createCallLog(): CallLog {
  const calls = signal<readonly LoggedCall[]>([]);
  let keeper: CallLogKeeper | undefined;
  /** Counts what was cleared: calls that are still being loaded then are not to come back. */
  let clearings = 0;
  return {
    calls,
    add: (call) => {
      calls.value = [call, ...calls.value].slice(0, KEPT);
      keeper?.add(call);
    },
    clear: () => {
      clearings += 1;
      calls.value = [];
      keeper?.clear();
    },
    keepIn: async (next) => {
      keeper = next;
      const before = clearings;
      const loaded = (await next?.load()) ?? [];
      if (keeper !== next || clearings !== before) return;
      calls.value = [...calls.value, ...loaded].toSorted((a, b) => b.at - a.at).slice(0, KEPT);
    },
  };
}
