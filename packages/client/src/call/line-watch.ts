// Watches a peer connection's line and mends it: ICE restarts first, a new connection when those do not help.
import { assertNever } from '@parley/protocol';
import type { LineState } from '../api.ts';
import type { Platform } from '../connection/platform.ts';

/** Chromium says `disconnected` after 5.8 s of silence; blips heal by themselves (QUALITY.md, ICE facts). */
const PATIENCE = 2_000;
const RETRY = 5_000;
/** Restarts that may fail before the connection is given up for another. */
const RESTARTS = 3;

export interface LineWatch {
  readonly state: LineState;
  heard(state: RTCPeerConnectionState): void;
  /** The network or the session is back: a line that is lost is mended now. */
  nudge(): void;
  /** Another connection begins. */
  reset(): void;
  close(): void;
}

export function createLineWatch(options: {
  platform: Pick<Platform, 'after'>;
  restart: () => void;
  giveUp: () => void;
  changed: () => void;
}): LineWatch {
  const { platform, restart, giveUp, changed } = options;
  let state: LineState = 'connecting';
  let restarts = 0;
  let cancel: (() => void) | undefined;

  function become(next: LineState): void {
    if (state === next) return;
    state = next;
    changed();
  }

  function mendAfter(ms: number): void {
    cancel?.();
    cancel = platform.after(ms, mend);
  }

  function mend(): void {
    cancel = undefined;
    if (restarts >= RESTARTS) {
      restarts = 0;
      giveUp();
    } else {
      restarts += 1;
      restart();
    }
    mendAfter(RETRY);
  }

  function rest(): void {
    cancel?.();
    cancel = undefined;
    restarts = 0;
  }

  return {
    get state() {
      return state;
    },
    heard(next) {
      switch (next) {
        case 'connected':
          rest();
          return become('good');
        case 'disconnected':
          become('lost');
          return mendAfter(PATIENCE);
        case 'failed':
          if (state !== 'connecting') become('lost');
          return mendAfter(0);
        case 'new':
        case 'connecting':
        case 'closed':
          return;
        default:
          assertNever(next);
      }
    },
    nudge() {
      if (state === 'lost') mendAfter(0);
    },
    // A lost line stays lost in its person's eyes until the next connection stands.
    reset: rest,
    close: rest,
  };
}
