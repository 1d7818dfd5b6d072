// How present one is oneself: set by hand and remembered on this device for the account, or away while nobody is at the page.
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { PresenceApi, PresenceStatus, UserId } from '@parley/client';
import type { Preferences } from './preferences.ts';
import type { Timers } from './timers.ts';

/** Ms without a sign of anybody. */
const IDLE = 10 * 60_000;

export interface OwnStatus {
  /** What was set, on whichever device. */
  readonly chosen: ReadonlySignal<PresenceStatus>;
  /** What others see. */
  readonly shown: ReadonlySignal<PresenceStatus>;
  set(status: PresenceStatus): void;
  close(): void;
}

export interface OwnStatusOptions {
  user: UserId;
  presence: PresenceApi;
  preferences: Preferences;
  timers: Pick<Timers, 'now' | 'after'>;
  /** Whether somebody is certainly there, such as in a call. */
  engaged: ReadonlySignal<boolean>;
  /** Calls back at every sign of somebody at the page. */
  onInput: (sign: () => void) => () => void;
}

export function createOwnStatus(options: OwnStatusOptions): OwnStatus {
  const { user, presence, preferences, timers, engaged, onInput } = options;
  const before = preferences.current.peek();
  const chosen = signal<PresenceStatus>(before.statusOf === user ? before.status : 'available');
  const shown = signal<PresenceStatus>(chosen.peek());

  const set = (status: PresenceStatus): void => {
    presence.setStatus(status, { again: preferences.current.peek().urgentCalls });
    read();
  };
  const read = (): void => {
    chosen.value = presence.chosen;
    shown.value = presence.statusOf(user) ?? presence.chosen;
    const known = preferences.current.peek();
    if (known.status !== chosen.value || known.statusOf !== user)
      preferences.set({ status: chosen.value, statusOf: user });
  };
  if (chosen.peek() !== 'available') set(chosen.peek());
  const stops = [
    presence.on('turned', (users) => {
      if (users.includes(user)) read();
    }),
    // Whether a second call may ring is told anew when it is set otherwise.
    effect(() => {
      void preferences.current.value.urgentCalls;
      untracked(() => {
        if (presence.chosen === 'do-not-disturb') set('do-not-disturb');
      });
    }),
    watchIdle({ timers, engaged, onInput, tell: (idle) => presence.setIdle(idle) }),
  ];
  return {
    chosen,
    shown,
    set,
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

interface IdleOptions extends Pick<OwnStatusOptions, 'timers' | 'engaged' | 'onInput'> {
  tell: (idle: boolean) => void;
}

/** One timer, whatever the number of signs: when it is due it looks at the time of the last one. */
function watchIdle({ timers, engaged, onInput, tell }: IdleOptions): () => void {
  let seenAt = timers.now();
  let idle = false;
  let cancel = (): void => undefined;
  const turn = (now: boolean): void => {
    if (idle === now) return;
    idle = now;
    tell(now);
  };
  const look = (): void => {
    if (engaged.peek()) seenAt = timers.now();
    const left = seenAt + IDLE - timers.now();
    if (left > 0) cancel = timers.after(left, look);
    else turn(true);
  };
  const sign = (): void => {
    seenAt = timers.now();
    if (!idle) return;
    turn(false);
    look();
  };
  look();
  const stops = [
    onInput(sign),
    effect(() => {
      void engaged.value;
      // Also once it is over: somebody was there until now.
      untracked(sign);
    }),
  ];
  return () => {
    cancel();
    for (const stop of stops) stop();
  };
}

/** Pointer, wheel, touch and keys. */
export function inputOf(target: Pick<Window, 'addEventListener' | 'removeEventListener'>) {
  const types = ['pointermove', 'pointerdown', 'wheel', 'touchstart', 'keydown'] as const;
  return (sign: () => void): (() => void) => {
    for (const type of types) target.addEventListener(type, sign, { capture: true, passive: true });
    return () => {
      for (const type of types) target.removeEventListener(type, sign, { capture: true });
    };
  };
}
