// Moves the one session of a server between the background and a window's page, and rings: pure, events in, effects out.
import { assertNever } from '@parley/client';
import { answered, pageRings, rang, rangOff, ringUnshown } from './client-ring.ts';
import type {
  ClientEffect,
  ClientEvent,
  ClientState,
  ClientStep,
  Holder,
  Timer,
  Told,
} from './client-state.ts';
import { also, closeWindow, openWindow, setSize } from './client-window.ts';

export function stepClient(state: ClientState, event: ClientEvent): ClientStep {
  switch (event.type) {
    case 'started':
      return started(state, event);
    case 'wanted':
      return wanted(state, event);
    case 'said':
      return state.call && state.holder.name === 'page'
        ? [state, [{ do: 'send', intent: event.intent }]]
        : [state, []];
    case 'quit':
      return quit(state);
    case 'timer':
      return timerFired(state, event.timer);
    case 'line':
      return lineChanged(state, event);
    case 'over':
      return backgroundOver(state, event.why);
    case 'rang':
      return rang(state, event);
    case 'rang-off':
      return rangOff(state, event);
    case 'unread':
      return [{ ...state, unread: event.unread }, []];
    case 'opened':
      return opened(state, event);
    case 'message':
      return heard(state, event.message);
    case 'closed':
      return closed(state);
    case 'failed':
      return failed(state, event.reason);
    case 'answered':
      return answered(state, event.answer);
    default:
      return assertNever(event);
  }
}

function started(state: ClientState, { hidden, user, intent }: EventOf<'started'>): ClientStep {
  if (hidden) return user === undefined ? [state, []] : startBackground(state, user);
  const next: ClientState = { ...state, wish: intent };
  if (user === undefined) return openWindow(next, 'full');
  return openWindow({ ...next, holder: { name: 'awaited', user } }, 'full');
}

function wanted(state: ClientState, { intent }: EventOf<'wanted'>): ClientStep {
  if (state.quitting) return [state, []];
  const isHeard = state.holder.name === 'page' && state.window.name === 'open';
  const told: ClientStep =
    isHeard && intent ? [state, [{ do: 'send', intent }]] : [{ ...state, wish: intent ?? state.wish }, []];
  return also(told, (next) => openWindow(next, 'full'));
}

/** What `released` brings is left in good order by a background of its own. */
function quit(state: ClientState): ClientStep {
  if (state.quitting) return [state, []];
  const timed: ClientStep = [
    { ...state, quitting: true, wish: undefined, ring: undefined },
    [{ do: 'timer', timer: 'quit' }],
  ];
  const left = also(timed, (next) =>
    hasBackground(next.holder)
      ? [{ ...next, holder: { name: 'nobody', why: 'never' } }, [{ do: 'leave-background' }]]
      : [next.holder.name === 'awaited' ? { ...next, holder: { name: 'nobody', why: 'never' } } : next, []],
  );
  return also(also(left, closeWindow), settle);
}

function timerFired(state: ClientState, timer: Timer): ClientStep {
  const { holder, window } = state;
  switch (timer) {
    case 'release':
      if (window.name !== 'releasing') return [state, []];
      return [{ ...state, window: { ...window, name: 'closing' } }, [{ do: 'close-window' }]];
    case 'reload':
      return holder.name === 'returning' ? goOnWithoutPage(state, holder) : [state, []];
    case 'handing':
      return holder.name === 'handing' ? handOver(state, holder.user) : [state, []];
    case 'ring':
      return ringUnshown(state);
    case 'quit':
      return state.quitting ? [state, [{ do: 'leave-background' }, { do: 'exit' }]] : [state, []];
    default:
      return assertNever(timer);
  }
}

// The background

function hasBackground({ name }: Holder): boolean {
  return name === 'background' || name === 'handing';
}

function startBackground(state: ClientState, user: string): ClientStep {
  return [
    { ...state, holder: { name: 'background', user, line: 'connecting' } },
    [{ do: 'start-background' }],
  ];
}

function lineChanged(state: ClientState, { line }: EventOf<'line'>): ClientStep {
  const { holder } = state;
  if (state.quitting)
    return line === 'connected' && hasBackground(holder)
      ? settle({ ...state, holder: { name: 'nobody', why: 'never' } }, [{ do: 'leave-background' }])
      : [state, []];
  if (holder.name === 'background') {
    const doubt = line === 'connected' && state.ring !== undefined && !state.ring.shown;
    return [{ ...state, holder: { ...holder, line } }, doubt ? [{ do: 'timer', timer: 'ring' }] : []];
  }
  return holder.name === 'handing' && line === 'connected' ? handOver(state, holder.user) : [state, []];
}

function backgroundOver(state: ClientState, why: EventOf<'over'>['why']): ClientStep {
  const { holder } = state;
  if (!hasBackground(holder)) return [state, []];
  const dropped: ClientEffect[] = [
    { do: 'drop', all: true },
    ...(why === 'signed-out' ? [{ do: 'forget-sign-in' } as const] : []),
  ];
  const silent: ClientState = { ...state, ring: undefined, silenced: undefined, unread: 0 };
  // The person has opened a window since: that is their will to be signed in here, and the page finds out whether they are.
  if (holder.name === 'handing')
    return also([silent, dropped], (next) =>
      begin(next, holder.user, [{ do: 'no-timer', timer: 'handing' }]),
    );
  const told: readonly Told[] = why === 'outdated' ? [] : [{ what: why }];
  const over: ClientState = { ...silent, holder: { name: 'nobody', why } };
  return also([over, [...dropped, ...told.map((one) => ({ do: 'tell', told: one }) as const)]], (next) =>
    isForRing(next) ? closeWindow(next) : settle(next),
  );
}

// The page

function heard(state: ClientState, message: EventOf<'message'>['message']): ClientStep {
  switch (message.t) {
    case 'entering':
      return entering(state, message.user);
    case 'signed-out':
      return signedOut(state);
    case 'state': {
      const { holder } = state;
      if (holder.name !== 'page') return [state, []];
      const { user, connected, over = false } = message;
      return pageRings({ ...state, holder: { name: 'page', user, connected, over } }, message);
    }
    case 'released':
      return released(state, message);
    case 'remember':
      return state.holder.name === 'page' ? [state, [{ do: 'keep', message }]] : [state, []];
    default:
      return assertNever(message);
  }
}

function entering(state: ClientState, user: string): ClientStep {
  const { holder, window } = state;
  // About to be closed: it has nothing to begin with, and will have nothing to let go of.
  if (window.name !== 'open' || state.quitting) return [state, []];
  const isOther = 'user' in holder && holder.user !== user;
  switch (holder.name) {
    case 'background':
    case 'handing':
      if (isOther) return begin(state, user, [{ do: 'leave-background' }, { do: 'drop', all: true }]);
      if (holder.name === 'background' && holder.line !== 'connecting') return handOver(state, user);
      return [{ ...state, holder: { name: 'handing', user } }, [{ do: 'timer', timer: 'handing' }]];
    case 'awaited':
      return begin(state, user, dropIf(isOther));
    case 'returning':
      return begin(state, user, [{ do: 'no-timer', timer: 'reload' }, ...dropIf(isOther || holder.over)]);
    case 'page':
      // To resume a session that was displaced would be refused: coming back is no takeover (protocol S7).
      return begin(state, user, dropIf(isOther || holder.over));
    case 'nobody':
      return begin(state, user, dropIf(true));
    default:
      return assertNever(holder);
  }
}

function dropIf(is: boolean): ClientEffect[] {
  return is ? [{ do: 'drop', all: true }] : [];
}

function handOver(state: ClientState, user: string): ClientStep {
  return begin(state, user, [{ do: 'no-timer', timer: 'handing' }, { do: 'take-over' }]);
}

function begin(state: ClientState, user: string, before: readonly ClientEffect[]): ClientStep {
  const { wish: intent, ring } = state;
  const page: Holder = { name: 'page', user, connected: false, over: false };
  return [
    { ...state, holder: page, wish: undefined, call: undefined, ring: ring && { ...ring, shown: false } },
    [...before, { do: 'begin', intent }, { do: 'remember-sign-in', user }],
  ];
}

function signedOut(state: ClientState): ClientStep {
  const { holder } = state;
  const out: ClientState = {
    ...state,
    holder: { name: 'nobody', why: 'signed-out' },
    ring: undefined,
    call: undefined,
    silenced: undefined,
    unread: 0,
  };
  const left: ClientEffect[] = hasBackground(holder) ? [{ do: 'leave-background' }] : [];
  const timers: ClientEffect[] = (['reload', 'handing'] as const).map((timer) => ({
    do: 'no-timer',
    timer,
  }));
  const effects: ClientEffect[] = [...timers, ...left, { do: 'drop', all: true }, { do: 'forget-sign-in' }];
  return also([out, effects], (next) => setSize(next, 'full'));
}

function released(state: ClientState, message: MessageOf<'released'>): ClientStep {
  const { holder, window, ring } = state;
  const closing: ClientStep =
    window.name === 'releasing'
      ? [
          { ...state, window: { ...window, name: 'closing' } },
          [{ do: 'no-timer', timer: 'release' }, { do: 'close-window' }],
        ]
      : [state, []];
  // A page that was not begun with has an empty memory.
  if (holder.name !== 'page') return closing;
  const { user, over } = holder;
  const [next, effects] = closing;
  return [
    {
      ...next,
      holder: { name: 'returning', user, over },
      call: undefined,
      ring: ring && { ...ring, shown: false },
    },
    [{ do: 'keep', message }, { do: 'timer', timer: 'reload' }, ...effects],
  ];
}

// The window

function opened(state: ClientState, { size }: EventOf<'opened'>): ClientStep {
  const { window } = state;
  if (window.name !== 'opening') return [state, []];
  if (window.unwanted || state.quitting)
    return [{ ...state, window: { name: 'closing', again: false } }, [{ do: 'close-window' }]];
  return [
    { ...state, window: { name: 'open', size: window.size } },
    window.size === size ? [] : [{ do: 'place', size: window.size }, { do: 'focus' }],
  ];
}

function closed(state: ClientState): ClientStep {
  const { window, ring, holder } = state;
  const byPerson = window.name === 'open';
  const crashedInCall = holder.name === 'page' && state.call !== undefined && wantsAgain(state);
  const silences = byPerson && ring !== undefined && ring.answer !== 'declined';
  const gone: ClientState = {
    ...state,
    window: { name: 'none' },
    call: undefined,
    ...(silences && {
      ring: { ...ring, answer: 'none', shown: false },
      silenced: ring.from,
      wish: undefined,
    }),
  };
  if (crashedInCall && !state.quitting) return backIntoCall(gone, holder.user);
  const again = 'again' in window && window.again && !state.quitting;
  return also(
    also(withoutPage(gone), (next) => (again ? openWindow(next, ring ? 'ring' : 'full') : settle(next))),
    (next) => [next, byPerson && !state.quitting ? [{ do: 'tell', told: { what: 'still-here' } }] : []],
  );
}

/** Gone without a word from the page, and not because it was told to go. */
function wantsAgain({ window }: ClientState): boolean {
  return window.name === 'open' || (window.name === 'closing' && window.again);
}

/** Another device of the same person's is let back into the call that this one was in (protocol C13); the same is not. */
function backIntoCall(state: ClientState, user: string): ClientStep {
  const fresh: ClientStep = [{ ...state, holder: { name: 'awaited', user } }, [{ do: 'drop', all: false }]];
  return also(fresh, (next) => openWindow(next, 'full'));
}

function withoutPage(state: ClientState): ClientStep {
  const { holder } = state;
  switch (holder.name) {
    case 'page':
    case 'returning':
      return goOnWithoutPage(state, holder);
    case 'awaited':
      return startBackground(state, holder.user);
    case 'handing':
      return [
        { ...state, holder: { name: 'background', user: holder.user, line: 'connecting' } },
        [{ do: 'no-timer', timer: 'handing' }],
      ];
    case 'background':
    case 'nobody':
      return [state, []];
    default:
      return assertNever(holder);
  }
}

function goOnWithoutPage(state: ClientState, { user, over }: { user: string; over: boolean }): ClientStep {
  const stop: ClientEffect = { do: 'no-timer', timer: 'reload' };
  if (over)
    return [{ ...state, holder: { name: 'nobody', why: 'displaced' } }, [stop, { do: 'drop', all: true }]];
  return also([state, [stop]], (next) => startBackground(next, user));
}

function failed(state: ClientState, reason: string): ClientStep {
  const { window, holder } = state;
  const wasAsked = (window.name === 'open' || window.name === 'opening') && window.size === 'full';
  const inCall = holder.name === 'page' && state.call !== undefined;
  const shown: ClientEffect[] =
    wasAsked && !inCall && !state.quitting ? [{ do: 'show-failure', reason }] : [];
  if (window.name === 'open')
    return [{ ...state, window: { name: 'closing', again: inCall } }, [{ do: 'close-window' }, ...shown]];
  if (window.name !== 'opening') return [state, []];
  return also(also([{ ...state, window: { name: 'none' } }, shown], withoutPage), settle);
}

function isForRing({ window }: ClientState): boolean {
  return (window.name === 'open' || window.name === 'opening') && window.size === 'ring';
}

/** While it quits: once nothing is left, it is over. */
function settle(state: ClientState, effects: readonly ClientEffect[] = []): ClientStep {
  const isLeft = state.window.name === 'none' && state.holder.name === 'nobody';
  return [
    state,
    state.quitting && isLeft ? [...effects, { do: 'no-timer', timer: 'quit' }, { do: 'exit' }] : effects,
  ];
}

type EventOf<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;
type MessageOf<T> = Extract<EventOf<'message'>['message'], { t: T }>;
