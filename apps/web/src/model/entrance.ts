// Where a person stands before the app: being recognised, at the sign-in page, on the way in, or inside.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { LIMITS, type Newcomers, type Standing, type UserId } from '@parley/client';

/** `server-away`: somebody was signed in here, and whether they still are can't be asked now. */
export type Notice = 'signed-out' | 'sign-out-unheard' | 'server-away';

/** What the code of the signed-in app offers to the entrance. */
export interface SignedInApp {
  readonly View: ComponentType;
  close(): void;
}

export type EntranceState =
  /** The cookie may still be good: nothing is asked until the server has said so. */
  | { name: 'checking' }
  | { name: 'signed-out'; notice: Notice | undefined }
  | { name: 'inside'; app: SignedInApp };

export interface Entrance {
  readonly state: ReadonlySignal<EntranceState>;
  /** What one may do who is not signed in; as long as the server has not said so, what most let people do. */
  readonly newcomers: ReadonlySignal<Newcomers>;
  enter: (user: UserId) => Promise<void>;
  /** Starts fetching the code of the app, so that entering is instant. */
  prepare: () => void;
  /** Before the page goes to the provider, which leads back to it: nothing is asked then either. */
  leaveForProvider: () => void;
}

export interface EntranceOptions {
  /** Whether this browser was signed in when it was last here. */
  remembered: { get(): boolean; set(value: boolean): void };
  askStanding(): Promise<Standing>;
  /** Fetches the code of the app; throws where it can't be had. */
  load(): Promise<(user: UserId, leave: (notice: Notice) => void) => SignedInApp | Promise<SignedInApp>>;
  /** Calls back after a while, or once there is a network again. Without it nothing is tried twice. */
  later?: (again: () => void) => void;
  /** Nobody is signed in, as the server has said, or no more. */
  signedOut?: () => void;
}

function noticeIn(state: EntranceState): Notice | undefined {
  return state.name === 'signed-out' ? state.notice : undefined;
}

export function createEntrance(options: EntranceOptions): Entrance {
  const { remembered } = options;
  const state = signal<EntranceState>(
    remembered.get() ? { name: 'checking' } : { name: 'signed-out', notice: undefined },
  );

  const newcomers = signal<Newcomers>({
    registration: 'open',
    accountLength: LIMITS.accountLength,
    provider: undefined,
    downloads: false,
  });

  let isStarting = false;
  const leave = (notice: Notice): void => {
    if (state.value.name === 'inside') state.value.app.close();
    remembered.set(false);
    state.value = { name: 'signed-out', notice };
    options.signedOut?.();
  };

  const enter = async (user: UserId): Promise<void> => {
    const start = await options.load();
    if (isStarting || state.value.name === 'inside') return;
    isStarting = true;
    try {
      const app = await start(user, leave);
      remembered.set(true);
      state.value = { name: 'inside', app };
    } finally {
      isStarting = false;
    }
  };

  const recognise = async (): Promise<void> => {
    const standing = await options.askStanding();
    if (standing.user !== undefined) return enter(standing.user);
    newcomers.value = standing;
    if (isStarting || state.value.name === 'inside') return;
    remembered.set(false);
    state.value = { name: 'signed-out', notice: undefined };
    options.signedOut?.();
  };

  // To whoever was not signed in here, a server that can't be reached is told when they press the button, and not before.
  const tryToRecognise = (): void => {
    const wasIn = state.value.name === 'checking' || noticeIn(state.value) === 'server-away';
    recognise().catch(() => {
      if (!wasIn || isStarting || state.value.name === 'inside') return;
      state.value = { name: 'signed-out', notice: 'server-away' };
      options.later?.(tryToRecognise);
    });
  };
  tryToRecognise();

  return {
    state,
    newcomers,
    enter,
    prepare: () => {
      options.load().catch(() => undefined); // Tried again, and told, on entering.
    },
    leaveForProvider: () => remembered.set(true),
  };
}
