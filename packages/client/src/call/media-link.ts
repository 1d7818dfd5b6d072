// The media of one call: own devices, peer connection and line, following the call's machine. Loaded when first needed.
import { TIMES } from '@parley/protocol';
import type { CallView, DeviceId, MediaStatus, OwnStatus, ServerMessageOf, UserId } from '@parley/protocol';
import type { CallPreferences, LineState, LineTrouble } from '../api/calls.ts';
import type { CallReport } from '../api/call-report.ts';
import type { Device, RemoteMedia } from '../api/media.ts';
import { CAMERA_SIZE } from '../media/capture.ts';
import { lacksOf } from '../media/lacks.ts';
import { LocalMedia } from '../media/local-media.ts';
import { browserPermissions } from '../media/permissions.ts';
import { createWarmUp, type WarmUp } from '../media/warm-up.ts';
import type { Peer, Section } from '../peer/peer.ts';
import type { CallMachine } from './call-machine.ts';
import { createLineMeter, type LineMeter } from './line-meter.ts';
import type { LineSample } from './line-quality.ts';
import { LineWatch } from './line-watch.ts';
import type { MediaLinkOptions } from './media-link-options.ts';
import { MediaObserver, type ObservedCall, type TellWatch } from './media-observer.ts';
import { PeerSuccession } from './peer-succession.ts';
import { shapeOf } from './picture-steps.ts';
import { PictureRenewal } from './picture-renewal.ts';
import { PictureWatch } from './picture-watch.ts';
import { RemoteTracks } from './remote-tracks.ts';
import { stepStillness, type Stillness } from './still-watch.ts';
import { createStatsReader } from './stats-report.ts';

const NOTHING: MediaStatus = { microphone: false, camera: false, screen: false };
const DEVICES: readonly Device[] = ['microphone', 'camera', 'screen'];
/** Sound alone comes fifty times a second: a line that carried something and is silent this long may be gone. */
const SILENT = 1_000;

export class MediaLink {
  readonly local: LocalMedia;
  readonly #options: MediaLinkOptions;
  readonly #remote: RemoteTracks;
  readonly #observer: MediaObserver;
  readonly #watch: LineWatch;
  readonly #meter: LineMeter;
  readonly #pictures: PictureWatch;
  readonly #renewal: PictureRenewal<Peer>;
  readonly #peers: PeerSuccession;
  #call: CallMachine | undefined;
  #stillness: Stillness | undefined;
  /** When the line last stood, or began to be lost. */
  #stoodAt: number | undefined;
  /** The other's device that the peer connection is to. */
  #otherDevice: DeviceId | undefined;
  #cancelStuck: (() => void) | undefined;
  #warmUp: WarmUp | undefined;
  #remoteStatus: MediaStatus | undefined;
  #onHold = false;
  /** What the other was last told of this side, as JSON. */
  #toldStatus: string | undefined;
  #preferences: Readonly<CallPreferences>;

  constructor(options: MediaLinkOptions) {
    const { permissions = browserPermissions(), platform, preferences, canSignal, stats } = options;
    const changed = (): void => this.#changed();
    this.#options = options;
    this.#preferences = preferences;
    this.#remote = new RemoteTracks(options.makeStream);
    this.#observer = new MediaObserver({ platform, stats });
    this.local = new LocalMedia({
      source: options.source,
      permissions,
      preferences,
      platform,
      makeStream: options.makeStream,
      changed: () => this.#localChanged(),
      devicesChanged: options.devicesChanged,
    });
    this.#watch = new LineWatch({
      platform,
      canSignal,
      repeat: () => this.#peer?.repeatOffer() ?? false,
      restart: () => this.#peer?.restartIce(),
      giveUp: () => this.#peers.replace(),
      changed,
    });
    const look = (): void => void this.#meter.look();
    this.#pictures = new PictureWatch({ platform, look, changed: () => this.#stepChanged() });
    this.#renewal = new PictureRenewal({ platform, renew: (peer) => this.#peers.renew(peer) });
    this.#meter = createLineMeter({ platform, changed, sampled: (sample) => this.#sampled(sample) });
    this.#peers = new PeerSuccession({
      platform,
      makeConnection: options.makeConnection,
      servers: options.iceServers,
      relayOnly: () => this.#preferences.relayOnly,
      isCaller: () => this.#call?.view?.caller === options.me,
      sendSignal: options.sendSignal,
      opened: (peer) => this.#opened(peer),
      state: (state) => this.#lineHeard(state),
      receiving: (tracks) => this.#receive(tracks),
    });
  }

  get #peer(): Peer | undefined {
    return this.#peers.current;
  }

  get remote(): RemoteMedia {
    const { stream, screen, tracks } = this.#remote;
    return { stream, screen, tracks, status: this.#remoteStatus ?? this.#assumedStatus() };
  }

  get line(): LineState {
    const { state } = this.#watch;
    return state === 'good' ? this.#meter.quality : state;
  }

  /** Why it is weak, or why pictures are held back on a line that is good otherwise. */
  get trouble(): LineTrouble | undefined {
    if (this.#watch.state !== 'good') return undefined;
    return this.#meter.ailment ?? (this.voiceFirst ? 'narrow' : undefined);
  }

  /** Whether the own pictures are held back, because the line carries hardly more than the voice. */
  get voiceFirst(): boolean {
    const { camera, screen } = this.local.status;
    return this.#accepted && this.#pictures.step === 'voice' && (camera || screen);
  }

  /** When the other side was last heard over the line between the two, in ms of the Unix epoch. */
  get heardAt(): number | undefined {
    return this.#meter.heardAt ?? this.#stoodAt;
  }

  get connected(): boolean {
    return this.#peer?.state === 'connected';
  }

  /** Brings devices and connection to where the call is. Called after every change of it. */
  follow(call: CallMachine): void {
    const ownBefore = this.#call?.own;
    const wasAccepted = this.#accepted;
    this.#call = call;
    if (call.name === 'ended') {
      this.#observer.end(call.reason);
      return this.close();
    }
    if (call.own && ownBefore !== call.own) this.local.begin(call.own);
    if (call.view) this.#meet(call.view);
    this.#routeTracks();
    this.#remote.letThrough(this.#flows);
    this.#tellStatus();
    this.#observer.look(this.#observed);
    // Somebody waits now: what did not connect while it rang has no time to lose.
    if (this.#accepted && !wasAccepted) this.#begin();
  }

  hear(message: ServerMessageOf<'call.signal'> | ServerMessageOf<'call.status'>): void {
    if (message.t === 'call.signal') return this.#peers.hear(message);
    const before = this.remote.status;
    this.#remoteStatus = message.status;
    this.#shape();
    if (message.status.held !== before.held) this.#routeBoth();
    this.#changed();
    for (const device of DEVICES) {
      const on = message.status[device];
      if (on !== before[device]) this.#options.outputChanged({ device, on });
    }
  }

  /** Neither side's sound and pictures flow, and this side's devices are released (protocol C31). */
  hold(on: boolean): void {
    if (on === this.#onHold) return;
    this.#onHold = on;
    this.local.hold(on);
    this.#routeBoth();
    this.#tellStatus();
    this.#changed();
  }

  set(device: Device, on: boolean): void {
    this.local.want({ [device]: on });
  }

  /** In place of the device; kept for the accept where the call is not accepted yet. */
  use(device: Device, track: MediaStreamTrack | undefined): void {
    this.local.use(device, track);
    if (track && this.#call?.own) this.set(device, true);
  }

  watch(device: Device, tell: TellWatch): void {
    this.#observer.watch(device, this.#observed, tell);
  }

  /** Whether statistics are wanted. */
  measure(on: boolean): void {
    this.#observer.listen(on);
  }

  renewPicture(): void {
    if (this.#peer) void this.#renewal.ask(this.#peer);
  }

  /** Also once the call is over. */
  get report(): CallReport {
    return { connections: this.#peers.reports };
  }

  async safetyCode(): Promise<readonly number[] | undefined> {
    return this.connected ? this.#peer?.safetyCode() : undefined;
  }

  prefer(preferences: Readonly<CallPreferences>): void {
    const before = this.#preferences;
    this.#preferences = preferences;
    this.local.prefer(preferences);
    this.#shape();
    this.#tellStatus();
    if (preferences.relayOnly === before.relayOnly) return;
    this.#peers.reach();
    this.#peer?.restartIce();
  }

  /** The servers for candidates have come, or others in their place: the next look for a way goes by those. */
  reach(): void {
    if (!this.#options.iceServers()) return;
    this.#peers.reach();
    // What waited for them.
    if (this.#call?.view) this.#meet(this.#call.view);
    this.#peers.hearHeld();
  }

  /** There is a session again, or the network is back: see whether the line needs mending, and say how we are. */
  nudge(): void {
    this.#toldStatus = undefined;
    this.#tellStatus();
    this.local.woken();
    this.#watch.nudge();
    void this.#listen();
  }

  close(): void {
    this.local.close();
    this.#watch.close();
    this.#meter.close();
    this.#observer.close();
    this.#pictures.renew();
    this.#cancelStuck?.();
    this.#peers.close();
    this.#stopWarmUp();
  }

  #changed(): void {
    this.#observer.look(this.#observed);
    this.#options.changed();
  }

  get #observed(): ObservedCall {
    const status = this.#onHold ? NOTHING : this.remote.status;
    return { accepted: this.#accepted, line: this.line, status };
  }

  get #accepted(): boolean {
    return this.#call?.name === 'connecting' || this.#call?.name === 'active';
  }

  /** Whether what is on is sent, and what comes is let through. */
  get #flows(): boolean {
    return this.#accepted && !this.#onHold && this.#remoteStatus?.held !== true;
  }

  #routeBoth(): void {
    this.#routeTracks();
    this.#remote.letThrough(this.#flows);
  }

  #begin(): void {
    this.#watch.nudge();
    this.#cancelStuck = this.#options.platform.after(TIMES.stuck, () => void this.#tellStuck());
  }

  async #tellStuck(): Promise<void> {
    if (this.connected) return;
    const cause = (await this.#peer?.cause()) ?? 'unanswered';
    if (!this.connected && this.#accepted) this.#options.stuck(cause);
  }

  /** A connection is to the one device that signals for the other (C9): with another device another one begins. */
  #meet(view: CallView): void {
    const device = view.participants.find((one) => one.user !== this.#options.me)?.device;
    if (device === undefined || device === this.#otherDevice) return;
    if (view.caller === this.#options.me) {
      // As long as it rings on several devices of one's own, nobody knows which is to offer (C20).
      if (!isNamed(view, this.#options.me)) return;
      if (!this.#options.preconnect && !this.#accepted) return;
      if (!this.#options.iceServers()) return;
      this.#peers.begin();
    } else {
      this.#peers.drop();
    }
    this.#otherDevice = device;
    this.#toldStatus = undefined;
  }

  #opened(peer: Peer): void {
    this.#watch.begun();
    const reader = createStatsReader(this.#options.platform, () => peer.stats());
    this.#meter.measure(reader);
    this.#observer.measure(reader, (mid) => peer.deviceOf(mid));
    this.#pictures.renew();
    this.#routeTracks();
  }

  #sampled(sample: LineSample): void {
    this.#pictures.looked(sample);
    // A line that is silent altogether is the line watch's to mend.
    const isHeard = sample.at - sample.heardAt < SILENT;
    const isReady = isHeard && this.connected && this.#accepted && this.#options.canSignal();
    const expected = isReady && this.#flows && this.remote.status.camera;
    const { stillness, mend } = stepStillness(this.#stillness, sample, expected);
    this.#stillness = stillness;
    if (mend) this.#peer?.restartIce();
  }

  /** In another network a line is dead long before its connection says so. */
  async #listen(): Promise<void> {
    await this.#meter.look();
    const { heardAt } = this.#meter;
    if (this.#watch.state !== 'good' || heardAt === undefined || !this.#options.canSignal()) return;
    if (this.#options.platform.now() - heardAt >= SILENT) this.#peer?.restartIce();
  }

  #lineHeard(state: RTCPeerConnectionState): void {
    if (state === 'connected' || this.#watch.state === 'good') this.#stoodAt = this.#options.platform.now();
    if (state === 'connected' && this.#watch.state === 'lost') this.#peer?.refreshPictures();
    if (state === 'connected') this.#meter.renewed();
    else void this.#meter.look();
    // Known before the restart is due: an offer into a dead socket would be lost.
    if (state === 'disconnected') this.#options.suspect();
    this.#watch.heard(state);
    this.#routeTracks();
    this.#changed();
  }

  #receive(tracks: ReadonlyMap<Section, MediaStreamTrack>): void {
    this.#remote.take(tracks);
    this.#remote.letThrough(this.#flows);
    this.#changed();
  }

  /** Before the accept nothing flows but the black warm-up; after it, what this person has on. */
  #routeTracks(): void {
    const peer = this.#peer;
    if (!peer) return;
    const warm = this.#wantsWarmUp();
    if (warm) this.#keepWarm();
    this.#shape();
    const pictures = warm || (this.#flows && (this.local.status.camera || this.local.status.screen));
    if (pictures && this.connected) this.#pictures.flows();
    for (const device of DEVICES) {
      const own = this.#flows ? this.local.track(device) : undefined;
      peer.send(device, own ?? (device === 'camera' && warm ? this.#warmUp?.track : undefined));
    }
    peer.send('screenSound', this.#flows ? this.local.screenSound : undefined);
    if (!warm) this.#stopWarmUp();
  }

  /** While a video call rings, and on until the accepted call's camera is open. */
  #wantsWarmUp(): boolean {
    if (this.#call?.media !== 'video') return false;
    if (!this.#accepted) return true;
    return this.local.isComing('camera') && this.#warmUp !== undefined;
  }

  #keepWarm(): void {
    const { width, height } = this.local.track('camera')?.getSettings() ?? {};
    const size = width && height ? { width, height } : undefined;
    this.#warmUp ??= createWarmUp(size ?? CAMERA_SIZE);
    if (size) this.#warmUp?.resize(size);
  }

  #stopWarmUp(): void {
    this.#warmUp?.close();
    this.#warmUp = undefined;
  }

  /** No track moves for it, and nothing is negotiated. */
  #shape(): void {
    const { step } = this.#pictures;
    const saver = this.#preferences.saveData || this.#remoteStatus?.saver === true;
    const { width, height } = this.local.track('camera')?.getSettings() ?? {};
    const lines = Math.min(width ?? CAMERA_SIZE.width, height ?? CAMERA_SIZE.height);
    for (const device of DEVICES) this.#peer?.shape(device, shapeOf(device, { step, saver, lines }));
  }

  #stepChanged(): void {
    this.#shape();
    this.#tellStatus();
    this.#changed();
  }

  #localChanged(): void {
    this.#routeTracks();
    this.#tellStatus();
    this.#changed();
  }

  #tellStatus(): void {
    if (!this.#accepted) return;
    const status: OwnStatus = {
      ...this.local.status,
      ...lacksOf(this.local.problems),
      ...(this.#onHold && { held: true }),
      ...(this.#preferences.waiting && { waits: true }),
      ...(this.#preferences.saveData && { saver: true }),
      ...(this.voiceFirst && { camera: false, screen: false, voiceFirst: true }),
    };
    const told = JSON.stringify(status);
    if (told === this.#toldStatus) return;
    this.#toldStatus = told;
    this.#options.sendStatus(status);
  }

  /** Until the other's device has said: what their person chose to bring. */
  #assumedStatus(): MediaStatus {
    const other = this.#call?.view?.participants.find((one) => one.user !== this.#options.me);
    return { microphone: true, camera: other?.media === 'video', screen: false };
  }
}

function isNamed({ participants }: CallView, user: UserId): boolean {
  return participants.some((one) => one.user === user && one.device !== undefined);
}

/** A link without its insides: what calls know of it, and what a test may stand in with. */
export type CallMediaLink = Pick<MediaLink, keyof MediaLink>;
