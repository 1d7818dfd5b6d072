// Keeps one coturn running: start, watch, start again after a pause that grows. Pure: time comes with the events.
import { assertNever } from '@parley/protocol';

/** Why there is none: `missing` is not installed, `silent` doesn't answer, `exited` ended by itself or was killed. */
export type Trouble =
  | { readonly name: 'missing' }
  | { readonly name: 'no-address' }
  | { readonly name: 'port'; readonly where: string; readonly code: string }
  | { readonly name: 'silent'; readonly where: string }
  | { readonly name: 'exited'; readonly how: string }
  | { readonly name: 'failed'; readonly how: string };

/** `failures`: starts in a row that came to nothing. Times in ms of the clock. */
export type CoturnState =
  | { readonly name: 'stopped' }
  | { readonly name: 'starting'; readonly failures: number }
  | { readonly name: 'running'; readonly failures: number; readonly since: number; readonly adopted: boolean }
  | {
      readonly name: 'waiting';
      readonly failures: number;
      readonly until: number;
      readonly trouble: Trouble;
    };

export type CoturnEvent = { readonly now: number } & (
  | { readonly name: 'begin' }
  /** It answers. `adopted`: one that an earlier server started. */
  | { readonly name: 'up'; readonly adopted: boolean }
  | { readonly name: 'down'; readonly trouble: Trouble }
  /** Another configuration: addresses or settings have changed. */
  | { readonly name: 'changed' }
  | { readonly name: 'time' }
  | { readonly name: 'stop' }
);

export type CoturnEffect =
  | { readonly do: 'start' }
  | { readonly do: 'end' }
  /** `again`: said before. */
  | { readonly do: 'report'; readonly state: CoturnState; readonly again: boolean };

type Step = readonly [CoturnState, readonly CoturnEffect[]];

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** One that ran this long was well: its end says nothing about the next. */
const WELL = 60_000;

export const STOPPED: CoturnState = { name: 'stopped' };

export function stepCoturn(state: CoturnState, event: CoturnEvent): Step {
  switch (event.name) {
    case 'begin':
      return state.name === 'stopped' ? start(0) : [state, []];
    case 'up':
      return state.name === 'starting' ? up(state.failures, event) : [state, []];
    case 'down':
      return down(state, event);
    case 'changed':
      return changed(state);
    case 'time':
      return state.name === 'waiting' && event.now >= state.until ? start(state.failures) : [state, []];
    case 'stop':
      return state.name === 'stopped' ? [state, []] : [STOPPED, [{ do: 'end' }, report(STOPPED, false)]];
    default:
      return assertNever(event);
  }
}

/** When `time` is due. */
export function coturnDueAt(state: CoturnState): number {
  return state.name === 'waiting' ? state.until : Infinity;
}

function start(failures: number): Step {
  return [{ name: 'starting', failures }, [{ do: 'start' }]];
}

function up(failures: number, { now, adopted }: Extract<CoturnEvent, { name: 'up' }>): Step {
  const running: CoturnState = { name: 'running', failures, since: now, adopted };
  return [running, [report(running, false)]];
}

function down(state: CoturnState, { now, trouble }: Extract<CoturnEvent, { name: 'down' }>): Step {
  if (state.name !== 'starting' && state.name !== 'running') return [state, []];
  const wasWell = state.name === 'running' && now - state.since >= WELL;
  const failures = wasWell ? 1 : state.failures + 1;
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  const waiting: CoturnState = { name: 'waiting', failures, until: now + pause, trouble };
  const again = state.name === 'starting' && state.failures > 0;
  return [waiting, [{ do: 'end' }, report(waiting, again)]];
}

function report(state: CoturnState, again: boolean): CoturnEffect {
  return { do: 'report', state, again };
}

function changed(state: CoturnState): Step {
  if (state.name === 'stopped') return [state, []];
  const [starting, effects] = start(0);
  return [starting, [{ do: 'end' }, ...effects]];
}
