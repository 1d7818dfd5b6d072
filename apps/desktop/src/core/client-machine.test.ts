// The races between what rings, what the person does, and where the session is: each a table of events.
import type { Handover } from '@parley/client';
import type { PageMessage, ShownCall } from '@parley/desktop-port';
import { expect, test } from 'vitest';
import { stepClient } from './client-machine.ts';
import {
  INITIAL,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  type Timer,
} from './client-state.ts';
import { en } from '../words/en.ts';
import { trayOf, unanswered } from './client-view.ts';

const HANDOVER = { user: 'bob', session: 's', device: 'd', seq: 1, texts: [] } as unknown as Handover;
const MEMORY = { unread: {} };

const message = (message: PageMessage): ClientEvent => ({ type: 'message', message });
const entering = message({ t: 'entering', user: 'bob' });
const signedOut = message({ t: 'signed-out' });
const released = message({ t: 'released', handover: HANDOVER, memory: MEMORY });
const releasedNothing = message({ t: 'released', memory: MEMORY });
const connected: ClientEvent = { type: 'line', line: 'connected' };
const closed: ClientEvent = { type: 'closed' };
const crashed: ClientEvent = { type: 'failed', reason: 'the page has crashed' };
const opened = (size: 'ring' | 'full'): ClientEvent => ({ type: 'opened', size });
const rang: ClientEvent = { type: 'rang', from: 'alice', media: 'video' };
const rangOff = (missed: boolean): ClientEvent => ({
  type: 'rang-off',
  from: 'alice',
  media: 'video',
  missed,
});
const accepted: ClientEvent = { type: 'answered', answer: 'accepted' };
const declined: ClientEvent = { type: 'answered', answer: 'declined' };
const timer = (timer: Timer): ClientEvent => ({ type: 'timer', timer });
const wanted: ClientEvent = { type: 'wanted' };
const quit: ClientEvent = { type: 'quit' };
const page = (
  state?: ShownCall['state'],
  more: Partial<Extract<PageMessage, { t: 'state' }>> = {},
): ClientEvent =>
  message({
    t: 'state',
    user: 'bob',
    connected: true,
    unread: 0,
    ...(state && { call: { with: 'alice', media: 'video', state } }),
    ...more,
  });

const hidden: ClientEvent = { type: 'started', hidden: true, user: 'bob' };
const shown: ClientEvent = { type: 'started', hidden: false, user: 'bob' };

/** What they come to, and the effects of the last `of` of them in words, without timers. */
function play(events: readonly ClientEvent[], of = 1): { state: ClientState; effects: string[] } {
  let state = INITIAL;
  const effects: string[] = [];
  events.forEach((event, i) => {
    const [next, more] = stepClient(state, event);
    state = next;
    if (i >= events.length - of) effects.push(...more.map(inWords).filter((one) => one !== ''));
  });
  return { state, effects };
}

function inWords(effect: ClientEffect): string {
  switch (effect.do) {
    case 'timer':
    case 'no-timer':
      return '';
    case 'begin':
    case 'send':
      return effect.intent ? `${effect.do} ${effect.intent.do}` : effect.do;
    case 'open-window':
    case 'place':
      return `${effect.do} ${effect.size}`;
    case 'tell':
      return `tell ${effect.told.what}`;
    case 'drop':
      return effect.all ? 'drop all' : 'drop session';
    case 'keep':
      return `keep ${effect.message.t}`;
    default:
      return effect.do;
  }
}

const background = [hidden, connected];
/** Rings in the background, and the window is opening. */
const ringing = [...background, rang];
/** The page has the session, and shows the ring. */
const ringingInPage = [...ringing, opened('ring'), entering, page('ringing')];
const inCall = [...ringingInPage, page('active')];
const inWindow = [shown, opened('full'), entering, page()];

test('a start without a window holds the session in the background, and one with a window waits for its page', () => {
  expect(play([hidden]).effects).toEqual(['start-background']);
  expect(play([{ ...hidden, user: undefined }]).effects).toEqual([]);
  expect(play([shown]).effects).toEqual(['open-window full']);
  expect(play([shown, opened('full'), entering], 2).effects).toEqual(['begin', 'remember-sign-in']);
  expect(play([{ ...shown, user: undefined }, opened('full'), signedOut, entering]).effects).toEqual([
    'drop all',
    'begin',
    'remember-sign-in',
  ]);
});

test('a window that is closed before its page has said anything, or fails, leaves the session to the background', () => {
  expect(play([shown, opened('full'), closed]).effects).toEqual(['start-background', 'tell still-here']);
  expect(play([shown, crashed]).effects).toEqual(['show-failure', 'start-background']);
});

test('the session moves to the page and back as one, with what is kept', () => {
  expect(play([...background, wanted, opened('full'), entering]).effects).toEqual([
    'take-over',
    'begin',
    'remember-sign-in',
  ]);
  expect(play([...inWindow, released, closed], 2).effects).toEqual([
    'keep released',
    'start-background',
    'tell still-here',
  ]);
});

test('a page that comes while the background has no session yet waits for it, and not for ever', () => {
  const early = [hidden, wanted, opened('full'), entering];
  expect(play(early).effects).toEqual([]);
  expect(play([...early, connected]).effects).toEqual(['take-over', 'begin', 'remember-sign-in']);
  expect(play([...early, timer('handing')]).effects).toEqual(['take-over', 'begin', 'remember-sign-in']);
  expect(play([...early, connected, timer('handing')]).effects).toEqual([]);
  expect(play([...early, closed]).state.holder).toMatchObject({ name: 'background' });
});

test('a reload gets the session back; a page that stays away leaves it to the background', () => {
  expect(play([...inWindow, released, entering]).effects).toEqual(['begin', 'remember-sign-in']);
  expect(play([...inWindow, released, entering, timer('reload')]).effects).toEqual([]);
  expect(play([...inWindow, released, timer('reload')]).effects).toEqual(['start-background']);
  const late = [...inWindow, released, timer('reload'), connected, entering];
  expect(play(late).effects).toEqual(['take-over', 'begin', 'remember-sign-in']);
});

test('it rings: the window opens small, and who accepts there has it in its own place', () => {
  expect(play(ringing).effects).toEqual(['open-window ring']);
  expect(unanswered(play(ringing).state)).toMatchObject({ from: 'alice' });
  expect(play([...ringingInPage, page('connecting')]).effects).toEqual(['place full']);
  expect(unanswered(play(inCall).state)).toBeUndefined();
  expect(play([...inCall, page()]).effects).toEqual([]);
});

test('accepted in the notice before the page is there: it is told with the session', () => {
  const before = [...ringing, accepted, opened('ring'), entering];
  expect(play(before, 3).effects).toEqual([
    'place full',
    'focus',
    'take-over',
    'begin accept',
    'remember-sign-in',
  ]);
  expect(unanswered(play(before).state)).toBeUndefined();
  // The ring comes to the page with the session, and is no ring to anybody else any more.
  expect(unanswered(play([...before, page('ringing')]).state)).toBeUndefined();
});

test('accepted twice, in the notice and in the page: once', () => {
  expect(play([...ringingInPage, accepted, accepted], 2).effects).toEqual(['send accept', 'focus']);
  expect(play([...ringingInPage, page('connecting'), accepted]).effects).toEqual([]);
  expect(play([...ringingInPage, accepted, declined]).effects).toEqual([]);
});

test('declined in the notice: in the background while that has it, in the page once that has', () => {
  expect(play([...ringing, declined, rangOff(false), opened('ring'), closed], 4).effects).toEqual([
    'decline',
    'close-window',
  ]);
  expect(play([...ringingInPage, declined]).effects).toEqual(['send decline']);
  const gone = [...ringingInPage, declined, page(), released, closed];
  expect(play(gone, 3).effects).toEqual(['release', 'keep released', 'close-window', 'start-background']);
});

test('declined between page and background: by the background', () => {
  const between = [...ringingInPage, released, declined, closed, connected, rang];
  expect(play(between).effects).toEqual(['decline']);
});

test('a call that ends while the window opens closes it again, and was missed', () => {
  expect(play([...ringing, rangOff(true), opened('ring')], 2).effects).toEqual([
    'tell missed',
    'close-window',
  ]);
  expect(play([...ringing, rangOff(true), opened('ring'), closed]).state.window).toEqual({ name: 'none' });
  // Somebody has opened it for themselves meanwhile.
  expect(play([...ringing, wanted, rangOff(true), opened('ring')]).effects).toEqual(['place full', 'focus']);
  expect(play([...ringing, rangOff(true), wanted, opened('ring')]).effects).toEqual(['place full', 'focus']);
  // Who has accepted is to see what became of it.
  expect(play([...ringing, accepted, rangOff(true), opened('ring'), entering]).effects).toEqual([
    'take-over',
    'begin',
    'remember-sign-in',
  ]);
});

test('a call that ends on the way from the background to the page is not waited for', () => {
  const handed = [...ringing, opened('ring'), entering, page()];
  expect(unanswered(play(handed).state)).toBeDefined();
  expect(play([...handed, timer('ring')]).effects).toEqual(['tell missed', 'release']);
  expect(play([...handed, page('ringing'), timer('ring')]).effects).toEqual([]);
});

test('a call that ends on the way back to the background is not waited for', () => {
  const back = [...ringingInPage, released, closed, connected];
  expect(unanswered(play(back).state)).toBeDefined();
  expect(play([...back, timer('ring')]).effects).toEqual(['tell missed']);
  expect(unanswered(play([...back, timer('ring')]).state)).toBeUndefined();
});

test('the window closed while it rings: it goes on ringing in the notice, and opens no further one', () => {
  const put = [...ringingInPage, released, closed, connected, rang];
  expect(play(put, 2).effects).toEqual([]);
  expect(unanswered(play(put).state)).toMatchObject({ from: 'alice' });
  expect(play([...put, accepted]).effects).toEqual(['open-window full']);
  expect(play([...put, declined]).effects).toEqual(['decline']);
  // The next one rings as any.
  expect(play([...put, rangOff(true), rang]).effects).toEqual(['open-window ring']);
});

test('a ring that ends in the small window closes it; one in a large window leaves it', () => {
  expect(play([...ringingInPage, page(undefined, { unread: 1 })]).effects).toEqual([
    'tell missed',
    'release',
  ]);
  expect(play([...inWindow, page('ringing'), page(undefined, { unread: 1 })]).effects).toEqual([]);
});

test('a handover that comes after `closed`, or twice, is of no page any more', () => {
  expect(play([...inWindow, closed, released]).effects).toEqual([]);
  expect(play([...inWindow, released, closed, connected, released]).effects).toEqual([]);
});

test('a page that crashes: the background goes on with what it knows', () => {
  expect(play([...inWindow, closed]).effects).toEqual(['start-background', 'tell still-here']);
  expect(play([...inWindow, crashed, closed], 2).effects).toEqual([
    'close-window',
    'show-failure',
    'start-background',
  ]);
});

test('a page that crashes in a call is opened again as another device, which is let back into it', () => {
  for (const crash of [[closed], [crashed, closed]]) {
    const { state, effects } = play([...inCall, ...crash]);
    expect(effects).toEqual(['drop session', 'open-window full']);
    expect(state.holder).toEqual({ name: 'awaited', user: 'bob' });
  }
  // Released in good order, the call has ended.
  expect(play([...inCall, released, closed]).effects).toEqual(['start-background', 'tell still-here']);
});

test('a page that was told to let go and does not answer is closed all the same', () => {
  const asked = [...ringingInPage, page()];
  expect(play([...asked, timer('release'), closed], 2).effects).toEqual(['close-window', 'start-background']);
  expect(play([...asked, released, timer('release')]).effects).toEqual([]);
});

test('a page that was never begun with has nothing to keep', () => {
  const early = [...ringing, opened('ring'), rangOff(true), releasedNothing, closed];
  expect(play(early, 2).effects).toEqual([]);
  expect(play(early).state.holder).toMatchObject({ name: 'background' });
});

test('somebody wants the window while it closes: it opens again', () => {
  const closing = [...ringingInPage, page(), wanted];
  expect(play([...closing, released, closed], 2).effects).toEqual([
    'keep released',
    'close-window',
    'start-background',
    'open-window full',
  ]);
  expect(play([...ringingInPage, page(), released, rang, closed]).effects).toEqual([
    'start-background',
    'open-window ring',
  ]);
});

test('a second start while the window opens is one window, and its wish is told', () => {
  const twice: ClientEvent = { type: 'wanted', intent: { do: 'open', with: 'carol', media: 'voice' } };
  expect(play([shown, twice, opened('full'), entering], 3).effects).toEqual([
    'begin open',
    'remember-sign-in',
  ]);
  expect(play([...inWindow, twice]).effects).toEqual(['send open', 'focus']);
  expect(play([...ringing, twice, opened('ring')], 2).effects).toEqual(['place full', 'focus']);
  // At the sign-in page it waits for who comes in.
  expect(play([{ ...shown, user: undefined }, twice, opened('full'), signedOut, entering]).effects).toEqual([
    'drop all',
    'begin open',
    'remember-sign-in',
  ]);
});

test('another person in the page: the one of the background leaves, and nothing of theirs is handed over', () => {
  const carol = message({ t: 'entering', user: 'carol' });
  expect(play([...background, wanted, opened('full'), carol]).effects).toEqual([
    'leave-background',
    'drop all',
    'begin',
    'remember-sign-in',
  ]);
  expect(play([...inWindow, released, carol]).effects).toEqual(['drop all', 'begin', 'remember-sign-in']);
  expect(play([shown, opened('full'), carol]).effects).toEqual(['drop all', 'begin', 'remember-sign-in']);
});

test('signed out in the window: nothing comes back by itself', () => {
  const out = [...inWindow, signedOut];
  expect(play(out).effects).toEqual(['drop all', 'forget-sign-in']);
  expect(play([...out, closed]).effects).toEqual(['tell still-here']);
  expect(play([...out, closed]).state.holder).toEqual({ name: 'nobody', why: 'signed-out' });
  expect(play([...inWindow, released, signedOut, timer('reload'), closed]).state.holder.name).toBe('nobody');
  expect(play([...background, wanted, opened('full'), signedOut]).effects).toEqual([
    'leave-background',
    'drop all',
    'forget-sign-in',
  ]);
});

test('displaced in the page or the background: nothing comes back by itself, but the person may', () => {
  const over: ClientEvent = { type: 'over', why: 'displaced' };
  expect(play([...background, over]).effects).toEqual(['drop all', 'tell displaced']);
  expect(trayOf(play([...background, over]).state, false, en)).toMatchObject({
    presence: 'offline',
    tooltip: 'Parley · Signed in elsewhere',
  });
  expect(play([...background, over, wanted, opened('full'), entering]).effects).toEqual([
    'drop all',
    'begin',
    'remember-sign-in',
  ]);
  const displacedInPage = [...inWindow, page(undefined, { connected: false, over: true })];
  expect(play([...displacedInPage, releasedNothing, closed]).effects).toEqual([
    'drop all',
    'tell still-here',
  ]);
  expect(play([...displacedInPage, entering]).effects).toEqual(['drop all', 'begin', 'remember-sign-in']);
  expect(play([...ringing, over], 1).effects).toEqual(['drop all', 'tell displaced']);
  expect(unanswered(play([...ringing, over]).state)).toBeUndefined();
});

test('the server down during the handover: the page has the session, and the ring is not taken for over', () => {
  const down = [...ringing, opened('ring'), entering, page(undefined, { connected: false })];
  expect(play(down).effects).toEqual([]);
  expect(unanswered(play(down).state)).toMatchObject({ from: 'alice' });
  expect(play([...down, page('ringing')]).state.ring).toMatchObject({ shown: true });
});

test('quit in the background leaves the session, and in a page lets go of it first', () => {
  expect(play([...background, quit]).effects).toEqual(['leave-background', 'exit']);
  expect(play([...inCall, quit]).effects).toEqual(['release']);
  expect(play([...inCall, quit, released, closed, connected], 3).effects).toEqual([
    'keep released',
    'close-window',
    'start-background',
    'leave-background',
    'exit',
  ]);
  expect(play([...inCall, quit, timer('quit')]).effects).toEqual(['leave-background', 'exit']);
  expect(play([shown, quit, opened('full'), closed], 3).effects).toEqual(['close-window', 'exit']);
  expect(play([{ ...hidden, user: undefined }, quit]).effects).toEqual(['exit']);
});

test('while it quits nothing opens, rings or begins', () => {
  const quitting = [...inCall, quit];
  for (const event of [wanted, rang, entering, accepted])
    expect(play([...quitting, released, event]).effects).toEqual([]);
});

test('in a call the tray can mute and hang up, and what is said without one goes nowhere', () => {
  const said: ClientEvent = { type: 'said', intent: { do: 'toggle-microphone' } };
  expect(play([...inCall, said]).effects).toEqual(['send toggle-microphone']);
  expect(play([...inWindow, said]).effects).toEqual([]);
  const { state } = play([
    ...inWindow,
    page(undefined, {
      call: { with: 'alice', media: 'voice', state: 'active', microphone: false },
      unread: 2,
    }),
  ]);
  const { menu, ...tray } = trayOf(state, true, en);
  expect(tray).toEqual({
    presence: 'in-call',
    unread: 2,
    tooltip: 'Parley · In a call with alice · 2 unread',
  });
  expect(menu.map(({ label = '-' }) => label)).toEqual([
    'Open Parley',
    '-',
    'Unmute microphone',
    'Hang up',
    '-',
    'Start with the computer',
    'Servers…',
    '-',
    'Quit',
  ]);
});
