// What rings, in the background or in the page, and what the person does about it: once, wherever they do it.
import type { Intent, PageMessage } from '@parley/desktop-port';
import type { ClientEvent, ClientState, ClientStep, Ring } from './client-state.ts';
import { also, closeWindow, openWindow, setSize } from './client-window.ts';

type EventOf<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;
type PageState = Extract<PageMessage, { t: 'state' }>;

/** In the background. */
export function rang(state: ClientState, { from, media }: EventOf<'rang'>): ClientStep {
  if (state.quitting) return [state, []];
  // Where the page has let go of it, the same ring comes back from the server.
  const answer = state.ring?.from === from ? state.ring.answer : 'none';
  const next: ClientState = { ...state, ring: { from, media, answer, shown: true } };
  const heard: ClientStep = [next, [{ do: 'no-timer', timer: 'ring' }]];
  if (answer === 'declined') return also(heard, (known) => [withoutAnswer(known), [{ do: 'decline' }]]);
  if (state.silenced === from) return heard;
  return also(heard, (known) => openWindow({ ...known, silenced: undefined }, 'ring'));
}

/** In the background. */
export function rangOff(state: ClientState, { from, media, missed }: EventOf<'rang-off'>): ClientStep {
  if (state.ring?.from !== from) return [state, []];
  const { answer } = state.ring;
  return also(
    [
      { ...withoutRing(state), silenced: undefined },
      missed ? [{ do: 'tell', told: { what: 'missed', from, media } }] : [],
    ],
    // Who has accepted is to see what became of it.
    (next) => (answer === 'accepted' ? setSize(next, 'full') : closeForRing(next)),
  );
}

export function answered(state: ClientState, answer: 'accepted' | 'declined'): ClientStep {
  const { ring, holder } = state;
  if (!ring || ring.answer !== 'none') return [state, []];
  const next: ClientState = { ...state, ring: { ...ring, answer } };
  const intent: Intent =
    answer === 'accepted' ? { do: 'accept', from: ring.from } : { do: 'decline', from: ring.from };
  if (holder.name === 'page')
    return [next, [{ do: 'send', intent }, ...(answer === 'accepted' ? [{ do: 'focus' } as const] : [])]];
  if (answer === 'accepted') return openWindow({ ...next, wish: intent, silenced: undefined }, 'full');
  if (holder.name === 'background' || holder.name === 'handing') return [next, [{ do: 'decline' }]];
  // Between page and background: whoever goes on with the session is told.
  return [{ ...next, wish: intent }, []];
}

/** The page has said how it stands. */
export function pageRings(state: ClientState, message: PageState): ClientStep {
  const { call, connected, unread, over } = message;
  const { ring } = state;
  if (over) return [{ ...withoutRing(state), unread, call }, []];
  if (call?.state === 'ringing') {
    const answer = ring?.from === call.with ? ring.answer : 'none';
    const shown: Ring = { from: call.with, media: call.media, answer, shown: true };
    return [{ ...state, unread, call: undefined, ring: shown }, [{ do: 'no-timer', timer: 'ring' }]];
  }
  const next: ClientState = { ...state, unread, call };
  if (!ring) return call ? setSize(next, 'full') : [next, []];
  if (call) return setSize(withoutRing(next), 'full');
  // It may not have come to the page yet: what was handed over comes with the session.
  if (!ring.shown) return [next, connected ? [{ do: 'timer', timer: 'ring' }] : []];
  return ringGone(next, ring, unread > state.unread);
}

/** Who holds the session now is connected and has shown nothing: it has ended on the way. */
export function ringUnshown(state: ClientState): ClientStep {
  const { ring, holder } = state;
  if (!ring || ring.shown || (holder.name !== 'page' && holder.name !== 'background')) return [state, []];
  return ringGone({ ...state, silenced: undefined }, ring, ring.answer === 'none');
}

function ringGone(state: ClientState, { from, media, answer }: Ring, missed: boolean): ClientStep {
  const next = withoutRing(state);
  if (answer === 'accepted') return setSize(next, 'full');
  // In a large window it is there to be read.
  const isRead = state.window.name === 'open' && state.window.size === 'full';
  const told: ClientStep = [
    next,
    missed && !isRead ? [{ do: 'tell', told: { what: 'missed', from, media } }] : [],
  ];
  return also(told, closeForRing);
}

function withoutRing(state: ClientState): ClientState {
  return { ...withoutAnswer(state), ring: undefined };
}

function withoutAnswer(state: ClientState): ClientState {
  const isAnswer = state.wish?.do === 'accept' || state.wish?.do === 'decline';
  return isAnswer ? { ...state, wish: undefined } : state;
}

/** The window that was opened for the ring alone. */
function closeForRing(state: ClientState): ClientStep {
  const { window } = state;
  return 'size' in window && window.size === 'ring' ? closeWindow(state) : [state, []];
}
