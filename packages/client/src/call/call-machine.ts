// One call as this device lives it: a pure machine over the person's clicks and the server's views (protocol C1–C16, C20).
import {
  assertNever,
  TIMES,
  type CallClaim,
  type CallId,
  type CallMedia,
  type CallView,
  type ClientMessage,
  type ConnectCause,
  type EndReason,
  type ErrorCode,
  type Participant,
  type UserId,
} from '@parley/protocol';

interface Base {
  id: CallId;
  /** Of a call that nobody has dialled (C20): outgoing for whoever accepts first, from then on. */
  direction: 'outgoing' | 'incoming';
  with: UserId;
  /** What the caller asked for. */
  media: CallMedia;
  /** What this person brings; for an incoming call until it is accepted, nothing. */
  own: CallMedia | undefined;
  /** The server's newest view, once there is one. */
  view: CallView | undefined;
}

/**
 * `at`: when it was said first, in server time. `confirmed`: the server has heard it. A server that died before it told
 * the other must hear it again from us.
 */
interface Owed {
  message: ClientMessage;
  at: number;
  confirmed: boolean;
}

export type CallMachine =
  /** `notified`: a push service has taken the call, for devices of the other's that have no page open (C24). */
  | ({ name: 'dialling'; ringing: boolean; notified: boolean } & Base)
  | ({ name: 'ringing' } & Base)
  /** `mediaUp`: the peer connection is connected; said to the server once accepted. */
  | ({ name: 'connecting'; mediaUp: boolean } & Base)
  /** `since` in server time. */
  | ({ name: 'active'; since: number } & Base)
  /** `owed`: what the server must still hear of our ending it; said again until it confirms. */
  | ({
      name: 'ended';
      reason: EndReason;
      duration: number;
      by: UserId | undefined;
      causes: readonly ParticipantCause[];
      owed: Owed | undefined;
    } & Base);

/** Why one participant's media did not connect. */
type ParticipantCause = { user: UserId; cause: ConnectCause };

export type CallEvent =
  | { type: 'view'; view: CallView }
  | { type: 'accept'; media: CallMedia }
  /** Cancels, declines or hangs up, whichever it is now. `now` in server time. */
  | { type: 'hang-up'; now: number }
  /** The server refused a message about this call. */
  | { type: 'refused'; code: ErrorCode; now: number }
  | { type: 'media-connected' }
  /** It tries in vain, and this is why. */
  | { type: 'media-stuck'; cause: ConnectCause }
  /** A new or resumed session: say again what may have got lost. */
  | { type: 'welcomed'; recovered: boolean; now: number }
  /** Neither the server nor the other has been heard for too long. */
  | { type: 'gave-up'; now: number };

/** Messages to the server, in order. */
export type CallEffect = ClientMessage;
type Step = [CallMachine, CallEffect[]];

export function dial(options: { id: CallId; to: UserId; media: CallMedia }): Step {
  const { id, to, media } = options;
  const base = { id, direction: 'outgoing', with: to, media, own: media, view: undefined } as const;
  return [{ ...base, name: 'dialling', ringing: false, notified: false }, [invite(base)]];
}

/** A call that reaches this device as a view: usually one that begins to ring. */
export function answerable(view: CallView, me: UserId): Step {
  const other = view.participants.find((participant) => participant.user !== me);
  const base = {
    id: view.call,
    direction: 'incoming',
    with: other?.user ?? view.caller,
    media: view.media,
    own: undefined,
    view: undefined,
  } as const;
  const start: CallMachine = { ...base, name: 'ringing' };
  const [state, effects] = stepCall(start, { type: 'view', view }, me);
  return [state, [{ t: 'call.ringing', call: view.call }, ...effects]];
}

export function stepCall(state: CallMachine, event: CallEvent, me: UserId): Step {
  switch (event.type) {
    case 'view':
      return viewed(state, event.view, me);
    case 'accept':
      return accepted(state, event.media);
    case 'hang-up':
      return hungUp(state, event.now, me);
    case 'refused':
      return refused(state, event, me);
    case 'media-connected':
      return mediaConnected(state);
    case 'media-stuck':
      // The server that has not heard of the accept yet gives the call its time from then on.
      if (state.name !== 'connecting' || state.mediaUp || state.view?.state !== 'connecting')
        return [state, []];
      return [state, [{ t: 'call.stuck', call: state.id, cause: event.cause }]];
    case 'welcomed':
      return welcomed(state, event, me);
    case 'gave-up':
      return gaveUp(state, event.now);
    default:
      return assertNever(event);
  }
}

function accepted(state: CallMachine, media: CallMedia): Step {
  if (state.name !== 'ringing') return [state, []];
  const answered = { ...base(state), own: media };
  const accept: CallEffect = { t: 'call.accept', call: state.id, media };
  const other = otherIn(state, state.view);
  if (other?.state === 'joined') return [{ ...answered, name: 'connecting', mediaUp: false }, [accept]];
  // It rings at the other's, too: from here on this is a call to them (C20).
  return [{ ...answered, direction: 'outgoing', name: 'dialling', ...progressOf(other) }, [accept]];
}

function otherIn(state: CallMachine, view: CallView | undefined): Participant | undefined {
  return view?.participants.find(({ user }) => user === state.with);
}

/** How far the dialling has come at the other's. */
function progressOf(other: Participant | undefined): { ringing: boolean; notified: boolean } {
  return { ringing: other?.state === 'ringing', notified: other?.notified === true };
}

function hasJoined(view: CallView, user: UserId): boolean {
  return view.participants.some((one) => one.user === user && one.state === 'joined');
}

function base(state: CallMachine): Base {
  const { id, direction, with: other, media, own, view } = state;
  return { id, direction, with: other, media, own, view };
}

function invite(call: Pick<Base, 'id' | 'with' | 'media'>): ClientMessage {
  return { t: 'call.invite', call: call.id, to: call.with, media: call.media };
}

/** The server's word on it. That somebody is not to be disturbed, it says beside what comes nearest (C40). */
function endIn({ reason, quiet, duration, by, causes = [] }: Extract<CallView, { state: 'ended' }>) {
  return { reason: quiet ? ('do-not-disturb' as const) : reason, duration, by, causes };
}

function viewed(state: CallMachine, view: CallView, me: UserId): Step {
  if (state.name === 'ended') {
    // The server's word on why and how long is the one that both sides show.
    if (view.state !== 'ended') return [state, []];
    const owed = state.owed && { ...state.owed, confirmed: true };
    return [{ ...state, ...endIn(view), owed }, []];
  }
  // In glare the server's call takes over, under the other's id (C5).
  const seen = { ...base(state), id: view.call, view };
  switch (view.state) {
    case 'ringing':
      return [ringingView(state, seen, view), []];
    case 'connecting':
      return hasJoined(view, me) ? connectingView(state, seen) : [{ ...state, view }, []];
    case 'active':
      return [{ ...seen, name: 'active', since: view.since }, []];
    case 'ended':
      return [{ ...seen, name: 'ended', ...endIn(view), owed: undefined }, []];
    default:
      return assertNever(view);
  }
}

function ringingView(
  state: Exclude<CallMachine, { name: 'ended' }>,
  seen: Base,
  view: CallView,
): CallMachine {
  if (state.name !== 'dialling') return { ...state, view };
  return { ...seen, name: 'dialling', ...progressOf(otherIn(state, view)) };
}

function connectingView(state: CallMachine, seen: Base): Step {
  if (state.name === 'connecting') {
    const effects: CallEffect[] = state.mediaUp ? [{ t: 'call.connected', call: seen.id }] : [];
    // Said before the server knew of the accept, it would have been too early: say it now, once.
    const news = state.view?.state !== 'connecting';
    return [{ ...seen, name: 'connecting', mediaUp: state.mediaUp }, news ? effects : []];
  }
  return [{ ...seen, name: 'connecting', mediaUp: false }, []];
}

function mediaConnected(state: CallMachine): Step {
  if (state.name !== 'connecting' || state.mediaUp) return [state, []];
  const told = state.view?.state === 'connecting';
  return [{ ...state, mediaUp: true }, told ? [{ t: 'call.connected', call: state.id }] : []];
}

function goodbye(state: Exclude<CallMachine, { name: 'ended' }>): ClientMessage {
  switch (state.name) {
    case 'ringing':
      return { t: 'call.decline', call: state.id };
    case 'dialling':
    case 'connecting':
    case 'active':
      return { t: 'call.hangup', call: state.id };
    default:
      return assertNever(state);
  }
}

function hungUp(state: CallMachine, now: number, me: UserId): Step {
  const reasons = {
    dialling: 'cancelled',
    ringing: 'declined',
    connecting: 'hung-up',
    active: 'hung-up',
  } as const;
  if (state.name === 'ended') return [state, []];
  return end(state, { reason: reasons[state.name], by: me, now, owed: goodbye(state) });
}

function end(
  state: CallMachine,
  how: { reason: EndReason; by: UserId | undefined; now: number; owed: ClientMessage | undefined },
): Step {
  if (state.name === 'ended') return [state, []];
  const { reason, by, now, owed } = how;
  const duration = state.name === 'active' ? Math.max(0, now - state.since) : 0;
  const ended = { ...base(state), name: 'ended', reason, duration, by, causes: [] } as const;
  if (!owed) return [{ ...ended, owed }, []];
  return [{ ...ended, owed: { message: owed, at: now, confirmed: false } }, [owed]];
}

function gaveUp(state: CallMachine, now: number): Step {
  if (state.name === 'ended') return [state, []];
  const inCall = state.name === 'connecting' || state.name === 'active';
  const lost = { t: 'call.hangup', call: state.id, reason: 'connection-lost' } as const;
  return end(state, { reason: 'connection-lost', by: undefined, now, owed: inCall ? lost : goodbye(state) });
}

function refused(
  state: CallMachine,
  { code, now }: Extract<CallEvent, { type: 'refused' }>,
  me: UserId,
): Step {
  // What the server does not know of needs no goodbye any more.
  if (state.name === 'ended') return [{ ...state, owed: undefined }, []];
  if (code === 'no-such-call')
    return end(state, { reason: 'connection-lost', by: undefined, now, owed: undefined });
  // A call of ours, from another device or just coming in, is in the way.
  if (code === 'already-in-call' && state.name === 'dialling')
    return end(state, { reason: 'busy', by: me, now, owed: undefined });
  if (state.name === 'dialling' && state.view === undefined)
    return end(state, { reason: 'unavailable', by: undefined, now, owed: undefined });
  return [state, []];
}

/** What a server that does not know the call is to put it together from (C16). */
function claimOf(state: CallMachine, me: UserId): CallClaim | undefined {
  const { own, view } = state;
  if (!view) return state.direction === 'outgoing' ? unheardClaim(state, me) : undefined;
  if (view.state === 'ended') return undefined;
  const { caller, media } = view;
  const participants = view.participants.map((one) => ({
    user: one.user,
    media: one.user === me && own ? own : one.media,
  }));
  const base = { caller, media, participants };
  if (view.state === 'active') return { ...base, state: 'active', since: view.since };
  // Answered while there was nobody to tell.
  if (state.name === 'ended' && state.owed?.message.t === 'call.decline')
    return { ...base, state: 'declined' };
  // Who has only been rung is not in it, the caller of a call that nobody has dialled included (C20).
  if (caller === me) return { ...base, state: own ? view.state : 'rung' };
  return { ...base, state: own ? 'connecting' : view.state };
}

/** The caller never heard of the call; the callee may have. */
function unheardClaim({ media, with: other }: CallMachine, me: UserId): CallClaim {
  const participants = [me, other].map((user) => ({ user, media }));
  return { caller: me, media, participants, state: 'ringing' };
}

function welcomed(
  state: CallMachine,
  { recovered, now }: { recovered: boolean; now: number },
  me: UserId,
): Step {
  const claim = claimOf(state, me);
  const back: ClientMessage = { t: 'call.rejoin', call: state.id, ...(claim ? { claim } : {}) };
  const rejoin: CallEffect[] = recovered ? [] : [back];
  switch (state.name) {
    case 'dialling': {
      if (!state.view) return [state, [invite(state)]];
      const { id, own = state.media } = state;
      const unheard = !hasJoined(state.view, me);
      return [state, unheard ? [...rejoin, { t: 'call.accept', call: id, media: own }] : rejoin];
    }
    case 'ringing':
      return [state, [...rejoin, { t: 'call.ringing', call: state.id }]];
    case 'connecting': {
      const accepted = state.view?.state === 'connecting';
      const accept: CallEffect[] =
        accepted || state.direction === 'outgoing' || !state.own
          ? []
          : [{ t: 'call.accept', call: state.id, media: state.own }];
      const up: CallEffect[] = accepted && state.mediaUp ? [{ t: 'call.connected', call: state.id }] : [];
      return [state, [...rejoin, ...accept, ...up]];
    }
    case 'active':
      return [state, rejoin];
    case 'ended':
      if (!state.owed || (state.owed.confirmed && recovered) || isForgotten(state, now)) return [state, []];
      return [state, [...rejoin, late(state.owed, now)]];
    default:
      return assertNever(state);
  }
}

/** Nobody waits any longer to hear of its end: the other knows, or has given up (C12). */
export function isForgotten(state: CallMachine, now: number): boolean {
  return state.name === 'ended' && state.owed?.confirmed === true && now - state.owed.at > TIMES.callLost;
}

/** A hang-up that comes late says how late, so that both sides are told the same duration. */
function late({ message, at }: Owed, now: number): ClientMessage {
  if (message.t !== 'call.hangup') return message;
  return { ...message, ago: Math.min(TIMES.hangUpAgo, Math.max(0, Math.round(now - at))) };
}
