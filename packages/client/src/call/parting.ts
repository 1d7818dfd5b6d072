// Calls that have ended here not long ago, and that a server may still have to be told of (protocol C4, C7, C16).
import type { CallId, CallView, UserId } from '@parley/protocol';
import { isForgotten, stepCall, type CallEffect, type CallEvent, type CallMachine } from './call-machine.ts';

export interface PartingOptions {
  user: UserId;
  transmit: (effects: CallEffect[]) => void;
}

export class Parting {
  readonly #options: PartingOptions;
  readonly #calls = new Map<CallId, CallMachine>();

  constructor(options: PartingOptions) {
    this.#options = options;
  }

  get all(): readonly CallMachine[] {
    return [...this.#calls.values()];
  }

  add(machine: CallMachine): void {
    this.#calls.set(machine.id, machine);
  }

  get(id: CallId): CallMachine | undefined {
    return this.#calls.get(id);
  }

  /** What this person has ended already, by any of its ids. */
  of({ call, aliases = [] }: CallView): CallMachine | undefined {
    return [call, ...aliases].map((id) => this.#calls.get(id)).find((machine) => machine !== undefined);
  }

  dispatch(machine: CallMachine, event: CallEvent): void {
    const [next, effects] = stepCall(machine, event, this.#options.user);
    this.#options.transmit(effects);
    if (next.name === 'ended' && next.owed) this.#calls.set(machine.id, next);
    else this.#calls.delete(machine.id);
  }

  /** Answers those of which nobody waits to hear any longer. */
  forget(now: number): readonly CallId[] {
    const forgotten = this.all.filter((machine) => isForgotten(machine, now)).map(({ id }) => id);
    for (const id of forgotten) this.#calls.delete(id);
    return forgotten;
  }
}
