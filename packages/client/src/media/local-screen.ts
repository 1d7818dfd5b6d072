// This person's screen in one call: asked for from within a click, and over when the browser's own bar says so.
import type { DeviceProblem } from '../api/media.ts';
import { captureScreen, type Captured, type MediaSource } from './capture.ts';
import { problemKind } from './problem-kind.ts';

export interface LocalScreenOptions {
  source: MediaSource | undefined;
  changed: () => void;
}

export class LocalScreen {
  readonly #options: LocalScreenOptions;
  #wanted = false;
  #opening = false;
  #track: MediaStreamTrack | undefined;
  #sound: MediaStreamTrack | undefined;
  #problem: DeviceProblem | undefined;

  constructor(options: LocalScreenOptions) {
    this.#options = options;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  /** What the shared page or system plays, where the person has let it be heard. */
  get sound(): MediaStreamTrack | undefined {
    return this.#sound;
  }

  get problem(): DeviceProblem | undefined {
    return this.#problem;
  }

  want(on: boolean): void {
    if (on !== this.#wanted) this.#problem = undefined;
    this.#wanted = on;
    if (on) void this.#open();
    else this.#drop();
  }

  async #open(): Promise<void> {
    const { source, changed } = this.#options;
    if (this.#opening || this.#track) return;
    this.#opening = true;
    const captured = source ? await captureScreen(source) : undefined;
    this.#opening = false;
    if (captured && 'tracks' in captured) this.#take(captured.tracks);
    if (!this.#track && this.#wanted) this.#problem = problemOf(captured);
    // Not choosing a screen is a choice: the wish is over, whatever came of it.
    if (!this.#track) this.#wanted = false;
    changed();
  }

  #take(tracks: readonly MediaStreamTrack[]): void {
    const track = tracks.find(({ kind }) => kind === 'video');
    if (!this.#wanted || this.#track || !track) {
      for (const one of tracks) one.stop();
      return;
    }
    this.#track = track;
    this.#sound = tracks.find(({ kind }) => kind === 'audio');
    // "Stop sharing" in the browser's own bar, or a window that was closed.
    const ended = (): void => {
      if (this.#track !== track) return;
      this.#drop();
      this.#options.changed();
    };
    track.addEventListener('ended', ended, { once: true });
  }

  #drop(): void {
    this.#wanted = false;
    this.#track?.stop();
    this.#sound?.stop();
    this.#track = this.#sound = undefined;
  }
}

function problemOf(captured: Captured | undefined): DeviceProblem {
  if (!captured) return { device: 'screen', kind: 'insecure' };
  return { device: 'screen', kind: 'cause' in captured ? problemKind(captured.cause) : 'failed' };
}
