// What this person brings into a call, of devices or of the program's own tracks: what is wanted is set at once, what is open
// follows, and nothing stays open unwanted (I9).
import type { CallMedia, MediaStatus } from '@parley/protocol';
import type {
  Device,
  DeviceChange,
  DeviceProblem,
  LocalMedia as LocalMediaApi,
  Tracks,
} from '../api/media.ts';
import type { Platform } from '../connection/platform.ts';
import { captureInputs, inputOf, type Captured, type Input, type MediaSource } from './capture.ts';
import { changesOf } from './device-changes.ts';
import { devicesFor, isMended, type Listed, type Occasion } from './device-choice.ts';
import { DeviceWatch } from './device-watch.ts';
import { LocalInput, type InputPreferences } from './local-input.ts';
import { LocalScreen } from './local-screen.ts';
import { OwnTracks } from './own-tracks.ts';
import type { DevicePermissions } from './permissions.ts';
import { isRefusal, problemKind } from './problem-kind.ts';
import { replaceDevice } from './replace-device.ts';

/** A request that takes longer than this waits for a person, unless the browser says that it has been allowed. */
const ASKING = 2_500;

export interface LocalMediaOptions {
  source: MediaSource | undefined;
  permissions: DevicePermissions;
  /** As they are to begin with; `prefer` tells of changes. */
  preferences: InputPreferences;
  platform: Pick<Platform, 'after' | 'now'>;
  /** Called after every change of tracks, status or problems. */
  changed: () => void;
  /** Told from the first wish to the end. */
  devicesChanged: (change: DeviceChange) => void;
  makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
}

export class LocalMedia implements LocalMediaApi {
  readonly #options: LocalMediaOptions;
  readonly #inputs: Readonly<Record<Input, LocalInput>>;
  readonly #stops = new Set<() => void>();
  #watch: DeviceWatch | undefined;
  /** The devices that were there at the last look. */
  #listed: readonly Listed[] | undefined;
  #picture: MediaStream | undefined;
  readonly #screen: LocalScreen;
  readonly #own: OwnTracks;
  /** Of a screen that is the program's; the captured one knows of itself. */
  #ownScreenWanted = false;
  #held = false;
  #closed = false;

  constructor(options: LocalMediaOptions) {
    const { platform, source, preferences } = options;
    this.#options = options;
    this.#screen = new LocalScreen({ source, changed: () => this.#show() });
    this.#own = new OwnTracks({ platform, changed: () => this.#show() });
    const make = (input: Input): LocalInput =>
      new LocalInput({ input, platform, preferences, changed: () => this.#inputChanged() });
    this.#inputs = { microphone: make('microphone'), camera: make('camera') };
  }

  get picture(): MediaStream | undefined {
    return this.#picture;
  }

  get status(): MediaStatus {
    return {
      microphone: this.#isOn('microphone'),
      camera: this.#isOn('camera'),
      screen: this.#isOn('screen'),
    };
  }

  get problems(): readonly DeviceProblem[] {
    const { microphone, camera } = this.#inputs;
    return [microphone.problem, camera.problem, this.#screen.problem].filter((one) => one !== undefined);
  }

  get tracks(): Tracks {
    const [microphone, camera, screen] = (['microphone', 'camera', 'screen'] as const).map((device) =>
      this.track(device),
    );
    return { ...(microphone && { microphone }), ...(camera && { camera }), ...(screen && { screen }) };
  }

  /** What is to be sent of this device; an own track that is turned off is not. */
  track(device: Device): MediaStreamTrack | undefined {
    if (this.#held) return undefined;
    if (this.#own.has(device)) return this.#wants(device) ? this.#own.track(device) : undefined;
    return device === 'screen' ? this.#screen.track : this.#inputs[device].track;
  }

  /** What is to be heard of the screen that is shared; a program's own screen has none. */
  get screenSound(): MediaStreamTrack | undefined {
    return this.#own.has('screen') ? undefined : this.#screen.sound;
  }

  /** Whether a track of it is about to be there. */
  isComing(input: Input): boolean {
    return this.#inputs[input].isComing;
  }

  /** Puts a track of the program's in place of a device, or takes it away again; what is wanted stays as it is. */
  use(device: Device, track: MediaStreamTrack | undefined): void {
    if (this.#closed) return;
    this.#own.use(device, track);
    if (device === 'screen') {
      if (track) this.#screen.want(false);
      else this.#ownScreenWanted = false;
    } else {
      this.#inputs[device].replace(track !== undefined);
    }
    this.#openMissing();
    this.#show();
  }

  /** The call is accepted: what a person brings into it, and the screen that the program gave. */
  begin(media: CallMedia): void {
    const screen = this.#own.has('screen') && { screen: true };
    this.want({ microphone: true, camera: media === 'video', ...screen });
  }

  /**
   * What is to be open from now on. Wanting again what has a problem tries it again. A screen must be wanted from within a
   * click.
   */
  want(change: Partial<MediaStatus>): void {
    if (this.#closed) return;
    this.#begin();
    for (const input of this.#all) {
      const on = change[input.input];
      if (on && input.wanted) this.#retry(input);
      if (on !== undefined) input.want(on);
    }
    if (change.screen !== undefined) this.#wantScreen(change.screen && !this.#held);
    this.#openMissing();
    this.#show();
  }

  /** On hold nothing is open nor sent, and a screen is no longer shared; afterwards what is wanted opens again. */
  hold(on: boolean): void {
    if (this.#closed || on === this.#held) return;
    this.#held = on;
    for (const input of this.#all) input.hold(on);
    if (on) this.#wantScreen(false);
    this.#openMissing();
    this.#show();
  }

  /** What is open follows, should it be another device by that. */
  prefer(preferences: InputPreferences): void {
    for (const input of this.#all) {
      // Instead of the one that could not be had.
      if (input.prefer(preferences) && !input.track) this.#retry(input);
    }
    this.#replaceChosen();
  }

  /** Tries again what has a problem and is still wanted. */
  retry(device: Device): void {
    if (this.#closed || device === 'screen') return;
    this.#retry(this.#inputs[device]);
    this.#show();
  }

  /** The person is back at the page, where closing another program or allowing a device may have helped. */
  woken(): void {
    for (const input of this.#all) this.#retryOn('woken', input);
  }

  /** Stops everything at once; whatever is still being opened is stopped when it comes. */
  close(): void {
    this.#closed = true;
    for (const input of this.#all) input.close();
    this.#screen.want(false);
    this.#own.close();
    this.#picture = undefined;
    this.#watch?.close();
    for (const stop of this.#stops) stop();
  }

  get #all(): readonly LocalInput[] {
    return [this.#inputs.microphone, this.#inputs.camera];
  }

  #wants(device: Device): boolean {
    return device === 'screen' ? this.#ownScreenWanted : this.#inputs[device].wanted;
  }

  #isOn(device: Device): boolean {
    if (this.#held) return false;
    if (this.#own.has(device)) return this.#wants(device) && this.#own.flows(device);
    return device === 'screen' ? this.#screen.track !== undefined : this.#inputs[device].isOn;
  }

  #wantScreen(on: boolean): void {
    if (this.#own.has('screen')) this.#ownScreenWanted = on;
    else this.#screen.want(on);
  }

  /** Devices are watched from the first wish on: before, nothing is asked of the browser. */
  #begin(): void {
    const { source, platform, permissions } = this.#options;
    if (this.#watch || !source) return;
    this.#watch = new DeviceWatch({
      source,
      platform,
      waits: () => this.#all.some(({ problem }) => /^(missing|unplugged)$/.test(problem?.kind ?? '')),
      changed: (list) => this.#see(list),
    });
    this.#stops.add(permissions.onAllowed((input) => this.#retryOn('allowed', this.#inputs[input])));
  }

  #see(list: readonly Listed[]): void {
    if (this.#listed)
      for (const change of changesOf(this.#listed, list)) this.#options.devicesChanged(change);
    this.#listed = list;
    for (const input of this.#all) {
      const step = input.see(list);
      if (step.name === 'open') this.#retry(input);
      if (step.name === 'switch') void this.#open([input], input.only(step.to));
    }
    this.#show();
  }

  #retryOn(occasion: Occasion, input: LocalInput): void {
    if (this.#closed || input.track || !input.problem || !isMended(input.problem.kind, occasion)) return;
    this.#retry(input);
    this.#show();
  }

  #retry(input: LocalInput): void {
    if (input.retry()) void this.#open([input]);
  }

  #openMissing(): void {
    const missing = this.#all.filter((input) => input.needsOpening);
    if (missing.length > 0) void this.#open(missing);
  }

  #replaceChosen(): void {
    for (const input of this.#all) if (!this.#closed && input.needsReplacing) void this.#replace(input);
  }

  async #replace(input: LocalInput): Promise<void> {
    const { source } = this.#options;
    if (!source) return;
    const list = (await this.#watch?.list()) ?? [];
    // Chosen anew meanwhile, or over.
    if (this.#closed || !input.needsReplacing) return;
    await replaceDevice({
      input,
      list,
      open: (constraints) => captureInputs(source, { [input.input]: constraints }, true),
      take: (captured) => this.#take(captured),
      changed: () => this.#show(),
    });
    this.#inputChanged();
    await this.#watch?.look();
  }

  #take({ tracks }: Extract<Captured, { tracks: unknown }>): void {
    for (const track of tracks) this.#inputs[inputOf(track)].took(track, () => this.#show());
  }

  /** Together, so that the browser shows one prompt. `exactly`: one device, and no other. */
  async #open(inputs: readonly LocalInput[], exactly?: MediaTrackConstraints): Promise<void> {
    const { source } = this.#options;
    if (!source) {
      for (const input of inputs) input.failed('insecure', []);
      return;
    }
    for (const input of inputs) input.began();
    const stopAsking = this.#askSoon(inputs);
    const list = exactly || !inputs.some((input) => input.prefersOne) ? [] : await this.#watch?.list();
    const asked = inputs.map((input) => [input.input, exactly ?? input.constraints(list ?? [])]);
    const captured: Captured = this.#closed
      ? { tracks: [] }
      : await captureInputs(source, Object.fromEntries(asked), exactly !== undefined);
    stopAsking();
    if ('tracks' in captured) {
      this.#take(captured);
      this.#inputChanged();
      return this.#watch?.look();
    }
    const [only, ...rest] = inputs;
    if (only && rest.length === 0) await this.#refused(only, captured.cause);
    else await this.#refusedTogether(inputs, captured.cause);
    this.#inputChanged();
  }

  /** Which of them could not be had? A missing camera must not cost the voice. */
  async #refusedTogether(inputs: readonly LocalInput[], cause: unknown): Promise<void> {
    const states = await Promise.all(inputs.map(({ input }) => this.#options.permissions.state(input)));
    const putAside = isRefusal(cause) && states.every((state) => state === 'prompt');
    for (const input of inputs) {
      // Who has closed the one question is not to be asked two more.
      if (putAside) await this.#refused(input, cause);
      else input.release();
    }
    for (const input of inputs) if (!this.#closed && input.needsOpening) void this.#open([input]);
  }

  async #refused(input: LocalInput, cause: unknown): Promise<void> {
    const { permissions } = this.#options;
    const [permission, list = []] = await Promise.all([permissions.state(input.input), this.#watch?.list()]);
    const listed = devicesFor(input.input, list).length > 0 && !input.isLost;
    const forbidden = permissions.forbids(input.input);
    input.failed(problemKind(cause, { permission, forbidden, listed }), list);
  }

  #askSoon(inputs: readonly LocalInput[]): () => void {
    const ask = async (): Promise<void> => {
      for (const input of inputs) {
        if ((await this.#options.permissions.state(input.input)) !== 'granted') input.asks();
      }
      this.#show();
    };
    const stop = this.#options.platform.after(ASKING, () => void ask());
    this.#stops.add(stop);
    return () => {
      stop();
      this.#stops.delete(stop);
    };
  }

  #inputChanged(): void {
    if (this.#closed) return;
    this.#openMissing();
    this.#replaceChosen();
    this.#show();
  }

  #show(): void {
    if (this.#closed) return;
    const track = this.track('camera');
    if (this.#picture?.getTracks()[0] !== track) this.#picture = track && this.#options.makeStream([track]);
    this.#watch?.wait();
    this.#options.changed();
  }
}
