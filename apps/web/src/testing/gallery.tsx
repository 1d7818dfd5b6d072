// Shows named states, one after the other, in a page without a server: each gets models of its own.
import { render } from 'preact';
import { LIMITS, type UserId } from '@parley/client';
import { createEntrance, type Notice } from '../model/entrance.ts';
import { createSignIn, type SignInModel } from '../model/sign-in.ts';
import { App } from '../views/App.tsx';
import { Entrance } from '../views/sign-in/Entrance.tsx';
import { nameOf } from './by-name.ts';
import { focusStop, focusStops, missedStops, type FocusStop } from './focus-stops.ts';
import { lostGrounds, noteGrounds, unseenChoices } from './forced-colours.ts';
import { openFakeSession } from './fake-session.ts';
import { createAppStage, createStage } from './gallery-stage.ts';
import {
  PEOPLE,
  SELF,
  type AppState,
  type GalleryState,
  type Pictures,
  type SignInState,
} from './gallery-state.ts';
import { findFaults, type Fault } from './layout-faults.ts';
import { createManualTimers } from './manual-timers.ts';
import { motions, standsStill } from './stillness.ts';

export interface Gallery {
  readonly names: readonly string[];
  /** Resolves once the state stands still; rejects where it does not come about. */
  show(name: string): Promise<void>;
  /** Once the page stands still again, after its size has changed. */
  standsStill(): Promise<void>;
  faults(): readonly Fault[];
  /** What moves. */
  motions(): readonly string[];
  /** Where the Tab key stops. */
  stops(): readonly string[];
  /** Those that the focus has not been on. */
  missed(): readonly string[];
  /** The stop that has the focus. */
  stop(): FocusStop | undefined;
  /** Keeps in mind what is drawn by its ground alone. */
  noteGrounds(): void;
  /** In forced colours: what was drawn by its ground, and what is chosen and does not look so. */
  unseen(): readonly string[];
}

export interface GalleryOptions {
  root: Element;
  states: readonly GalleryState[];
  pictures: Pictures;
}

/** A Monday morning, wherever one is. */
const NOW = new Date(2026, 2, 2, 10, 24).getTime();

export function createGallery({ root, states, pictures }: GalleryOptions): Gallery {
  const byName = new Map(states.map((state) => [state.name, state]));
  if (byName.size < states.length) throw new Error('two states have the same name');
  let close = (): void => undefined;
  return {
    names: [...byName.keys()],
    standsStill,
    faults: findFaults,
    motions,
    stops: () => focusStops().map((stop) => `${stop.tagName} ${nameOf(stop)}`.replaceAll('\n', ' ')),
    missed: missedStops,
    stop: focusStop,
    noteGrounds,
    unseen: () => [
      ...lostGrounds().map((what) => `not drawn: ${what}`),
      ...unseenChoices().map((name) => `does not look chosen: ${name}`),
    ],
    async show(name) {
      const state = byName.get(name);
      if (!state) throw new Error(`there is no state “${name}”`);
      close();
      render(null, root);
      root.replaceChildren();
      localStorage.clear();
      const opened = state.at === 'app' ? openApp(state, root, pictures) : openSignIn(state, root);
      ({ close } = opened);
      await opened.show();
      await standsStill();
    },
  };
}

interface Opened {
  show(): Promise<void>;
  close: () => void;
}

const FORGETFUL = { get: () => false, set: () => undefined };

function openApp(state: AppState, root: Element, pictures: Pictures): Opened {
  const { user = SELF, online = PEOPLE, askable = false } = state;
  const timers = createManualTimers(NOW);
  const { session, parley, reach, close } = openFakeSession({
    user,
    online,
    camera: () => pictures.own,
    timers,
    audio: () => undefined,
    sounds: { loop: () => undefined, play: () => undefined, close: () => undefined },
    notifications: askable ? UNDECIDED : undefined,
    note: () => ({ get: () => undefined, set: () => undefined }),
    document: { title: '' },
    leave: () => undefined,
  });
  render(<App session={session} />, root);
  const stage = createAppStage({ timers, parley, session, reach, pictures });
  return { show: async () => state.show?.(stage), close };
}

/** A browser that has not been asked yet. */
const UNDECIDED = { permission: 'default', requestPermission: () => new Promise(() => undefined) } as never;

function openSignIn(state: SignInState, root: Element): Opened {
  const timers = createManualTimers(NOW);
  const stopAnswering = answer(state.answers ?? {});
  const newcomers = {
    registration: 'open' as const,
    accountLength: LIMITS.accountLength,
    provider: undefined,
    downloads: false,
    ...state.newcomers,
  };
  let leave: ((notice: Notice) => void) | undefined;
  const entrance = createEntrance({
    remembered: FORGETFUL,
    askStanding: () => Promise.resolve({ user: undefined, ...newcomers }),
    load: () =>
      Promise.resolve((_user: UserId, go: (notice: Notice) => void) => {
        leave = go;
        return { View: () => null, close: () => undefined };
      }),
  });
  render(<Entrance entrance={entrance} signIn={signInOf(state)} unlockAudio={() => undefined} />, root);
  const show = async (): Promise<void> => {
    if (state.notice) {
      await entrance.enter('anna' as UserId);
      leave?.(state.notice);
    }
    await state.show?.(createStage(timers));
  };
  return { show, close: stopAnswering };
}

function signInOf({ signIn = () => new Promise(() => undefined) }: SignInState): SignInModel {
  return createSignIn({
    account: undefined,
    origin: 'https://parley.example',
    random: () => 0.4,
    signIn,
    enter: () => Promise.reject(new Error('the code of the app does not arrive here')),
    navigate: () => undefined,
  });
}

/** In the place of the server. */
function answer(answers: Readonly<Record<string, unknown>>): () => void {
  const real = window.fetch;
  window.fetch = async (input, init) => {
    const path = input instanceof Request ? input.url : String(input);
    return path in answers ? Response.json(answers[path]) : real(input, init);
  };
  return () => {
    window.fetch = real;
  };
}
