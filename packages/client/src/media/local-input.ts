// One microphone or camera of this person in one call: what is wanted of it, what is open, and what is wrong with it.
import type { DeviceProblem } from '../api/media.ts';
import type { Platform } from '../connection/platform.ts';
import type { Input } from './capture.ts';
import { DEFAULT, devicesFor, stepFor, type InputView, type Listed, type Step } from './device-choice.ts';

/** A device that is gone again so soon is broken: it is not opened anew by itself, or its light would flicker for ever. */
const FLEETING = 1_000;
/** Browsers mute a track for a moment too, while a device changes its rate for instance. */
export const MUTED = 1_500;

export interface LocalInputOptions {
  input: Input;
  platform: Pick<Platform, 'after' | 'now'>;
  /** Unplugged, taken away or muted by the system. */
  changed: () => void;
}

type Kind = DeviceProblem['kind'];

export class LocalInput {
  readonly input: Input;
  readonly #options: LocalInputOptions;
  #wanted = false;
  /** A track of the program's stands for it: nothing is open meanwhile, and nothing is wrong. */
  #replaced = false;
  #closed = false;
  #track: MediaStreamTrack | undefined;
  #openedAt = 0;
  #problem: DeviceProblem | undefined;
  #opening = false;
  /** Devices that were there at the last look, and those of them that it is of no use to try. */
  #seen: readonly string[] = [];
  #tried: readonly string[] = [];
  /** The group of the default device that is open, or that could not be changed to. */
  #group = '';
  #lost: { id: string; label: string } | undefined;
  #muted = false;
  #cancelMuted: (() => void) | undefined;

  constructor(options: LocalInputOptions) {
    this.input = options.input;
    this.#options = options;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  get problem(): DeviceProblem | undefined {
    return this.#problem;
  }

  /** Whether it was unplugged. Browsers may list it for a moment still. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Whether the other can hear or see by it. */
  get isOn(): boolean {
    return this.#wanted && this.#track !== undefined && !this.#muted;
  }

  get needsOpening(): boolean {
    return this.#awaitsTrack && !this.#problem && !this.#opening;
  }

  /** Whether it is wanted and being opened, or about to be. */
  get isComing(): boolean {
    return this.#awaitsTrack && !this.#problem;
  }

  get #awaitsTrack(): boolean {
    return this.#wanted && !this.#replaced && !this.#track;
  }

  /** A muted microphone stays open, so that unmuting is instant; a camera that is off is closed, light and all. */
  want(on: boolean): void {
    if (this.#closed) return;
    if (on !== this.#wanted) {
      this.#wanted = on;
      this.#lost = undefined;
      this.#problem = undefined;
      // What went on while nobody wanted it to be heard.
      if (on && this.#muted) this.#say('muted');
    }
    if (this.#track && this.input === 'microphone') this.#track.enabled = on;
    if (!on && this.input === 'camera') this.#drop();
  }

  /** Makes way for a track of the program's, or comes back. */
  replace(on: boolean): void {
    if (on === this.#replaced) return;
    this.#replaced = on;
    this.#problem = undefined;
    this.#lost = undefined;
    if (on) this.#drop();
  }

  close(): void {
    this.#closed = true;
    this.#wanted = false;
    this.#drop();
  }

  /** Makes room for another try. False where there is nothing to try, or it is being tried. */
  retry(): boolean {
    if (!this.#wanted || !this.#problem || this.#problem.kind === 'switched' || this.#opening) return false;
    this.#problem = { ...this.#problem, trying: true };
    return true;
  }

  began(): void {
    this.#opening = true;
  }

  /** The browser has been busy for long, and not with the device: a person is to answer. */
  asks(): void {
    if (this.#opening && this.#awaitsTrack) this.#say('asking');
  }

  /** It is open. Whatever was open before is closed, once `changed` was told of the new one. */
  took(track: MediaStreamTrack, changed: () => void): void {
    this.#opening = false;
    // Late: the call is over, or the camera was turned off meanwhile. A microphone muted meanwhile is still of use.
    if (this.#closed || this.#replaced || (this.input === 'camera' && !this.#wanted)) return track.stop();
    const before = this.#track;
    this.#track = track;
    this.#openedAt = this.#options.platform.now();
    this.#group = track.getSettings().groupId ?? '';
    if (this.input === 'microphone') track.enabled = this.#wanted;
    this.#problem = this.#switched(track);
    this.#listen(track);
    changed();
    before?.stop();
  }

  /** It could not be had. `list`: what was there then. */
  failed(kind: Kind, list: readonly Listed[]): void {
    this.#opening = false;
    this.#seen = devicesFor(this.input, list).map(({ deviceId }) => deviceId);
    // What is open goes on as it is: the other one was to replace it.
    if (this.#track) {
      if (this.#problem) this.#problem = withoutTrying(this.#problem);
      return;
    }
    this.#problem = undefined;
    if (!this.#awaitsTrack) return;
    this.#tried = kind === 'missing' ? [] : this.#seen;
    this.#say(kind === 'missing' && this.#lost ? 'unplugged' : kind);
  }

  /** To ask anew, apart from the other. */
  release(): void {
    this.#opening = false;
    if (this.#problem?.kind === 'asking') this.#problem = undefined;
  }

  /** What to do now that these devices are there. Each change is answered once. */
  see(list: readonly Listed[]): Step {
    if (this.#opening) return { name: 'stay' };
    const step = stepFor(this.#view, list);
    if (step.name === 'drop' && this.#track) this.#ended(this.#track);
    const there = devicesFor(this.input, list);
    this.#seen = there.map(({ deviceId }) => deviceId);
    this.#tried = this.#tried.filter((id) => this.#seen.includes(id));
    if (step.name !== 'switch') return step;
    if (step.to === DEFAULT) this.#group = there.find((one) => one.deviceId === DEFAULT)?.groupId ?? '';
    else this.#lost = undefined;
    return step;
  }

  get #view(): InputView {
    const deviceId = this.#track?.getSettings().deviceId ?? '';
    return {
      input: this.input,
      wanted: this.#wanted,
      open: this.#track && { deviceId, groupId: this.#group },
      problem: this.#problem?.kind,
      seen: this.#seen,
      tried: this.#tried,
      lost: this.#lost?.id,
    };
  }

  #say(kind: Kind): void {
    this.#problem = { device: this.input, kind };
  }

  /** Another device stands in for the one that was unplugged: which, is told once. */
  #switched({ label }: MediaStreamTrack): DeviceProblem | undefined {
    if (!this.#wanted || !this.#lost || label === '' || label === this.#lost.label) return undefined;
    return { device: this.input, kind: 'switched', name: label };
  }

  #listen(track: MediaStreamTrack): void {
    // Fired only for ends that are not ours: unplugged, taken away, permission withdrawn.
    track.addEventListener('ended', () => this.#ended(track), { once: true });
    track.addEventListener('mute', () => this.#mutedByOthers(track));
    track.addEventListener('unmute', () => this.#mutedByOthers(track));
    this.#muted = false;
    this.#mutedByOthers(track);
  }

  #ended(track: MediaStreamTrack): void {
    if (this.#track !== track) return;
    this.#lost ??= { id: track.getSettings().deviceId ?? '', label: track.label };
    this.#drop();
    this.#problem = undefined;
    if (this.#wanted && this.#options.platform.now() - this.#openedAt < FLEETING) {
      this.#tried = this.#seen;
      this.#say('unplugged');
    }
    this.#options.changed();
  }

  #mutedByOthers(track: MediaStreamTrack): void {
    if (this.#track !== track) return;
    this.#cancelMuted?.();
    this.#cancelMuted = undefined;
    if (track.muted) {
      this.#cancelMuted = this.#options.platform.after(MUTED, () => this.#setMuted(true));
    } else if (this.#muted) {
      this.#setMuted(false);
    }
  }

  #setMuted(muted: boolean): void {
    this.#muted = muted;
    if (muted && this.#wanted) this.#say('muted');
    else if (this.#problem?.kind === 'muted') this.#problem = undefined;
    this.#options.changed();
  }

  #drop(): void {
    this.#cancelMuted?.();
    this.#cancelMuted = undefined;
    this.#muted = false;
    this.#track?.stop();
    this.#track = undefined;
  }
}

function withoutTrying({ device, kind, name }: DeviceProblem): DeviceProblem {
  return { device, kind, ...(name === undefined ? {} : { name }) };
}
