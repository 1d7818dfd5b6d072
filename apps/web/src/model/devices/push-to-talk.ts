// The space bar held while muted: heard as long as it is held. Pure.

/** Held for less, on the button itself, it is a press like any other: it unmutes. */
const PRESS = 400;

export type Push = { name: 'idle' } | { name: 'held'; on: 'page' | 'button'; since: number };

export type PushEvent =
  /** `on`: whether the microphone's own button has the focus. */
  | { name: 'down'; at: number; on: 'page' | 'button'; muted: boolean }
  | { name: 'up'; at: number }
  /** The window has lost the keyboard: no key will be heard to come up. */
  | { name: 'lost' }
  /** Muted or unmuted in another way. */
  | { name: 'changed'; muted: boolean };

export const IDLE: Push = { name: 'idle' };

/** `effect`: what is to become of the microphone. `taken`: whether the key has done its work, and is to do nothing else. */
export interface Pushed {
  push: Push;
  effect?: 'unmute' | 'mute';
  taken: boolean;
}

export function stepPush(push: Push, event: PushEvent): Pushed {
  switch (event.name) {
    case 'down':
      if (push.name === 'held') return { push, taken: true };
      if (!event.muted) return { push, taken: false };
      return { push: { name: 'held', on: event.on, since: event.at }, effect: 'unmute', taken: true };
    case 'up':
      if (push.name === 'idle') return { push, taken: false };
      if (push.on === 'button' && event.at - push.since < PRESS) return { push: IDLE, taken: true };
      return { push: IDLE, effect: 'mute', taken: true };
    case 'lost':
      return push.name === 'held' ? { push: IDLE, effect: 'mute', taken: false } : { push, taken: false };
    case 'changed':
      return { push: push.name === 'held' && event.muted ? IDLE : push, taken: false };
    default:
      return event satisfies never;
  }
}
