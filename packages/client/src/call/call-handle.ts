// The `Call` that the SDK's users hold: a stable object over the machine's changing state.
import { assertNever, type CallId, type CallMedia, type MediaStatus, type UserId } from '@parley/protocol';
import type { CallReport } from '../api/call-report.ts';
import type { MediaWatch } from '../api/call-watch.ts';
import type { Call, CallEvents, CallState, LineState, LineTrouble } from '../api/calls.ts';
import type { Device, LocalMedia, MediaOptions, RemoteMedia } from '../api/media.ts';
import { Emitter } from '../events.ts';
import type { CallEvent, CallMachine } from './call-machine.ts';
import type { CallMediaLink } from './media-link.ts';
import { WatchHandle } from './watch-handle.ts';

const NOTHING_ON: MediaStatus = { microphone: false, camera: false, screen: false };
const NO_LOCAL_MEDIA: LocalMedia = { picture: undefined, status: NOTHING_ON, tracks: {}, problems: [] };

export interface CallHandleOptions {
  machine: CallMachine;
  dispatch: (event: CallEvent) => void;
  hold: (on: boolean) => void;
  /** Server time minus this device's, in ms. */
  clockOffset: () => number;
  now: () => number;
}

export class CallHandle extends Emitter<CallEvents> implements Call {
  readonly #options: CallHandleOptions;
  #machine: CallMachine;
  #link: CallMediaLink | undefined;
  #held = false;
  /** Of the program's, for a link that is yet to come. */
  readonly #tracks = new Map<Device, MediaStreamTrack>();
  readonly #watches = new Map<Device, WatchHandle>();
  readonly with: UserId;
  readonly media: CallMedia;

  constructor(options: CallHandleOptions) {
    super();
    this.#options = options;
    this.#machine = options.machine;
    this.with = options.machine.with;
    this.media = options.machine.media;
  }

  get id(): CallId {
    return this.#machine.id;
  }

  get direction(): Call['direction'] {
    return this.#machine.direction;
  }

  get machine(): CallMachine {
    return this.#machine;
  }

  get link(): CallMediaLink | undefined {
    return this.#link;
  }

  get state(): CallState {
    const machine = this.#machine;
    switch (machine.name) {
      case 'dialling':
        return { name: 'dialling', ringing: machine.ringing, notified: machine.notified };
      case 'ringing':
      case 'connecting':
        return { name: machine.name };
      case 'active':
        return { name: 'active', since: machine.since - this.#options.clockOffset() };
      case 'ended': {
        const { reason, duration, by, causes } = machine;
        return {
          name: 'ended',
          reason,
          duration,
          ...(by === undefined ? {} : { by }),
          ...(causes.length === 0 ? {} : { causes }),
        };
      }
      default:
        return assertNever(machine);
    }
  }

  get held(): boolean {
    return this.#held;
  }

  get local(): LocalMedia {
    return this.#link?.local ?? NO_LOCAL_MEDIA;
  }

  get remote(): RemoteMedia | undefined {
    return this.#link?.remote;
  }

  get line(): LineState {
    return this.#link?.line ?? 'connecting';
  }

  get trouble(): LineTrouble | undefined {
    return this.#link?.trouble;
  }

  get voiceFirst(): boolean {
    return this.#link?.voiceFirst ?? false;
  }

  override on<K extends keyof CallEvents>(type: K, listener: (event: CallEvents[K]) => void): () => void {
    const stop = super.on(type, listener);
    this.#measure();
    return () => {
      stop();
      this.#measure();
    };
  }

  accept(media: CallMedia, { tracks = {} }: MediaOptions = {}): void {
    if (this.#machine.name !== 'ringing') return;
    this.useTracks(tracks);
    this.#options.dispatch({ type: 'accept', media });
  }

  decline(): void {
    if (this.#machine.name === 'ringing') this.hangUp();
  }

  hangUp(): void {
    this.#options.dispatch({ type: 'hang-up', now: this.#options.now() + this.#options.clockOffset() });
  }

  setHold(on: boolean): void {
    if (this.#machine.name === 'connecting' || this.#machine.name === 'active') this.#options.hold(on);
  }

  setMicrophone(on: boolean): void {
    this.#set('microphone', on);
  }

  setCamera(on: boolean): void {
    this.#set('camera', on);
  }

  setScreen(on: boolean): void {
    this.#set('screen', on);
  }

  useTrack(device: Device, track: MediaStreamTrack | undefined): void {
    this.useTracks({ [device]: track });
  }

  /** All of them, or none where one is of the wrong kind. */
  useTracks(tracks: Partial<Record<Device, MediaStreamTrack | undefined>>): void {
    const all = Object.entries(tracks) as [Device, MediaStreamTrack | undefined][];
    for (const [device, track] of all)
      if (track && (track.kind === 'audio') !== (device === 'microphone'))
        throw new TypeError(`A track of kind ${track.kind} can't stand for a ${device}.`);
    for (const [device, track] of all) {
      if (track) this.#tracks.set(device, track);
      else this.#tracks.delete(device);
      this.#link?.use(device, track);
    }
  }

  watch(device: Device): MediaWatch {
    const known = this.#watches.get(device);
    if (known) return known;
    const watch = new WatchHandle(device);
    this.#watches.set(device, watch);
    this.#tellOf(watch);
    return watch;
  }

  get report(): CallReport {
    return this.#link?.report ?? { connections: [] };
  }

  async safetyCode(): Promise<readonly number[] | undefined> {
    return this.#link?.safetyCode();
  }

  renewPicture(): void {
    this.#link?.renewPicture();
  }

  retry(device: Device): void {
    this.#link?.local.retry(device);
  }

  #tellOf(watch: WatchHandle): void {
    const { state } = this;
    if (state.name === 'ended') {
      const { reason } = state;
      watch.tell({ name: 'disconnected', reason }, false, [{ type: 'disconnected', event: { reason } }]);
    } else {
      this.#link?.watch(watch.device, (...told) => watch.tell(...told));
    }
  }

  #measure(): void {
    this.#link?.measure(this.heeds('stats'));
  }

  #set(device: Device, on: boolean): void {
    // Before an incoming call is accepted no device may open, whatever is pressed (S7).
    if (this.#machine.own !== undefined) this.#link?.set(device, on);
  }

  /** For `createCalls` alone: the machine has moved on, or the link has changed. */
  update({ machine, link, held }: { machine?: CallMachine; link?: CallMediaLink; held?: boolean }): void {
    this.#machine = machine ?? this.#machine;
    this.#link = link ?? this.#link;
    this.#held = held ?? this.#held;
    if (link ? this.#held : held !== undefined) this.#link?.hold(this.#held);
    if (link) {
      for (const [device, track] of this.#tracks) link.use(device, track);
      for (const watch of this.#watches.values()) this.#tellOf(watch);
      this.#measure();
    } else if (machine?.name === 'ended' && !this.#link) {
      for (const watch of this.#watches.values()) this.#tellOf(watch);
    }
    this.emit('changed', undefined);
  }
}
