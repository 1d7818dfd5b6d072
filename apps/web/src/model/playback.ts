// Plays what comes from the other side. Where the browser holds sound back until the person has touched the page, the
// picture plays without it, and one tap, wherever it lands, brings the sound (WHATWG HTML, "allowed to play").
import { signal, type ReadonlySignal } from '@preact/signals';

/** What is used of an HTMLMediaElement. */
export type Player = Pick<HTMLMediaElement, 'muted' | 'play'>;

export interface Playback {
  /** Whether sound is held back. */
  readonly blocked: ReadonlySignal<boolean>;
  play(player: Player): void;
  /** It is gone, or has something else to play. */
  forget(player: Player): void;
  /** To be called from within a click or key press: plays all of it with sound. */
  tap: () => void;
  close(): void;
}

export type PlaybackWindow = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/** A touch counts for the browser once the finger is lifted. */
const GESTURES = ['pointerup', 'keydown'] as const;

export function createPlayback(window: PlaybackWindow): Playback {
  const held = new Set<Player>();
  const blocked = signal(false);

  const show = (): void => {
    const before = blocked.peek();
    blocked.value = held.size > 0;
    if (blocked.peek() === before) return;
    for (const type of GESTURES) {
      if (before) window.removeEventListener(type, tap, { capture: true });
      else window.addEventListener(type, tap, { capture: true });
    }
  };
  const forget = (player: Player): void => {
    held.delete(player);
    show();
  };
  const play = (player: Player): void => {
    const silent = player.muted;
    player.play().then(
      // Only what plays with its sound is done: a silenced one is held until a tap.
      () => !silent && forget(player),
      (cause: unknown) => refused(player, silent, cause),
    );
  };
  const refused = (player: Player, silent: boolean, cause: unknown): void => {
    // Any other failure is a newer stream taking this one's place.
    if (!(cause instanceof Error) || cause.name !== 'NotAllowedError') return;
    held.add(player);
    if (!silent) {
      player.muted = true;
      play(player);
    }
    show();
  };
  const tap = (): void => {
    for (const player of held) {
      player.muted = false;
      play(player);
    }
  };
  return {
    blocked,
    play,
    forget,
    tap,
    close: () => {
      held.clear();
      show();
    },
  };
}
