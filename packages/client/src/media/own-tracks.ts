// Tracks that the program sends in place of devices. They stay the program's: never stopped and never disabled here.
import type { Platform } from '../connection/platform.ts';
import type { Device } from '../api/media.ts';
import { MUTED } from './local-input.ts';

/** Whoever stops a track hears no event of it (W3C Media Capture and Streams §4.3.1): it is looked at instead. */
const LOOKS = 1_000;
const EVENTS = ['ended', 'mute', 'unmute'] as const;

interface Held {
  readonly track: MediaStreamTrack;
  /** As it was told last. */
  isLive: boolean;
  /** For long enough that it is more than a hitch. */
  isMuted: boolean;
  cancelMuted: (() => void) | undefined;
  readonly look: () => void;
}

export interface OwnTracksOptions {
  platform: Pick<Platform, 'after'>;
  /** One has ended, or was muted or unmuted. */
  changed: () => void;
}

export class OwnTracks {
  readonly #options: OwnTracksOptions;
  readonly #held = new Map<Device, Held>();
  #cancelLook: (() => void) | undefined;

  constructor(options: OwnTracksOptions) {
    this.#options = options;
  }

  has(device: Device): boolean {
    return this.#held.has(device);
  }

  /** Nothing once it has ended. */
  track(device: Device): MediaStreamTrack | undefined {
    const track = this.#held.get(device)?.track;
    return track?.readyState === 'live' ? track : undefined;
  }

  /** Whether the other can hear or see by it. */
  flows(device: Device): boolean {
    return this.track(device) !== undefined && this.#held.get(device)?.isMuted === false;
  }

  use(device: Device, track: MediaStreamTrack | undefined): void {
    const before = this.#held.get(device);
    if (before?.track === track) return;
    if (before) this.#release(before);
    this.#held.delete(device);
    if (track) this.#hold(device, track);
  }

  close(): void {
    for (const held of this.#held.values()) this.#release(held);
    this.#held.clear();
    this.#cancelLook?.();
    this.#cancelLook = undefined;
  }

  #hold(device: Device, track: MediaStreamTrack): void {
    const held: Held = {
      track,
      isLive: track.readyState === 'live',
      isMuted: track.muted,
      cancelMuted: undefined,
      look: () => this.#look(held),
    };
    this.#held.set(device, held);
    for (const event of EVENTS) track.addEventListener(event, held.look);
    this.#lookSoon();
  }

  #release({ track, look, cancelMuted }: Held): void {
    for (const event of EVENTS) track.removeEventListener(event, look);
    cancelMuted?.();
  }

  #lookSoon(): void {
    if (this.#cancelLook || ![...this.#held.values()].some(({ isLive }) => isLive)) return;
    this.#cancelLook = this.#options.platform.after(LOOKS, () => {
      this.#cancelLook = undefined;
      for (const held of this.#held.values()) this.#look(held);
      this.#lookSoon();
    });
  }

  #look(held: Held): void {
    const isLive = held.track.readyState === 'live';
    if (isLive !== held.isLive) {
      held.isLive = isLive;
      this.#options.changed();
    }
    if (!held.track.muted) {
      held.cancelMuted?.();
      held.cancelMuted = undefined;
      this.#setMuted(held, false);
    } else if (!held.isMuted) {
      held.cancelMuted ??= this.#options.platform.after(MUTED, () => this.#setMuted(held, true));
    }
  }

  #setMuted(held: Held, isMuted: boolean): void {
    if (held.isMuted === isMuted) return;
    held.isMuted = isMuted;
    this.#options.changed();
  }
}
