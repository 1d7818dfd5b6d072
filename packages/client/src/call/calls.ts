// Runs the machines of the call this device is in and of a second one beside it: messages to the server, media on the side,
// events to the app.
import {
  isErrorCode,
  mintCallId,
  type CallId,
  type CallMedia,
  type CallView,
  type ServerMessage,
  type ServerMessageOf,
  type UserId,
} from '@parley/protocol';
import type { Call, CallPreferences, CallsApi, CallsEvents } from '../api/calls.ts';
import type { DeviceCheck, DeviceInfo, MediaOptions, Tracks } from '../api/media.ts';
import type { Connection } from '../connection/connection.ts';
import type { Platform } from '../connection/platform.ts';
import { ParleyError } from '../error.ts';
import { Emitter } from '../events.ts';
import { explain } from '../explain.ts';
import { deviceList } from '../media/device-list.ts';
import { CallHandle } from './call-handle.ts';
import {
  answerable,
  dial,
  stepCall,
  type CallEffect,
  type CallEvent,
  type CallMachine,
} from './call-machine.ts';
import { CandidateServers } from './candidate-servers.ts';
import { CheckDesk } from './check-desk.ts';
import { createLostWatch, type Contact } from './lost-watch.ts';
import { Parting } from './parting.ts';
import type { MediaEnvironment } from './media-environment.ts';
import type { MediaLinkOptions } from './media-link-options.ts';
import type { CallMediaLink } from './media-link.ts';
import { DEFAULT_PREFERENCES } from './preferences.ts';

export type CreateMediaLink = (options: MediaLinkOptions) => CallMediaLink;

export interface CallsParts {
  connection: Connection;
  platform: Platform;
  user: UserId;
  canCall: boolean;
  /** Loads the media code; called at the first sign of a call. */
  loadMedia: () => Promise<CreateMediaLink>;
  environment: MediaEnvironment;
}

type Relayed = ServerMessageOf<'call.signal'> | ServerMessageOf<'call.status'>;

export class Calls extends Emitter<CallsEvents> implements CallsApi {
  readonly #options: CallsParts;
  readonly #parting: Parting;
  /** Rings that came in while other calls were in the way. */
  readonly #waiting = new Map<CallId, CallView>();
  readonly #stopWake: () => void;
  readonly #lost;
  readonly #check = new CheckDesk(() => this.#current !== undefined || this.#isOver);
  readonly #otherLost;
  #current: CallHandle | undefined;
  /** Rings beside the current one, or is on hold (C31). */
  #other: CallHandle | undefined;
  /** What was relayed before the media code was there. */
  #early: Relayed[] = [];
  #preconnect = false;
  readonly #servers = new CandidateServers();
  #preferences: Readonly<CallPreferences> = DEFAULT_PREFERENCES;
  /**
   * Calls that were claimed again on a new session, and of which nothing was heard since: nothing is relayed in them, and
   * the claim itself may have got lost with its line.
   */
  readonly #rejoining = new Set<CallId>();
  #media: Promise<CreateMediaLink> | undefined;
  #isOver = false;

  constructor(options: CallsParts) {
    super();
    const { connection, platform } = options;
    this.#options = options;
    this.#parting = new Parting({ user: options.user, transmit: (effects) => this.#transmit(effects) });
    this.#lost = createLostWatch({
      platform,
      contact: () => this.#current && contactOf(this.#current, connection),
      pulse: () => connection.send({ t: 'session.ping' }),
      giveUp: (at) => this.#giveUp(this.#current, at),
    });
    this.#otherLost = createLostWatch({
      platform,
      contact: () => this.#other && contactOf(this.#other, connection),
      // The current one's says it.
      pulse: () => undefined,
      giveUp: (at) => this.#giveUp(this.#other, at),
    });
    connection.messages.on('message', (message) => this.#hear(message));
    connection.messages.on('welcome', (message) => this.#welcomed(message));
    connection.on('changed', (state) => {
      if (state.name === 'closed') this.leave();
      this.#look();
    });
    this.#stopWake = platform.onWake(() => this.#nudge());
  }

  get current(): Call | undefined {
    return this.#current;
  }

  get other(): Call | undefined {
    return this.#other;
  }

  get supported(): boolean {
    return this.#options.canCall;
  }

  invite(to: UserId, media: CallMedia, { tracks }: MediaOptions = {}): Call {
    if (!this.supported) throw explain('media-unavailable');
    if (this.#current) throw explain('already-in-call');
    return this.#begin(dial({ id: mintCallId(), to, media }), tracks);
  }

  prepare(): void {
    // A failure is told when a call needs the code and asks again.
    this.#load().catch(() => undefined);
  }

  get preferences(): Readonly<CallPreferences> {
    return this.#preferences;
  }

  prefer(preferences: Partial<CallPreferences>): void {
    this.#preferences = { ...this.#preferences, ...preferences };
    for (const handle of this.#handles) handle.link?.prefer(this.#preferences);
    this.#check.current?.prefer(this.#preferences);
  }

  devices(): Promise<readonly DeviceInfo[]> {
    return deviceList(this.#options.environment.source);
  }

  check(): Promise<DeviceCheck> {
    const { environment, platform } = this.#options;
    return this.#check.open(() => ({
      environment,
      platform,
      preferences: this.#preferences,
      devicesChanged: (change) => this.emit('devices', change),
    }));
  }

  /** The page goes away: hang up at once, release the devices. */
  leave(): void {
    this.#check.close();
    for (const handle of this.#handles.toReversed()) handle.hangUp();
  }

  close(): void {
    this.#isOver = true;
    this.leave();
    this.#stopWake();
    this.#lost.close();
    this.#otherLost.close();
  }

  /** What rings goes on ringing, at the client that goes on; any other call ends. */
  handOver(): void {
    for (const handle of this.#handles) {
      if (handle.machine.name !== 'ringing') continue;
      handle.link?.close();
      if (handle === this.#current) this.#current = undefined;
      else this.#other = undefined;
    }
    this.close();
  }

  get #handles(): readonly CallHandle[] {
    return [this.#current, this.#other].filter((handle) => handle !== undefined);
  }

  #handleBy(id: CallId): CallHandle | undefined {
    return this.#handles.find((handle) => handle.id === id);
  }

  #look(): void {
    this.#lost.look();
    this.#otherLost.look();
  }

  #nudge(): void {
    for (const handle of this.#handles) handle.link?.nudge();
  }

  get #serverNow(): number {
    return this.#options.platform.now() + this.#options.connection.clockOffset;
  }

  #load(): Promise<CreateMediaLink> {
    this.#media ??= this.#options.loadMedia().catch((cause: unknown) => {
      this.#media = undefined;
      throw new ParleyError('media-unavailable', {
        message: 'The code for calls could not be loaded.',
        cause,
      });
    });
    return this.#media;
  }

  #transmit(effects: CallEffect[]): void {
    for (const message of effects) this.#options.connection.send(message);
  }

  #handleOf(machine: CallMachine): CallHandle {
    const { connection, platform } = this.#options;
    const handle: CallHandle = new CallHandle({
      machine,
      dispatch: (event) => this.#dispatch(handle, event),
      hold: (on) => this.#hold(handle, on),
      clockOffset: () => connection.clockOffset,
      now: () => platform.now(),
    });
    return handle;
  }

  #begin([machine, effects]: [CallMachine, CallEffect[]], tracks: Tracks = {}): CallHandle {
    const handle = this.#handleOf(machine);
    handle.useTracks(tracks);
    this.#early = this.#early.filter(({ call }) => this.#handleBy(call));
    if (this.#current) this.#other = handle;
    else this.#current = handle;
    // What a person holds up to the mirror is not for the one who calls.
    this.#check.close();
    this.#transmit(effects);
    if (this.#other) this.#tellBeside(handle);
    this.emit('started', handle);
    this.#look();
    void this.#attachMedia(handle);
    return handle;
  }

  async #attachMedia(handle: CallHandle): Promise<void> {
    // It rings for the client that goes on with the session.
    if (!this.supported) return;
    const create = await this.#load().catch(() => undefined);
    if (handle.machine.name === 'ended') return;
    // Without its media code there is no call; the other side is told at once.
    if (!create) return handle.hangUp();
    const link = create(this.#linkOptions(handle));
    handle.update({ link });
    link.follow(handle.machine);
    const early = this.#early.filter(({ call }) => call === handle.id);
    this.#early = this.#early.filter((message) => !early.includes(message));
    for (const message of early) link.hear(message);
    this.#linkChanged(handle);
  }

  /** While it rings here, the caller is told whether this person is in another call meanwhile (C31). */
  #tellBeside({ id: call, machine, media }: CallHandle): void {
    if (machine.name !== 'ringing') return;
    const held = this.#other?.id === call;
    const status = { microphone: true, camera: media === 'video', screen: false, held };
    this.#options.connection.send({ t: 'call.status', call, status });
  }

  #hold(handle: CallHandle, on: boolean): void {
    if (handle === this.#other) {
      if (on) return;
      const before = this.#current;
      this.#swap();
      for (const one of [before, handle]) if (one) this.emit('changed', one);
    } else if (handle === this.#current && handle.held !== on) {
      handle.update({ held: on });
      this.emit('changed', handle);
    }
  }

  /** One is had and one is on hold: the devices are free before the other takes them. */
  #swap(): void {
    const [before, next] = [this.#current, this.#other];
    if (!before || !next) return;
    this.#current = next;
    this.#other = before;
    before.update({ held: true });
    next.update({ held: false });
    this.#look();
  }

  #linkOptions(handle: CallHandle): MediaLinkOptions {
    const { connection, platform, user, environment } = this.#options;
    return {
      me: user,
      platform,
      preconnect: this.#preconnect,
      preferences: this.#preferences,
      ...environment,
      iceServers: () => this.#servers.of(handle.id),
      canSignal: () => connection.state.name === 'connected',
      suspect: () => connection.probe(),
      sendSignal: (peer, signal) =>
        connection.send({ t: 'call.signal', call: handle.id, to: handle.with, peer, signal }),
      sendStatus: (status) => connection.send({ t: 'call.status', call: handle.id, status }),
      changed: () => this.#linkChanged(handle),
      outputChanged: (change) => handle.emit('outputChanged', change),
      // Two calls would tell of it twice.
      devicesChanged: (change) => handle === this.#current && this.emit('devices', change),
      stats: (stats) => handle.emit('stats', stats),
      stuck: (cause) => this.#dispatch(handle, { type: 'media-stuck', cause }),
    };
  }

  #linkChanged(handle: CallHandle): void {
    if (!this.#handles.includes(handle)) return;
    // The connection may stand since before the accept; the machine hears of it when it can use it.
    const { machine } = handle;
    if (handle.link?.connected && machine.name === 'connecting' && !machine.mediaUp)
      return this.#dispatch(handle, { type: 'media-connected' });
    this.#look();
    handle.update({});
    this.emit('changed', handle);
  }

  #dispatch(handle: CallHandle, event: CallEvent): void {
    // The one before makes way for what is accepted.
    const makesWay = event.type === 'accept' && handle === this.#other ? this.#current : undefined;
    if (makesWay) this.#swap();
    const before = handle.machine;
    const [machine, effects] = stepCall(before, event, this.#options.user);
    if (machine === before && effects.length === 0) return;
    this.#transmit(effects);
    handle.update({ machine });
    handle.link?.follow(machine);
    if (!this.#handles.includes(handle)) return;
    if (machine.name === 'ended') return this.#conclude(handle, machine);
    this.#linkChanged(handle);
    if (makesWay) this.emit('changed', makesWay);
    if (handle === this.#current && before.name !== machine.name) this.#takeWaiting();
  }

  #conclude(handle: CallHandle, machine: Extract<CallMachine, { name: 'ended' }>): void {
    const promoted = handle === this.#current ? this.#other : undefined;
    if (handle === this.#current) this.#current = promoted;
    this.#other = undefined;
    this.#look();
    this.#forgetParted();
    this.#servers.forget(machine.id);
    if (machine.owed) this.#parting.add(machine);
    else this.#rejoining.delete(machine.id);
    this.emit('changed', handle);
    this.emit('ended', handle);
    if (promoted && promoted === this.#current) {
      this.#tellBeside(promoted);
      this.emit('changed', promoted);
    }
    this.#takeWaiting();
  }

  /** A ring that had to wait is heard now: alone, or beside a call that is had (C31). */
  #takeWaiting(): void {
    const [next] = this.#waiting.values();
    const beside = this.#preferences.waiting && this.#current?.machine.name === 'active';
    if (!next || this.#other || (this.#current && !beside)) return;
    this.#waiting.delete(next.call);
    this.#begin(answerable(next, this.#options.user));
  }

  #seeView(view: CallView): void {
    const { user } = this.#options;
    const gone = this.#parting.of(view);
    if (gone) {
      this.#rejoining.delete(gone.id);
      this.#parting.dispatch(gone, { type: 'view', view });
    }
    const handle = this.#handles.find((one) => this.#isOf(one, view));
    if (handle) {
      // In glare the other's ring may have come first, and waits for nothing any more.
      this.#waiting.delete(view.call);
      this.#dispatch(handle, { type: 'view', view });
      return this.#rejoined(view.call);
    }
    if (gone) return void this.#waiting.delete(view.call);
    const own = view.participants.find((one) => one.user === user);
    if (view.state !== 'ringing' || own?.state === 'joined') {
      this.#waiting.delete(view.call);
      if (view.state === 'ended' && (view.reason === 'blocked' || view.quiet)) this.#missed(view);
    } else {
      this.#waiting.set(view.call, view);
      this.#takeWaiting();
    }
  }

  /** Somebody called, and no device of this person's can make calls (C2), or they are not to be disturbed (C40): all there is of it is its end. */
  #missed(view: CallView): void {
    const [machine] = answerable(view, this.#options.user);
    const handle = this.#handleOf(machine);
    this.emit('started', handle);
    this.emit('ended', handle);
  }

  #welcomeTo(call: CallId, { recovered }: ServerMessageOf<'session.welcome'>): CallEvent {
    if (!recovered) this.#rejoining.add(call);
    return { type: 'welcomed', recovered: !this.#rejoining.has(call), now: this.#serverNow };
  }

  #tellWaiting({ state, participants, call }: CallView): void {
    const { connection, user } = this.#options;
    const own = participants.find((one) => one.user === user);
    const other = participants.find((one) => one.user !== user);
    if (this.#current || this.#parting.get(call) || own?.state !== 'joined' || !other || state === 'ended')
      return;
    if (own.device !== connection.device) this.emit('waiting', { with: other.user, media: own.media });
  }

  /** What was said on the side before may have been refused: say it again. */
  #rejoined(call: CallId): void {
    if (this.#rejoining.delete(call)) this.#handleBy(call)?.link?.nudge();
  }

  /**
   * In glare the server goes on under the other's id; their ring before that is not for this person's ears (C5). So it does
   * with a call that this person's lost device was in (C13).
   */
  #isOf({ id }: CallHandle, view: CallView): boolean {
    return view.call === id || view.aliases?.includes(id) === true;
  }

  #forgetParted(): void {
    for (const id of this.#parting.forget(this.#serverNow)) this.#rejoining.delete(id);
  }

  #hear(message: ServerMessage): void {
    if (message.t === 'call.state') this.#seeView(message.view);
    if (message.t === 'call.signal' || message.t === 'call.status') this.#relayed(message);
    if (message.t === 'call.relay') this.#takeServers(message);
    if (message.t === 'error') this.#refused(message);
  }

  #refused({ about, code }: ServerMessageOf<'error'>): void {
    if (!about?.t.startsWith('call.') || !isErrorCode(code)) return;
    // Relayed on the side: what they lost, the next one brings.
    if (about.t === 'call.signal' || about.t === 'call.status') return;
    this.#rejoining.delete(about.id as CallId);
    const event: CallEvent = { type: 'refused', code, now: this.#serverNow };
    const gone = this.#parting.get(about.id as CallId);
    const handle = this.#handleBy(about.id as CallId);
    if (gone) this.#parting.dispatch(gone, event);
    else if (handle) this.#dispatch(handle, event);
  }

  #relayed(message: Relayed): void {
    const handle = this.#handleBy(message.call);
    if (handle?.link) handle.link.hear(message);
    else if (handle) this.#early.push(message);
  }

  #takeServers(message: ServerMessageOf<'call.relay'>): void {
    this.#servers.take(message, (id) => this.#handleBy(id) !== undefined);
    this.#handleBy(message.call)?.link?.reach();
  }

  #welcomed(message: ServerMessageOf<'session.welcome'>): void {
    this.#preconnect = message.preconnect;
    this.#servers.relays = message.relay ?? false;
    this.#forgetParted();
    for (const machine of this.#parting.all)
      this.#parting.dispatch(machine, this.#welcomeTo(machine.id, message));
    for (const handle of this.#handles) {
      this.#dispatch(handle, this.#welcomeTo(handle.id, message));
      if (handle === this.#other) this.#tellBeside(handle);
    }
    // What rings now is in the welcome; what rang on a session that is gone may have ended unheard.
    if (!message.recovered) this.#waiting.clear();
    for (const view of message.calls) {
      this.#seeView(view);
      this.#tellWaiting(view);
    }
    this.#nudge();
    this.#look();
  }

  /** Neither server nor other to be heard: this side ends the call too, as the server does for the other (C12). */
  #giveUp(handle: CallHandle | undefined, at: number): void {
    const now = at + this.#options.connection.clockOffset;
    if (handle) this.#dispatch(handle, { type: 'gave-up', now });
  }
}

function contactOf({ machine, line, link }: CallHandle, { state, heardAt }: Connection): Contact {
  const server = { away: state.name !== 'connected', heardAt };
  return { call: machine.name, server, line, heardAt: link?.heardAt };
}
