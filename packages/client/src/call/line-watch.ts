// Watches a peer connection's line and mends it: ICE restarts first, a new connection when those do not help.
import { assertNever } from '@parley/protocol';
import type { LineState } from '../api.ts';
import type { Platform } from '../connection/platform.ts';

/** Chromium says `disconnected` after 5.8 s of silence; blips heal by themselves (QUALITY.md, ICE facts). */
const PATIENCE = 2_000;
const RETRY = 5_000;
/** A connection that has never stood is given longer each time: on a slow line its candidates may still be on their way. */
const FIRST_TRY = 4_000;
/** Answered restarts that may fail before the connection is given up for another. */
const RESTARTS = 3;

export interface LineWatch {
  /** What the connection itself says; whether a good line is a weak one, others judge. */
  readonly state: Exclude<LineState, 'weak'>;
  /** A connection begins, the first or another. */
  begun(): void;
  heard(state: RTCPeerConnectionState): void;
  /** The network or the session is back, or the call was accepted: a line that does not stand is mended now. */
  nudge(): void;
  close(): void;
}

export interface LineWatchOptions {
  platform: Pick<Platform, 'after'>;
  /** Whether there is a session to send offers over. While there is none, mending waits for the nudge that it brings. */
  canSignal: () => boolean;
  /** Says an offer that was not answered once more; false where none waits. */
  repeat: () => boolean;
  restart: () => void;
  giveUp: () => void;
  changed: () => void;
}

type Line =
  | { name: 'none' }
  /** `tries`: how often it was found answered and not connected. */
  | { name: 'connecting'; tries: number; restarts: number }
  | { name: 'good' }
  | { name: 'lost'; restarts: number };

export function createLineWatch(options: LineWatchOptions): LineWatch {
  const { platform, canSignal, repeat, restart, giveUp, changed } = options;
  let line: Line = { name: 'none' };
  // A lost line stays lost in its person's eyes until the next connection stands.
  let shown: LineWatch['state'] = 'connecting';
  let cancel: (() => void) | undefined;

  function show(next: LineWatch['state']): void {
    if (shown === next) return;
    shown = next;
    changed();
  }

  function mendAfter(ms: number): void {
    cancel?.();
    cancel = platform.after(ms, mend);
  }

  function rest(): void {
    cancel?.();
    cancel = undefined;
  }

  function mend(): void {
    cancel = undefined;
    if (!canSignal()) return;
    switch (line.name) {
      case 'none':
      case 'good':
        return;
      case 'lost':
        return mendLost(line);
      case 'connecting':
        return mendConnecting(line);
      default:
        assertNever(line);
    }
  }

  /** Only a restart that was answered and did not help counts as one that failed. */
  function mendLost({ restarts }: Extract<Line, { name: 'lost' }>): void {
    mendAfter(RETRY);
    if (repeat()) return;
    const over = restarts >= RESTARTS;
    line = { name: 'lost', restarts: over ? 0 : restarts + 1 };
    if (over) giveUp();
    else restart();
  }

  function mendConnecting({ tries, restarts }: Extract<Line, { name: 'connecting' }>): void {
    if (repeat()) return mendAfter(FIRST_TRY);
    mendAfter(FIRST_TRY * 2 ** (tries + 1));
    const next = { name: 'connecting', tries: tries + 1 } as const;
    // At the first look it may still be about to connect by itself.
    if (tries === 0) {
      line = { ...next, restarts };
      return;
    }
    const over = restarts >= RESTARTS;
    line = { ...next, restarts: over ? 0 : restarts + 1 };
    if (over) giveUp();
    else restart();
  }

  function lose(ms: number): void {
    if (line.name !== 'lost') line = { name: 'lost', restarts: 0 };
    mendAfter(ms);
    show('lost');
  }

  return {
    get state() {
      return shown;
    },
    begun() {
      line = { name: 'connecting', tries: 0, restarts: 0 };
      mendAfter(FIRST_TRY);
    },
    heard(next) {
      if (line.name === 'none') return;
      switch (next) {
        case 'connected':
          rest();
          line = { name: 'good' };
          return show('good');
        case 'disconnected':
          if (line.name === 'connecting') return;
          return lose(PATIENCE);
        case 'failed':
          if (line.name !== 'connecting') return lose(0);
          line = { ...line, tries: Math.max(1, line.tries) };
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
      switch (line.name) {
        case 'none':
          return;
        case 'good':
          repeat();
          return;
        case 'connecting':
          line = { name: 'connecting', tries: 0, restarts: 0 };
          return mendAfter(0);
        case 'lost':
          line = { name: 'lost', restarts: 0 };
          return mendAfter(0);
        default:
          assertNever(line);
      }
    },
    close() {
      rest();
      line = { name: 'none' };
    },
  };
}
