// A page that was left in the middle of a call, by a reload or a crash, offers for 10 s to go back into it.
// A page that went in good order hung up; one that died is waited for. Back means calling the same person in the same way.
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { CallMedia, CallsApi, UserId } from '@parley/client';
import type { CallsModel } from './calls.ts';
import type { SessionNote } from './session-note.ts';
import type { Timers } from './timers.ts';

/** How long after the page was left the offer stands. */
const STANDS = 10_000;
/** How often a call is noted, for a page that has no time to say that it goes. */
const NOTED = 2_000;

export interface Offer {
  readonly with: UserId;
  readonly media: CallMedia;
}

export interface WayBack {
  readonly offer: ReadonlySignal<Offer | undefined>;
  take: () => void;
  dismiss: () => void;
  close(): void;
}

export interface WayBackOptions {
  self: UserId;
  calls: Pick<CallsModel, 'live' | 'start'>;
  /** Calls that have lost this person's device. */
  waiting: Pick<CallsApi, 'on'>;
  /** Whether the page has gone away: set before anything is hung up for that reason. */
  left: ReadonlySignal<boolean>;
  note: SessionNote;
  timers: Timers;
}

interface Noted extends Offer {
  self: UserId;
  /** When the page was last seen in the call, in ms of the Unix epoch. */
  at: number;
}

export function createWayBack({ self, calls, waiting, left, note, timers }: WayBackOptions): WayBack {
  const offer = signal<Offer | undefined>(undefined);
  let stopNoting: (() => void) | undefined;
  let cancel: (() => void) | undefined;

  const write = (): void => {
    const call = calls.live.peek();
    if (call?.state.name !== 'active') return;
    // Nobody is shown by going back who was not seen before.
    const media = call.local.status.camera ? 'video' : 'voice';
    note.set(JSON.stringify({ self, with: call.with, media, at: timers.now() } satisfies Noted));
  };
  const dismiss = (): void => {
    cancel?.();
    offer.value = undefined;
    note.set(undefined);
  };
  const look = (): void => {
    const text = note.get();
    const noted = text === undefined ? undefined : read(text);
    const age = noted?.self === self ? timers.now() - noted.at : Infinity;
    if (!noted || age < 0 || age >= STANDS) return dismiss();
    show({ with: noted.with, media: noted.media }, STANDS - age);
  };
  const show = (next: Offer, ms: number): void => {
    offer.value = next;
    cancel?.();
    cancel = timers.after(ms, dismiss);
  };

  const stops = [
    waiting.on('waiting', (call) => {
      if (!calls.live.peek()) show(call, STANDS);
    }),
    effect(() => {
      const active = calls.live.value?.state.name === 'active';
      if (active && !stopNoting) {
        write();
        stopNoting = timers.every(NOTED, write);
      } else if (!active && stopNoting) {
        stopNoting();
        stopNoting = undefined;
        // Ended by somebody, not by leaving.
        if (!left.peek()) note.set(undefined);
      }
    }),
    effect(() => {
      if (left.value) untracked(write);
      else untracked(look);
    }),
    effect(() => {
      // Another call has come in between, or this is the way back.
      if (calls.live.value && offer.peek()) dismiss();
    }),
  ];

  return {
    offer,
    take: () => {
      const taken = offer.value;
      dismiss();
      if (taken) calls.start(taken.with, taken.media);
    },
    dismiss,
    close: () => {
      for (const stop of stops) stop();
      stopNoting?.();
      if (!left.peek()) dismiss();
    },
  };
}

/** The note may be of another version, or somebody's own work. */
function read(text: string): Noted | undefined {
  try {
    const noted = JSON.parse(text) as Partial<Record<keyof Noted, unknown>> | null;
    if (typeof noted !== 'object' || noted === null) return undefined;
    const { self, with: other, media, at } = noted;
    if (typeof self !== 'string' || typeof other !== 'string' || typeof at !== 'number') return undefined;
    if (media !== 'video' && media !== 'voice') return undefined;
    return { self: self as UserId, with: other as UserId, media, at };
  } catch {
    return undefined;
  }
}
