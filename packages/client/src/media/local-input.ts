// One microphone or camera of this person in one call: what is wanted of it, what is open, and what is wrong with it.
import type { CallPreferences } from '../api/calls.ts';
import type { DeviceProblem } from '../api/media.ts';
import type { Platform } from '../connection/platform.ts';
import { blurBackground } from './background-blur.ts';
import { CAMERA, microphoneConstraints, type Input } from './capture.ts';
import {
  DEFAULT,
  devicesFor,
  exactly,
  preferably,
  stepFor,
  wishedOf,
  type InputView,
  type Listed,
  type Step,
  type Wish,
} from './device-choice.ts';

/** A device that is gone again so soon is broken: it is not opened anew by itself, or its light would flicker for ever. */
const FLEETING = 1_000;
/** Browsers mute a track for a moment too, while a device changes its rate for instance. */
export const MUTED = 1_500;

export interface LocalInputOptions {
  input: Input;
  platform: Pick<Platform, 'after' | 'now'>;
  preferences: InputPreferences;
  /** Unplugged, taken away or muted by the system. */
  changed: () => void;
}

type Kind = DeviceProblem['kind'];

const SETTLED = { device: false, sound: false };

/** What a person prefers of their devices. */
export type InputPreferences = Readonly<
  Pick<CallPreferences, 'microphone' | 'camera' | 'cleanSound' | 'blurBackground'>
>;

export class LocalInput {
  readonly input: Input;
  readonly #options: LocalInputOptions;
  #wanted = false;
  /** A track of the program's stands for it: nothing is open meanwhile, and nothing is wrong. */
  #replaced = false;
  /** The call is on hold: nothing is open meanwhile, and what is wanted stays wanted. */
  #held = false;
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
  #preferences: InputPreferences;
  /** Preferences have changed since it was opened, and want another device or another way of taking its sound. */
  #unsettled: { device: boolean; sound: boolean } = SETTLED;
  /** Whether it is to be told which device stands in for the preferred one. */
  #isNew = false;

  constructor(options: LocalInputOptions) {
    this.input = options.input;
    this.#options = options;
    this.#preferences = options.preferences;
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
    return this.#wanted && !this.#replaced && !this.#held && !this.#track;
  }

  /** Whether another device, or the same in another way, is to take the place of the open one. */
  get needsReplacing(): boolean {
    const { device, sound } = this.#unsettled;
    return (device || sound) && this.#track !== undefined && !this.#opening && !this.#replaced;
  }

  /** Whether it is to be looked which devices are there before it is opened. */
  get prefersOne(): boolean {
    return this.#wish !== undefined && 'id' in this.#wish;
  }

  get #wish(): Wish {
    return this.#preferences[this.input];
  }

  /** True where another device is preferred now. */
  prefer(preferences: InputPreferences): boolean {
    const before = this.#preferences;
    this.#preferences = preferences;
    if (this.#closed) return false;
    if (this.input === 'camera' && before.blurBackground !== preferences.blurBackground) this.#blur();
    if (this.input === 'microphone' && before.cleanSound !== preferences.cleanSound)
      this.#unsettled = { ...this.#unsettled, sound: true };
    if (sameWish(before[this.input], this.#wish)) return false;
    this.#tried = [];
    this.#unsettled = { ...this.#unsettled, device: true };
    return true;
  }

  /** To be opened with: the preferred one, or any. */
  constraints(list: readonly Listed[]): MediaTrackConstraints {
    const there = devicesFor(this.input, list);
    const wished = wishedOf(this.#wish, there)?.deviceId;
    this.#unsettled = SETTLED;
    // Whatever the browser gives then, or the person has chosen in its question, is not to be changed again.
    if (wished !== undefined) this.#tried = [...this.#tried, wished];
    return { ...this.#basis, ...preferably(this.#wish, there) };
  }

  /** What is to take the place of what is open; nothing where that is it already. */
  replacement(list: readonly Listed[]): MediaTrackConstraints | undefined {
    const { device, sound } = this.#unsettled;
    this.#unsettled = SETTLED;
    const settings = this.#track?.getSettings() ?? {};
    const there = devicesFor(this.input, list);
    const other = device ? exactly(this.#wish, settings, there) : undefined;
    if (!other && !sound) return undefined;
    return { ...this.#basis, ...(other ?? exactlyThis(settings)) };
  }

  /** What is open, and nothing else. */
  get itself(): MediaTrackConstraints {
    return { ...this.#basis, ...exactlyThis(this.#track?.getSettings() ?? {}) };
  }

  /** The one of this id, and nothing else. */
  only(deviceId: string): MediaTrackConstraints {
    return { ...this.#basis, deviceId: { exact: deviceId } };
  }

  get #basis(): MediaTrackConstraints {
    return this.input === 'camera' ? CAMERA : microphoneConstraints(this.#preferences.cleanSound);
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

  hold(on: boolean): void {
    this.#held = on;
    if (on) this.#drop();
  }

  close(): void {
    this.#closed = true;
    this.#wanted = false;
    this.#drop();
  }

  /** Makes room for another try. False where there is nothing to try, or it is being tried. */
  retry(): boolean {
    if (!this.#wanted || this.#held || !this.#problem || isNotice(this.#problem.kind) || this.#opening)
      return false;
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

  /** Closed to make room: phones give one camera at a time. */
  makeRoom(): void {
    this.#lost = undefined;
    this.#drop();
  }

  /** The one that was chosen did not start; the one before goes on. */
  kept(): void {
    this.#opening = false;
    const wish = this.#wish;
    if (!this.#track) return;
    this.#problem = {
      device: this.input,
      kind: 'kept',
      ...(wish && 'label' in wish && { name: wish.label }),
    };
  }

  /** What has been chosen is not what was unplugged. */
  chosen(): void {
    this.#lost = undefined;
  }

  /** It is open. Whatever was open before is closed, once `changed` was told of the new one. */
  took(track: MediaStreamTrack, changed: () => void): void {
    this.#opening = false;
    // Late: the call is over, or the camera was turned off meanwhile. A microphone muted meanwhile is still of use.
    if (this.#closed || this.#replaced || this.#held || (this.input === 'camera' && !this.#wanted))
      return track.stop();
    const before = this.#track;
    this.#track = track;
    this.#openedAt = this.#options.platform.now();
    this.#group = track.getSettings().groupId ?? '';
    if (this.input === 'microphone') track.enabled = this.#wanted;
    this.#problem = this.#switched(track);
    this.#isNew = true;
    this.#listen(track);
    this.#blur();
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
    if (step.name !== 'switch') {
      this.#tellStandIn(there);
      return step;
    }
    // Once: should it not start, what is open goes on.
    if (step.to === wishedOf(this.#wish, there)?.deviceId) this.#tried = [...this.#tried, step.to];
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
      wish: this.#wish,
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

  /** The preferred one was not there when it opened. */
  #tellStandIn(there: readonly Listed[]): void {
    const isNew = this.#isNew;
    this.#isNew = false;
    const wish = this.#wish;
    if (!isNew || !this.#track || !this.#wanted || this.#problem || !wish || 'facing' in wish) return;
    const name = this.#track.label;
    if (name !== '' && name !== wish.label && !wishedOf(wish, there))
      this.#problem = { device: this.input, kind: 'stand-in', name };
  }

  #blur(): void {
    if (this.#track && this.input === 'camera')
      void blurBackground(this.#track, this.#preferences.blurBackground);
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
    if (this.#problem && isOfTrack(this.#problem.kind)) this.#problem = undefined;
    this.#track?.stop();
    this.#track = undefined;
  }
}

function exactlyThis({ deviceId }: MediaTrackSettings): MediaTrackConstraints {
  return deviceId ? { deviceId: { exact: deviceId } } : {};
}

function sameWish(one: Wish, other: Wish): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is told, and needs no other try. */
function isNotice(kind: Kind): boolean {
  return kind === 'switched' || kind === 'stand-in' || kind === 'kept';
}

/** What is said of the device that is open, and nothing that keeps it from being opened. */
function isOfTrack(kind: Kind): boolean {
  return isNotice(kind) || kind === 'muted';
}

function withoutTrying({ device, kind, name }: DeviceProblem): DeviceProblem {
  return { device, kind, ...(name === undefined ? {} : { name }) };
}
