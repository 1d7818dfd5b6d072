// The life of the connection as a pure machine: open, greet, stay, lose, wait, come back, or be over for good.
import { assertNever, CLOSE, terminalCode, type ErrorCode, type SessionId } from '@parley/protocol';
import { backoff } from './backoff.ts';

/**
 * Milliseconds a try may take to open, and then to be welcomed, by the tries that failed before it. Networks that were
 * silent are asked again after 1, 3 and 7 s (TCP), so a try that outlives 5 s would sleep through the line's return. Only
 * a line that opens nothing in that time is given longer.
 */
const TRY_TIMES = [3_000, 5_000, 5_000, 5_000] as const;
const LONG_TRY = 10_000;
/** A try this old has met silence: at waking up a new one is quicker than what TCP will do about it. */
const STALE_TRY = 1_000;
/** Least time that a line is given after waking up to prove that it lives. */
const WAKE_PATIENCE = 1_500;

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
  /** When the server was last heard; before the first word of it, when all this began. */
  heardAt: number;
}

/** A socket on its way. */
interface Try extends Common {
  triedAt: number;
  /** When it has to be further. Timers fire late after a sleep; this does not move. */
  until: number;
  /** Made at waking up: further wakes, which often come in swarms, let it have its time. */
  woken: boolean;
}

export type LineState =
  | ({ name: 'opening' } & Try)
  | ({ name: 'greeting' } & Try)
  | ({
      name: 'connected';
      heartbeat: number;
      /** Milliseconds that the way to the welcome took: no answer may be expected much sooner. */
      pace: number;
      /** Until when a ping has to be followed by a word of the server. */
      answerBy: number | undefined;
    } & Common)
  | ({ name: 'waiting' } & Common)
  | { name: 'closed'; code: ErrorCode };

/** `now` in milliseconds of a clock that goes on while the device sleeps. */
interface Moment {
  now: number;
  /** In [0, 1). */
  random: number;
}

export type LineEvent =
  | { type: 'opened'; socket: number; now: number }
  | { type: 'welcomed'; socket: number; session: SessionId; heartbeat: number; now: number }
  /** Any frame but the welcome. */
  | { type: 'heard'; socket: number; now: number }
  | ({ type: 'socket-closed'; socket: number; code: number } & Moment)
  | ({ type: 'timer' } & Moment)
  /** Online again, awake again, in view again, in another network. */
  | { type: 'woke'; now: number }
  /** The page goes away. It may come back from the back-forward cache: that wakes it. */
  | { type: 'left'; now: number }
  | { type: 'close'; code: 'closed' | 'signed-out' }
  /** Another client goes on with the session. */
  | { type: 'handed-over' };

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
type Opening = [Extract<LineState, { name: 'opening' }>, LineEffect[]];

/** `session`: one that another client has let go of, to be resumed. */
export function startLine(now: number, session?: SessionId): Opening {
  return tryAgain({ socket: 0, session, lostAt: undefined, failures: 0, heardAt: now }, now);
}

export function stepLine(state: LineState, event: LineEvent): Step {
  if (state.name === 'closed') return [state, []];
  if ('socket' in event && event.socket !== state.socket) return [state, []];
  switch (event.type) {
    case 'opened':
      return opened(state, event.now);
    case 'welcomed':
      return welcomed(state, event);
    case 'heard':
      return heard(state, event.now);
    case 'socket-closed':
      return socketClosed(state, event);
    case 'timer':
      return timerFired(state, event);
    case 'woke':
      return woke(state, event.now);
    case 'close':
      return [{ name: 'closed', code: event.code }, leaving(state)];
    case 'handed-over':
      return [{ name: 'closed', code: 'closed' }, [{ type: 'drop', code: ABANDONED }, { type: 'no-timer' }]];
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
type Connected = Extract<LineState, { name: 'connected' }>;

function common(state: Live): Common {
  const { socket, session, lostAt, failures, heardAt } = state;
  return { socket, session, lostAt, failures, heardAt };
}

function leaving(state: Live): LineEffect[] {
  const drop: LineEffect[] = [{ type: 'drop', code: CLOSE.normal }, { type: 'no-timer' }];
  return state.name === 'connected' ? [{ type: 'leave' }, ...drop] : drop;
}

function tryAgain(from: Common, now: number, woken = false): Opening {
  const socket = from.socket + 1;
  const ms = tryTime(from.failures);
  const { session, lostAt, failures, heardAt } = from;
  return [
    { name: 'opening', socket, session, lostAt, failures, heardAt, triedAt: now, until: now + ms, woken },
    [
      { type: 'open', socket },
      { type: 'timer', ms },
    ],
  ];
}

function tryTime(failures: number): number {
  return TRY_TIMES[failures] ?? LONG_TRY;
}

function opened(state: Live, now: number): Step {
  if (state.name !== 'opening') return [state, []];
  // There is a way: the welcome is given as long again.
  const ms = tryTime(state.failures);
  return [
    { ...state, name: 'greeting', until: now + ms },
    [
      { type: 'hello', resume: state.session },
      { type: 'timer', ms },
    ],
  ];
}

function welcomed(state: Live, event: Extract<LineEvent, { type: 'welcomed' }>): Step {
  if (state.name !== 'greeting') return [state, []];
  const { session, heartbeat, now } = event;
  if (!awaitsWelcome(state, now)) return lose(state, { now, random: 0 });
  const next = { socket: state.socket, session, lostAt: undefined, failures: 0, heardAt: now };
  const pace = now - state.triedAt;
  return [
    { ...next, name: 'connected', heartbeat, pace, answerBy: undefined },
    [{ type: 'timer', ms: heartbeat }],
  ];
}

/** Not after its time, even before the timer says so: a welcome from before a sleep is of a session that is gone. */
export function awaitsWelcome(state: LineState, now: number): boolean {
  return state.name === 'greeting' && now < state.until;
}

function heard(state: Live, now: number): Step {
  if (state.name === 'greeting') return [{ ...state, heardAt: now }, []];
  if (state.name !== 'connected') return [state, []];
  // What lay in the socket while the device slept: meanwhile the server may have told its sender that it failed (T4). What
  // has not will come again when the session is resumed.
  if (now - state.heardAt >= 2 * state.heartbeat) return lose(state, { now, random: 0 });
  // Set anew by a frame, not by itself: browsers hold back most what is a chain of timers.
  return [{ ...state, heardAt: now, answerBy: undefined }, [{ type: 'timer', ms: state.heartbeat }]];
}

function socketClosed(state: Live, event: { code: number } & Moment): Step {
  const terminal = terminalCode(event.code);
  if (terminal) return [{ name: 'closed', code: terminal }, [{ type: 'no-timer' }]];
  // A full server is not asked again in a hurry.
  return lose(state, event, event.code === CLOSE.serverFull ? 3 : 0);
}

function lose(state: Live, { now, random }: Moment, least = 0): Step {
  const failures = Math.max(least, state.name === 'connected' ? 0 : state.failures + 1);
  const lostAt = state.lostAt ?? (state.session === undefined ? undefined : now);
  const next: Common = { ...common(state), lostAt, failures };
  // Counted from the beginning of the try: one that waited long for nothing has waited enough.
  const ms = backoff(failures, random) - ('triedAt' in state ? Math.max(0, now - state.triedAt) : 0);
  const drop: LineEffect = { type: 'drop', code: ABANDONED };
  if (ms > 0) return [{ ...next, name: 'waiting' }, [drop, { type: 'timer', ms }]];
  const [trying, effects] = tryAgain(next, now);
  return [trying, [drop, ...effects]];
}

function timerFired(state: Live, at: Moment): Step {
  switch (state.name) {
    case 'waiting':
      return tryAgain(state, at.now);
    case 'opening':
    case 'greeting':
      return lose(state, at);
    case 'connected':
      return isDead(state, at.now) ? lose(state, at) : listen(state, at.now);
    default:
      return assertNever(state);
  }
}

/**
 * Silent for longer than the server waits for us: the session is detached there by now, whatever this end of the socket
 * says. That is found at once after a sleep, however late the timer fires.
 */
function isDead({ heardAt, heartbeat, answerBy }: Connected, now: number): boolean {
  return now - heardAt >= 2 * heartbeat || (answerBy !== undefined && now >= answerBy);
}

/** Asks after a line that was silent for a heartbeat, and comes back when there may be something to say about it. */
function listen(state: Connected, now: number): Step {
  // Where the clock was set back, silence is counted from here.
  const heardAt = Math.min(state.heardAt, now);
  const { heartbeat, answerBy } = state;
  const deadAt = heardAt + 2 * heartbeat;
  if (answerBy !== undefined)
    return [{ ...state, heardAt }, [{ type: 'timer', ms: Math.min(answerBy, deadAt) - now }]];
  if (now < heardAt + heartbeat)
    return [{ ...state, heardAt }, [{ type: 'timer', ms: heardAt + heartbeat - now }]];
  return [{ ...state, heardAt, answerBy: deadAt }, [{ type: 'ping' }, { type: 'timer', ms: deadAt - now }]];
}

function woke(state: Live, now: number): Step {
  switch (state.name) {
    case 'waiting':
      return tryAgain({ ...state, failures: 0 }, now, true);
    case 'opening':
    case 'greeting':
      return wokeTrying(state, now);
    case 'connected':
      return wokeConnected(state, now);
    default:
      return assertNever(state);
  }
}

function wokeTrying(state: Extract<LineState, Try>, now: number): Step {
  const stale = now >= state.until || (!state.woken && now - state.triedAt >= STALE_TRY);
  if (!stale) return [state, []];
  const [trying, effects] = tryAgain(state, now, true);
  return [trying, [{ type: 'drop', code: ABANDONED }, ...effects]];
}

function wokeConnected(state: Connected, now: number): Step {
  if (isDead(state, now)) return lose(state, { now, random: 0 });
  // The line may have died in our sleep: ask, and do not wait much longer for the answer than this line needs.
  const answerBy = now + Math.min(state.heartbeat, Math.max(WAKE_PATIENCE, state.pace));
  if (state.answerBy !== undefined && state.answerBy <= answerBy) return [state, []];
  return [{ ...state, answerBy }, [{ type: 'ping' }, { type: 'timer', ms: answerBy - now }]];
}
