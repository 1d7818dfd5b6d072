// Runs the machine of the one call this device may be in: messages to the server, media on the side, events to the app.
import {
  isErrorCode,
  mintCallId,
  type CallId,
  type CallMedia,
  type CallView,
  type RelayServer,
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
  isForgotten,
  stepCall,
  type CallEffect,
  type CallEvent,
  type CallMachine,
} from './call-machine.ts';
import { CheckDesk } from './check-desk.ts';
import { createLostWatch, type Contact } from './lost-watch.ts';
import type { MediaEnvironment } from './media-environment.ts';
import type { CallMediaLink, MediaLinkOptions } from './media-link.ts';
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
  /** Ended here not long ago: a server may still have to be told (C4, C7, C16). */
  readonly #parting = new Map<CallId, CallMachine>();
  /** Rings that came in while another call was in the way. */
  readonly #waiting = new Map<CallId, CallView>();
  readonly #stopWake: () => void;
  readonly #lost;
  readonly #check = new CheckDesk(() => this.#current !== undefined || this.#isOver);
  #current: CallHandle | undefined;
  /** What was relayed before the media code was there. */
  #early: Relayed[] = [];
  #preconnect = false;
  /** Whether this server gives calls a relay. */
  #relays = false;
  /** The newest servers for candidates, which may come before the view that says whose call this is (C5). */
  #relay: ServerMessageOf<'call.relay'> | undefined;
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
    this.#lost = createLostWatch({
      platform,
      contact: () => this.#current && contactOf(this.#current, connection),
      pulse: () => connection.send({ t: 'session.ping' }),
      giveUp: (at) => this.#giveUp(at),
    });
    connection.messages.on('message', (message) => this.#hear(message));
    connection.messages.on('welcome', (message) => this.#welcomed(message));
    connection.on('changed', (state) => {
      if (state.name === 'closed') this.leave();
      this.#lost.look();
    });
    this.#stopWake = platform.onWake(() => this.#current?.link?.nudge());
  }

  get current(): Call | undefined {
    return this.#current;
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
    this.#current?.link?.prefer(this.#preferences);
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
    this.#current?.hangUp();
  }

  close(): void {
    this.#isOver = true;
    this.leave();
    this.#stopWake();
    this.#lost.close();
  }

  /** What rings goes on ringing, at the client that goes on; any other call ends. */
  handOver(): void {
    if (this.#current?.machine.name === 'ringing') {
      this.#current.link?.close();
      this.#current = undefined;
    }
    this.close();
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
      clockOffset: () => connection.clockOffset,
      now: () => platform.now(),
    });
    return handle;
  }

  #begin([machine, effects]: [CallMachine, CallEffect[]], tracks: Tracks = {}): CallHandle {
    const handle = this.#handleOf(machine);
    handle.useTracks(tracks);
    this.#current = handle;
    // What a person holds up to the mirror is not for the one who calls.
    this.#check.close();
    this.#early = [];
    this.#transmit(effects);
    this.emit('started', handle);
    this.#lost.look();
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
    for (const message of this.#early.splice(0)) link.hear(message);
    this.#linkChanged(handle);
  }

  #linkOptions(handle: CallHandle): MediaLinkOptions {
    const { connection, platform, user, environment } = this.#options;
    return {
      me: user,
      platform,
      preconnect: this.#preconnect,
      preferences: this.#preferences,
      ...environment,
      iceServers: () => this.#iceServers(handle),
      canSignal: () => connection.state.name === 'connected',
      suspect: () => connection.probe(),
      sendSignal: (peer, signal) =>
        connection.send({ t: 'call.signal', call: handle.id, to: handle.with, peer, signal }),
      sendStatus: (status) => connection.send({ t: 'call.status', call: handle.id, status }),
      changed: () => this.#linkChanged(handle),
      outputChanged: (change) => handle.emit('outputChanged', change),
      devicesChanged: (change) => this.emit('devices', change),
      stats: (stats) => handle.emit('stats', stats),
      stuck: (cause) => this.#dispatch(handle, { type: 'media-stuck', cause }),
    };
  }

  #linkChanged(handle: CallHandle): void {
    if (handle !== this.#current) return;
    // The connection may stand since before the accept; the machine hears of it when it can use it.
    const { machine } = handle;
    if (handle.link?.connected && machine.name === 'connecting' && !machine.mediaUp)
      return this.#dispatch(handle, { type: 'media-connected' });
    this.#lost.look();
    handle.update({});
    this.emit('changed', handle);
  }

  #dispatch(handle: CallHandle, event: CallEvent): void {
    const before = handle.machine;
    const [machine, effects] = stepCall(before, event, this.#options.user);
    if (machine === before && effects.length === 0) return;
    this.#transmit(effects);
    handle.update({ machine });
    handle.link?.follow(machine);
    if (handle !== this.#current) return;
    if (machine.name === 'ended') return this.#conclude(handle, machine);
    this.#linkChanged(handle);
  }

  #conclude(handle: CallHandle, machine: Extract<CallMachine, { name: 'ended' }>): void {
    this.#current = undefined;
    this.#lost.look();
    this.#forgetParted();
    if (this.#relay?.call === machine.id) this.#relay = undefined;
    if (machine.owed) this.#parting.set(machine.id, machine);
    else this.#rejoining.delete(machine.id);
    this.emit('changed', handle);
    this.emit('ended', handle);
    const [next] = this.#waiting.values();
    if (!next) return;
    this.#waiting.delete(next.call);
    this.#begin(answerable(next, this.#options.user));
  }

  #seeView(view: CallView): void {
    const { user } = this.#options;
    const gone = this.#partedAs(view);
    if (gone) {
      this.#rejoining.delete(gone.id);
      this.#part(gone, { type: 'view', view });
    }
    if (this.#current && this.#isCurrent(this.#current, view)) {
      // In glare the other's ring may have come first, and waits for nothing any more.
      this.#waiting.delete(view.call);
      this.#dispatch(this.#current, { type: 'view', view });
      return this.#rejoined(view.call);
    }
    if (gone) return void this.#waiting.delete(view.call);
    const own = view.participants.find((one) => one.user === user);
    if (view.state !== 'ringing' || own?.state === 'joined') {
      this.#waiting.delete(view.call);
      if (view.state === 'ended' && (view.reason === 'blocked' || view.quiet)) this.#missed(view);
    } else if (this.#current) {
      this.#waiting.set(view.call, view);
    } else {
      this.#begin(answerable(view, user));
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
    if (this.#current || this.#parting.has(call) || own?.state !== 'joined' || !other || state === 'ended')
      return;
    if (own.device !== connection.device) this.emit('waiting', { with: other.user, media: own.media });
  }

  /** What was said on the side before may have been refused: say it again. */
  #rejoined(call: CallId): void {
    if (this.#rejoining.delete(call)) this.#current?.link?.nudge();
  }

  /**
   * In glare the server goes on under the other's id; their ring before that is not for this person's ears (C5). So it does
   * with a call that this person's lost device was in (C13).
   */
  #isCurrent({ id }: CallHandle, view: CallView): boolean {
    return view.call === id || view.aliases?.includes(id) === true;
  }

  /** What this person has ended already, by any of its ids. */
  #partedAs({ call, aliases = [] }: CallView): CallMachine | undefined {
    return [call, ...aliases].map((id) => this.#parting.get(id)).find((machine) => machine !== undefined);
  }

  #part(machine: CallMachine, event: CallEvent): void {
    const [next, effects] = stepCall(machine, event, this.#options.user);
    this.#transmit(effects);
    if (next.name === 'ended' && next.owed) this.#parting.set(machine.id, next);
    else this.#parting.delete(machine.id);
  }

  #forgetParted(): void {
    const now = this.#serverNow;
    for (const [id, machine] of this.#parting) {
      if (!isForgotten(machine, now)) continue;
      this.#parting.delete(id);
      this.#rejoining.delete(id);
    }
  }

  #hear(message: ServerMessage): void {
    if (message.t === 'call.state') this.#seeView(message.view);
    if (message.t === 'call.signal' || message.t === 'call.status') this.#relayed(message);
    if (message.t === 'call.relay') this.#takeRelay(message);
    if (message.t === 'error') this.#refused(message);
  }

  #refused({ about, code }: ServerMessageOf<'error'>): void {
    if (!about?.t.startsWith('call.') || !isErrorCode(code)) return;
    // Relayed on the side: what they lost, the next one brings.
    if (about.t === 'call.signal' || about.t === 'call.status') return;
    this.#rejoining.delete(about.id as CallId);
    const event: CallEvent = { type: 'refused', code, now: this.#serverNow };
    const gone = this.#parting.get(about.id as CallId);
    if (gone) this.#part(gone, event);
    else if (this.#current && this.#current.id === about.id) this.#dispatch(this.#current, event);
  }

  #relayed(message: Relayed): void {
    if (this.#current?.id !== message.call) return;
    if (this.#current.link) this.#current.link.hear(message);
    else this.#early.push(message);
  }

  #takeRelay(relay: ServerMessageOf<'call.relay'>): void {
    this.#relay = relay;
    if (this.#current?.id === relay.call) this.#current.link?.reach();
  }

  /** Nothing while they are still on the way (C18). */
  #iceServers({ id }: CallHandle): readonly RelayServer[] | undefined {
    if (this.#relay?.call === id) return this.#relay.servers;
    return this.#relays ? undefined : [];
  }

  #welcomed(message: ServerMessageOf<'session.welcome'>): void {
    this.#preconnect = message.preconnect;
    this.#relays = message.relay ?? false;
    this.#forgetParted();
    for (const machine of this.#parting.values()) this.#part(machine, this.#welcomeTo(machine.id, message));
    if (this.#current) this.#dispatch(this.#current, this.#welcomeTo(this.#current.id, message));
    // What rings now is in the welcome; what rang on a session that is gone may have ended unheard.
    if (!message.recovered) this.#waiting.clear();
    for (const view of message.calls) {
      this.#seeView(view);
      this.#tellWaiting(view);
    }
    this.#current?.link?.nudge();
    this.#lost.look();
  }

  /** Neither server nor other to be heard: this side ends the call too, as the server does for the other (C12). */
  #giveUp(at: number): void {
    const now = at + this.#options.connection.clockOffset;
    if (this.#current) this.#dispatch(this.#current, { type: 'gave-up', now });
  }
}

function contactOf({ machine, line, link }: CallHandle, { state, heardAt }: Connection): Contact {
  const server = { away: state.name !== 'connected', heardAt };
  return { call: machine.name, server, line, heardAt: link?.heardAt };
}
