// This person's own devices: what is wanted is set at once, what is open follows, and nothing stays open unwanted (I9).
import type { MediaStatus } from '@parley/protocol';
import type { Device, DeviceProblem, LocalMedia as LocalMediaApi } from '../api.ts';
import { captureDevices, captureScreen, deviceOf, type Captured, type MediaSource } from './capture.ts';

const NOTHING: MediaStatus = { microphone: false, camera: false, screen: false };
const DEVICES = ['microphone', 'camera', 'screen'] as const;

export interface LocalMediaOptions {
  source: MediaSource | undefined;
  /** Called after every change of tracks, status or problems. */
  changed: () => void;
  makeStream?: (tracks: MediaStreamTrack[]) => MediaStream;
}

export class LocalMedia implements LocalMediaApi {
  readonly #options: LocalMediaOptions;
  readonly #tracks = new Map<Device, MediaStreamTrack>();
  readonly #problems = new Map<Device, DeviceProblem>();
  #wanted = NOTHING;
  #picture: MediaStream | undefined;
  #opening = false;
  #openingScreen = false;
  #closed = false;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
  }

  get picture(): MediaStream | undefined {
    return this.#picture;
  }

  get status(): MediaStatus {
    return {
      microphone: this.#wanted.microphone && this.#tracks.has('microphone'),
      camera: this.#tracks.has('camera'),
      screen: this.#tracks.has('screen'),
    };
  }

  get problems(): readonly DeviceProblem[] {
    return [...this.#problems.values()];
  }

  track(device: Device): MediaStreamTrack | undefined {
    return this.#tracks.get(device);
  }

  /** What is to be open from now on. A screen must be wanted from within a click. */
  want(change: Partial<MediaStatus>): void {
    if (this.#closed) return;
    // Wanting it again is how a person says "try again".
    for (const device of DEVICES)
      if (change[device] !== undefined && change[device] !== this.#wanted[device])
        this.#problems.delete(device);
    this.#wanted = { ...this.#wanted, ...change };
    this.#apply();
    this.#options.changed();
  }

  /** Stops everything at once; whatever is still being opened is stopped when it comes. */
  close(): void {
    this.#closed = true;
    this.#wanted = NOTHING;
    for (const device of DEVICES) this.#drop(device);
  }

  /** A muted microphone stays open, so that unmuting is instant; a camera that is off is closed, light and all. */
  #apply(): void {
    for (const device of ['camera', 'screen'] as const) if (!this.#wanted[device]) this.#drop(device);
    const microphone = this.#tracks.get('microphone');
    if (microphone) microphone.enabled = this.#wanted.microphone;
    void this.#openDevices();
    void this.#openScreen();
  }

  #missing(device: Device): boolean {
    return this.#wanted[device] && !this.#tracks.has(device) && !this.#problems.has(device);
  }

  async #openDevices(): Promise<void> {
    if (this.#opening) return;
    this.#opening = true;
    // What is missing is looked up afresh before each request: the call may have ended meanwhile.
    for (let apart = false; ;) {
      const missing = (['microphone', 'camera'] as const).filter((device) => this.#missing(device));
      if (missing.length === 0) break;
      const captured = await captureDevices(this.#options.source, apart ? missing.slice(0, 1) : missing);
      apart ||= captured === undefined;
      for (const one of captured ?? []) this.#keep(one);
      this.#tell();
    }
    this.#opening = false;
  }

  async #openScreen(): Promise<void> {
    if (this.#openingScreen || !this.#missing('screen')) return;
    this.#openingScreen = true;
    const captured = await captureScreen(this.#options.source);
    this.#openingScreen = false;
    this.#keep(captured, 'screen');
    // Not choosing a screen is a choice: the wish is over, whatever came of it.
    if (!this.#tracks.has('screen')) this.#wanted = { ...this.#wanted, screen: false };
    this.#tell();
  }

  #keep(captured: Captured, as?: 'screen'): void {
    if ('problem' in captured) {
      this.#problems.set(captured.problem.device, captured.problem);
      return;
    }
    const { track } = captured;
    const device = as ?? deviceOf(track);
    // Late: the call is over, or the camera was turned off meanwhile. A microphone muted meanwhile is still of use.
    const late = device === 'microphone' ? this.#closed : !this.#wanted[device];
    if (late || this.#tracks.has(device)) return track.stop();
    if (device === 'microphone') track.enabled = this.#wanted.microphone;
    this.#tracks.set(device, track);
    if (device === 'camera') this.#picture = this.#streamOf(track);
    // Fired only for ends that are not ours: unplugged, taken away, "Stop sharing".
    track.addEventListener('ended', () => this.#lost(device, track), { once: true });
  }

  #streamOf(track: MediaStreamTrack): MediaStream {
    return this.#options.makeStream?.([track]) ?? new MediaStream([track]);
  }

  #lost(device: Device, track: MediaStreamTrack): void {
    if (this.#tracks.get(device) !== track) return;
    this.#drop(device);
    if (device === 'screen') this.#wanted = { ...this.#wanted, screen: false };
    void this.#openDevices();
    this.#tell();
  }

  #drop(device: Device): void {
    this.#tracks.get(device)?.stop();
    this.#tracks.delete(device);
    if (device === 'camera') this.#picture = undefined;
  }

  #tell(): void {
    if (!this.#closed) this.#options.changed();
  }
}
