// What comes from one device of the other's, watched by itself: pure, from the call, its line, what the other says of the device,
// and what has come of it.
import type { EndReason } from '@parley/protocol';
import type { WatchEvents, WatchState } from '../api/call-watch.ts';
import type { LineState } from '../api/calls.ts';

export interface WatchMachine {
  readonly state: WatchState;
  /** As the other says. */
  readonly output: boolean;
  /** The call is accepted and the line stands, so that something can come. */
  readonly stands: boolean;
  /** How much had come when this wait began. */
  readonly before: number | undefined;
}

export type WatchInput =
  | { type: 'looked'; accepted: boolean; line: LineState; output: boolean }
  /** `came`: packets or frames of this connection so far. */
  | { type: 'measured'; came: number }
  | { type: 'ended'; reason: EndReason };

export type WatchTold = {
  [Type in keyof WatchEvents]: { type: Type; event: WatchEvents[Type] };
}[keyof WatchEvents];

type Step = [WatchMachine, WatchTold[]];

export function beginWatch(output: boolean): WatchMachine {
  return { state: { name: 'connecting' }, output, stands: false, before: undefined };
}

/** Whether it is worth asking how much has come. */
export function awaitsMedia({ state, output, stands }: WatchMachine): boolean {
  return output && stands && (state.name === 'connecting' || state.name === 'interrupted');
}

export function stepWatch(machine: WatchMachine, input: WatchInput): Step {
  if (machine.state.name === 'disconnected') return [machine, []];
  switch (input.type) {
    case 'looked':
      return looked(machine, input);
    case 'measured':
      return measured(machine, input.came);
    case 'ended':
      return lose(machine, { name: 'disconnected', reason: input.reason }, input.reason);
    default:
      return input satisfies never;
  }
}

function looked(machine: WatchMachine, input: Extract<WatchInput, { type: 'looked' }>): Step {
  const { accepted, line, output } = input;
  const stands = accepted && (line === 'good' || line === 'weak');
  const before = stands ? machine.before : undefined;
  const next = { ...machine, output, stands, before };
  // Until it is connected `output` alone says so: guessed from the kind of the call at first, and off while devices open.
  const told: WatchTold[] =
    machine.state.name !== 'connecting' && output !== machine.output
      ? [{ type: 'outputChanged', event: { on: output } }]
      : [];
  const [after, more] = settle(next);
  return [after, [...told, ...more]];
}

function settle(machine: WatchMachine): Step {
  const { state, stands, output } = machine;
  if (state.name === 'connected' && !stands) return lose(machine, { name: 'interrupted' }, 'line-lost');
  // Of a device that is off there is nothing to wait for.
  return stands && !output ? flow(machine) : [machine, []];
}

function measured(machine: WatchMachine, came: number): Step {
  if (!awaitsMedia(machine)) return [machine, []];
  const { before } = machine;
  if (before !== undefined && came > before) return flow(machine);
  // Another connection counts from the start.
  return [{ ...machine, before: came }, []];
}

function flow(machine: WatchMachine): Step {
  const { name } = machine.state;
  if (name === 'connected') return [machine, []];
  const type = name === 'interrupted' ? 'reconnected' : 'connected';
  return [{ ...machine, state: { name: 'connected' }, before: undefined }, [{ type, event: undefined }]];
}

function lose(machine: WatchMachine, state: WatchState, reason: WatchEvents['disconnected']['reason']): Step {
  return [{ ...machine, state, before: undefined }, [{ type: 'disconnected', event: { reason } }]];
}
