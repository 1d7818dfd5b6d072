// The `Call` that the SDK's users hold: a stable object over the machine's changing state.
import { assertNever, type CallId, type CallMedia, type MediaStatus, type UserId } from '@parley/protocol';
import type { Call, CallState, Device, LineState, LocalMedia, RemoteMedia } from '../api/calls.ts';
import { Emitter } from '../events.ts';
import type { CallEvent, CallMachine } from './call-machine.ts';
import type { CallMediaLink } from './media-link.ts';

const NOTHING_ON: MediaStatus = { microphone: false, camera: false, screen: false };
const NO_LOCAL_MEDIA: LocalMedia = { picture: undefined, status: NOTHING_ON, problems: [] };

export interface CallHandleOptions {
  machine: CallMachine;
  dispatch: (event: CallEvent) => void;
  /** Server time minus this device's, in ms. */
  clockOffset: () => number;
  now: () => number;
}

export class CallHandle extends Emitter<{ changed: void }> implements Call {
  readonly #options: CallHandleOptions;
  #machine: CallMachine;
  #link: CallMediaLink | undefined;
  readonly direction: Call['direction'];
  readonly with: UserId;
  readonly media: CallMedia;

  constructor(options: CallHandleOptions) {
    super();
    this.#options = options;
    this.#machine = options.machine;
    this.direction = options.machine.direction;
    this.with = options.machine.with;
    this.media = options.machine.media;
  }

  get id(): CallId {
    return this.#machine.id;
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
        return { name: 'dialling', ringing: machine.ringing };
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

  get local(): LocalMedia {
    return this.#link?.local ?? NO_LOCAL_MEDIA;
  }

  get remote(): RemoteMedia | undefined {
    return this.#link?.remote;
  }

  get line(): LineState {
    return this.#link?.line ?? 'connecting';
  }

  get voiceFirst(): boolean {
    return this.#link?.voiceFirst ?? false;
  }

  accept(media: CallMedia): void {
    this.#options.dispatch({ type: 'accept', media });
  }

  decline(): void {
    if (this.#machine.name === 'ringing') this.hangUp();
  }

  hangUp(): void {
    this.#options.dispatch({ type: 'hang-up', now: this.#options.now() + this.#options.clockOffset() });
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

  retry(device: Device): void {
    this.#link?.local.retry(device);
  }

  #set(device: Device, on: boolean): void {
    // Before an incoming call is accepted no device may open, whatever is pressed (S7).
    if (this.#machine.own !== undefined) this.#link?.set(device, on);
  }

  /** For `createCalls` alone: the machine has moved on, or the link has changed. */
  update(change: { machine?: CallMachine; link?: CallMediaLink }): void {
    this.#machine = change.machine ?? this.#machine;
    this.#link = change.link ?? this.#link;
    this.emit('changed', undefined);
  }
}
