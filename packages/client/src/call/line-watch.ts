// Watches a peer connection's line and mends it: ICE restarts first, a new connection when those do not help.
import { assertNever } from '@parley/protocol';
import type { LineState } from '../api/calls.ts';
import type { Platform } from '../connection/platform.ts';

/** Chromium says `disconnected` after 5.8 s of silence; blips heal by themselves (QUALITY.md, ICE facts). */
const PATIENCE = 2_000;
const RETRY = 5_000;
/** A connection that has never stood is given longer each time: on a slow line its candidates may still be on their way. */
const FIRST_TRY = 4_000;
/** Answered restarts that may fail before the connection is given up for another. */
const RESTARTS = 3;

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

export class LineWatch {
  readonly #options: LineWatchOptions;
  #line: Line = { name: 'none' };
  /** A lost line stays lost in its person's eyes until the next connection stands. */
  #shown: Exclude<LineState, 'weak'> = 'connecting';
  #cancel: (() => void) | undefined;

  constructor(options: LineWatchOptions) {
    this.#options = options;
  }

  /** What the connection itself says; whether a good line is a weak one, others judge. */
  get state(): Exclude<LineState, 'weak'> {
    return this.#shown;
  }

  /** A connection begins, the first or another. */
  begun(): void {
    this.#line = { name: 'connecting', tries: 0, restarts: 0 };
    this.#mendAfter(FIRST_TRY);
  }

  heard(next: RTCPeerConnectionState): void {
    if (this.#line.name === 'none') return;
    switch (next) {
      case 'connected':
        this.#rest();
        this.#line = { name: 'good' };
        return this.#show('good');
      case 'disconnected':
        return this.#line.name === 'connecting' ? undefined : this.#lose(PATIENCE);
      case 'failed':
        if (this.#line.name !== 'connecting') return this.#lose(0);
        this.#line = { ...this.#line, tries: Math.max(1, this.#line.tries) };
        return this.#mendAfter(0);
      case 'new':
      case 'connecting':
      case 'closed':
        return;
      default:
        assertNever(next);
    }
  }

  /** The network or the session is back, or the call was accepted: a line that does not stand is mended now. */
  nudge(): void {
    switch (this.#line.name) {
      case 'none':
        return;
      case 'good':
        this.#options.repeat();
        return;
      case 'connecting':
        this.#line = { name: 'connecting', tries: 0, restarts: 0 };
        return this.#mendAfter(0);
      case 'lost':
        this.#line = { name: 'lost', restarts: 0 };
        return this.#mendAfter(0);
      default:
        assertNever(this.#line);
    }
  }

  close(): void {
    this.#rest();
    this.#line = { name: 'none' };
  }

  #show(next: Exclude<LineState, 'weak'>): void {
    if (this.#shown === next) return;
    this.#shown = next;
    this.#options.changed();
  }

  #lose(ms: number): void {
    if (this.#line.name !== 'lost') this.#line = { name: 'lost', restarts: 0 };
    this.#mendAfter(ms);
    this.#show('lost');
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #mendAfter(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#options.platform.after(ms, () => this.#mend());
  }

  #mend(): void {
    this.#cancel = undefined;
    if (!this.#options.canSignal()) return;
    switch (this.#line.name) {
      case 'none':
      case 'good':
        return;
      case 'lost':
        return this.#mendLost(this.#line);
      case 'connecting':
        return this.#mendConnecting(this.#line);
      default:
        assertNever(this.#line);
    }
  }

  /** Only a restart that was answered and did not help counts as one that failed. */
  #mendLost({ restarts }: Extract<Line, { name: 'lost' }>): void {
    this.#mendAfter(RETRY);
    if (this.#options.repeat()) return;
    this.#line = { name: 'lost', restarts: (restarts + 1) % (RESTARTS + 1) };
    this.#restartOrGiveUp(restarts);
  }

  #mendConnecting({ tries, restarts }: Extract<Line, { name: 'connecting' }>): void {
    if (this.#options.repeat()) return this.#mendAfter(FIRST_TRY);
    this.#mendAfter(FIRST_TRY * 2 ** (tries + 1));
    // At the first look it may still be about to connect by itself.
    const patient = tries === 0;
    const next = patient ? restarts : (restarts + 1) % (RESTARTS + 1);
    this.#line = { name: 'connecting', tries: tries + 1, restarts: next };
    if (!patient) this.#restartOrGiveUp(restarts);
  }

  #restartOrGiveUp(restarts: number): void {
    if (restarts < RESTARTS) this.#options.restart();
    else this.#options.giveUp();
  }
}
