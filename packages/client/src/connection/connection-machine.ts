// The life of the connection as a pure machine: open, greet, stay, lose, wait, come back, or be over for good.
import { assertNever, CLOSE, terminalCode, type ErrorCode, type SessionId } from '@parley/protocol';
import { backoff } from './backoff.ts';

/**
 * Milliseconds a socket may take to open and to be welcomed, by the tries that failed before it. A network that was
 * silent is asked again after 1, 3 and 7 s (TCP): a long first try would sleep through its return.
 */
const OPEN_TIMES = [3_000, 5_000, 5_000, 5_000] as const;
const LONG_OPEN = 10_000;
/** After waking up a line is given this long to prove that it lives. */
const WAKE_TIMEOUT = 1_500;

/** Closes a socket that is taken for dead. Should it live after all, the server keeps the session (protocol S4). */
const ABANDONED = 4000;

/** `socket` numbers the tries, so that a late event of an earlier socket is known for what it is. */
interface Common {
  socket: number;
  /** The session to come back to, once there was one. */
  session: SessionId | undefined;
  /** When the line was lost; `undefined` on the way to the first welcome. */
  lostAt: number | undefined;
  failures: number;
}

export type LineState =
  | ({ name: 'opening' } & Common)
  | ({ name: 'greeting' } & Common)
  | ({ name: 'connected'; heartbeat: number; pinged: boolean } & Common)
  | ({ name: 'waiting' } & Common)
  | { name: 'closed'; code: ErrorCode };

export type LineEvent =
  | { type: 'opened'; socket: number }
  | { type: 'welcomed'; socket: number; session: SessionId; heartbeat: number }
  /** Any frame but the welcome. */
  | { type: 'heard'; socket: number }
  | { type: 'socket-closed'; socket: number; code: number; now: number; random: number }
  | { type: 'timer'; now: number; random: number }
  /** Online again, awake again, in view again. */
  | { type: 'woke' }
  /** The page goes away. It may come back from the back-forward cache: that wakes it. */
  | { type: 'left'; now: number }
  | { type: 'close' };

export type LineEffect =
  | { type: 'open'; socket: number }
  | { type: 'hello'; resume: SessionId | undefined }
  | { type: 'ping' }
  | { type: 'leave' }
  /** Close the current socket and forget it. Only 1000 ends the session on the server (protocol S4). */
  | { type: 'drop'; code: number }
  /** The one timer: replaces the one before. */
  | { type: 'timer'; ms: number }
  | { type: 'no-timer' };

type Step = [LineState, LineEffect[]];

export function startLine(): Step {
  const state = { name: 'opening', socket: 1, session: undefined, lostAt: undefined, failures: 0 } as const;
  return [
    state,
    [
      { type: 'open', socket: 1 },
      { type: 'timer', ms: openTime(0) },
    ],
  ];
}

export function stepLine(state: LineState, event: LineEvent): Step {
  if (state.name === 'closed') return [state, []];
  if ('socket' in event && event.socket !== state.socket) return [state, []];
  switch (event.type) {
    case 'opened':
      if (state.name !== 'opening') return [state, []];
      return [{ ...state, name: 'greeting' }, [{ type: 'hello', resume: state.session }]];
    case 'welcomed':
      return welcomed(state, event.session, event.heartbeat);
    case 'heard':
      if (state.name !== 'connected') return [state, []];
      return [{ ...state, pinged: false }, [{ type: 'timer', ms: state.heartbeat }]];
    case 'socket-closed':
      return socketClosed(state, event);
    case 'timer':
      return timerFired(state, event);
    case 'woke':
      return woke(state);
    case 'close':
      return [{ name: 'closed', code: 'closed' }, leaving(state)];
    case 'left':
      return [
        { ...common(state), name: 'waiting', session: undefined, lostAt: state.lostAt ?? event.now },
        leaving(state),
      ];
    default:
      return assertNever(event);
  }
}

type Live = Exclude<LineState, { name: 'closed' }>;

function common(state: Live): Common {
  const { socket, session, lostAt, failures } = state;
  return { socket, session, lostAt, failures };
}

function leaving(state: Live): LineEffect[] {
  const drop: LineEffect[] = [{ type: 'drop', code: CLOSE.normal }, { type: 'no-timer' }];
  return state.name === 'connected' ? [{ type: 'leave' }, ...drop] : drop;
}

function welcomed(state: Live, session: SessionId, heartbeat: number): Step {
  if (state.name !== 'greeting') return [state, []];
  const next = { socket: state.socket, session, lostAt: undefined, failures: 0 };
  return [{ ...next, name: 'connected', heartbeat, pinged: false }, [{ type: 'timer', ms: heartbeat }]];
}

function socketClosed(state: Live, event: { code: number; now: number; random: number }): Step {
  const terminal = terminalCode(event.code);
  if (terminal) return [{ name: 'closed', code: terminal }, [{ type: 'no-timer' }]];
  // A full server is not asked again in a hurry.
  return lose(state, event, event.code === CLOSE.serverFull ? 3 : 0);
}

function lose(state: Live, at: { now: number; random: number }, least = 0): Step {
  const failures = Math.max(least, state.name === 'connected' ? 0 : state.failures + 1);
  const lostAt = state.lostAt ?? (state.session === undefined ? undefined : at.now);
  const ms = backoff(failures, at.random);
  return [
    { ...common(state), name: 'waiting', lostAt, failures },
    [
      { type: 'drop', code: ABANDONED },
      { type: 'timer', ms },
    ],
  ];
}

function timerFired(state: Live, at: { now: number; random: number }): Step {
  switch (state.name) {
    case 'waiting':
      return reopen(state);
    case 'opening':
    case 'greeting':
      return lose(state, at);
    case 'connected':
      if (state.pinged) return lose(state, at);
      return [{ ...state, pinged: true }, [{ type: 'ping' }, { type: 'timer', ms: state.heartbeat }]];
    default:
      return assertNever(state);
  }
}

function reopen(state: Live): Step {
  const socket = state.socket + 1;
  return [
    { ...common(state), name: 'opening', socket },
    [
      { type: 'open', socket },
      { type: 'timer', ms: openTime(state.failures) },
    ],
  ];
}

function openTime(failures: number): number {
  return OPEN_TIMES[failures] ?? LONG_OPEN;
}

function woke(state: Live): Step {
  switch (state.name) {
    case 'waiting':
      return reopen({ ...state, failures: 0 });
    case 'connected':
      // The line may have died in our sleep: ask, and do not wait long for the answer.
      return [{ ...state, pinged: true }, [{ type: 'ping' }, { type: 'timer', ms: WAKE_TIMEOUT }]];
    case 'opening':
    case 'greeting':
      return [state, []];
    default:
      return assertNever(state);
  }
}
