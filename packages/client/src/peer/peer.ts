// One peer connection: negotiated once (DESIGN.md D4), perfect negotiation for the rest (W3C WebRTC §10.7).
import type { ConnectCause, Signal } from '@parley/protocol';
import type { Device } from '../api/media.ts';
import type { Shape } from '../call/picture-steps.ts';
import type { ConnectionDiary } from './connection-diary.ts';
import { connectCauseOf, isRefusal } from './connect-cause.ts';
import { addFormatParameters } from './format-parameters.ts';
import { configurationOf, relayedOnly, relayedOnlyDescription, type Reach } from './reach.ts';
import { preferRed } from './red.ts';
import { safetyCodeOf } from './safety-code.ts';
import { ufragOf } from './ufrag.ts';

/** The order of the media sections, fixed by protocol C9 and C41. */
const SECTIONS = [
  ['microphone', 'audio'],
  ['camera', 'video'],
  ['screen', 'video'],
  ['screenSound', 'audio'],
] as const;

/** What a media section is for: a device, or the sound of the screen that is shared (C41). */
export type Section = Device | 'screenSound';

/** What a shape may leave open. */
const LIMITS = ['maxBitrate', 'maxFramerate', 'scaleResolutionDownBy'] as const;

export interface PeerEvents {
  signal(signal: Signal): void;
  /** `connectionState` has changed. */
  state(state: RTCPeerConnectionState): void;
  /** The receivers exist; called once. An older device offers none for the sound of a screen. */
  receiving(tracks: ReadonlyMap<Section, MediaStreamTrack>): void;
  /** A description or track could not be applied: this connection is of no more use. */
  failed(cause: unknown): void;
}

export interface PeerOptions {
  /** Made with the configuration of `reach`. */
  connection: RTCPeerConnection;
  reach: Reach;
  /** Makes the first offer, and gives way to nobody; the other is the polite one. */
  offerer: boolean;
  events: PeerEvents;
  diary: ConnectionDiary;
}

export class Peer {
  readonly #connection: RTCPeerConnection;
  readonly #polite: boolean;
  readonly #events: PeerEvents;
  readonly #diary: ConnectionDiary;
  #reach: Reach;
  readonly #outgoing = new Map<Section, MediaStreamTrack | undefined>();
  readonly #shapes = new Map<Device, Shape>();
  /** Parameters are set one after the other: each set begins with what the one before left. */
  #shaping: Promise<void> = Promise.resolve();
  #transceivers: ReadonlyMap<Section, RTCRtpTransceiver> | undefined;
  #closed = false;
  #relayRefused = false;
  /** Signals are handled one after the other: a candidate never overtakes its description. */
  #tail: Promise<void> = Promise.resolve();

  constructor({ connection, reach, offerer, events, diary }: PeerOptions) {
    this.#connection = connection;
    this.#reach = reach;
    this.#polite = !offerer;
    this.#events = events;
    this.#diary = diary;
    connection.onicecandidate = ({ candidate }) => this.#tellCandidate(candidate);
    connection.onicecandidateerror = ({ errorCode }) => {
      if (isRefusal(errorCode)) this.#relayRefused = true;
      diary.error(errorCode);
    };
    connection.oniceconnectionstatechange = () => diary.state(`ice ${connection.iceConnectionState}`);
    connection.onconnectionstatechange = () => this.#tellState();
    connection.onnegotiationneeded = () => this.#enqueue(() => this.#offer());
    if (!offerer) return;
    const list = SECTIONS.map(([, kind]) => connection.addTransceiver(kind, { direction: 'sendrecv' }));
    if (list[0]) preferRed(list[0]);
    this.#useSections(list);
  }

  get state(): RTCPeerConnectionState {
    return this.#connection.connectionState;
  }

  /** For candidates that are looked for from now on: those of the next ICE restart. */
  reach(reach: Reach): void {
    this.#reach = reach;
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), ...configurationOf(reach) });
  }

  /** Puts a track on its way, or takes it off; kept for later where the sections do not exist yet. */
  send(section: Section, track: MediaStreamTrack | undefined): void {
    // Not compared with `sender.track`: that one follows only once the browser has replaced it.
    if (this.#outgoing.get(section) === track) return;
    this.#outgoing.set(section, track);
    this.#replace(section, track);
  }

  /** How a device's track is encoded from now on; kept for later like the track. No negotiation comes of it. */
  shape(device: Device, shape: Shape): void {
    if (JSON.stringify(this.#shapes.get(device)) === JSON.stringify(shape)) return;
    this.#shapes.set(device, shape);
    this.#applyShape(device);
  }

  hear(signal: Signal): void {
    this.#enqueue(() =>
      signal.kind === 'description' ? this.#hearDescription(signal) : this.#hearCandidate(signal),
    );
  }

  /** Looks for another way to the other side. Where an offer of ours still waits, that one is said again instead. */
  restartIce(): void {
    if (!this.repeatOffer()) this.#connection.restartIce();
  }

  /**
   * Says an offer that has no answer yet once more: it, or its answer, may have gone down with a socket. The very same
   * one, with the candidates found since, so that it does not matter which of the two is answered. False where none
   * waits.
   */
  repeatOffer(): boolean {
    if (this.#closed || this.#connection.signalingState !== 'have-local-offer') return false;
    this.#tellDescription();
    return true;
  }

  /**
   * Begins the pictures anew. A receiver that has missed some seconds finds out only 3 s later that it can't go on without
   * a key frame (W3C webrtc-extensions, `keyFrame`). Browsers that can't are left to find out.
   */
  refreshPictures(): void {
    for (const { sender } of this.#transceivers?.values() ?? []) {
      if (sender.track?.kind !== 'video') continue;
      this.#setParameters(sender, (parameters) => ({
        encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })),
      }));
    }
  }

  /** Which device the media section of this name is for; nothing for the sound of a screen. */
  deviceOf(mid: string | undefined): Device | undefined {
    for (const [section, transceiver] of this.#transceivers ?? [])
      if (transceiver.mid === mid) return section === 'screenSound' ? undefined : section;
    return undefined;
  }

  /** Statistics (W3C webrtc-stats), or nothing where the connection has been closed. */
  async stats(): Promise<RTCStatsReport | undefined> {
    if (this.#closed) return undefined;
    const report = await this.#connection.getStats().catch(() => undefined);
    return this.#closed ? undefined : report;
  }

  /** Why there is no connection yet, as far as this side can tell. */
  async cause(): Promise<ConnectCause> {
    const { iceServers = [], iceTransportPolicy } = this.#connection.getConfiguration();
    return connectCauseOf({
      answered: this.#connection.remoteDescription !== null,
      hasRelay: iceServers.flatMap(({ urls }) => urls).some((url) => url.startsWith('turn')),
      relayOnly: iceTransportPolicy === 'relay',
      isRefused: this.#relayRefused,
      stats: await this.stats(),
    });
  }

  /** What the other side's device sees alike where nobody sits in between; nothing before both have described themselves. */
  async safetyCode(): Promise<readonly number[] | undefined> {
    const { localDescription, remoteDescription } = this.#connection;
    return localDescription && remoteDescription
      ? safetyCodeOf(localDescription.sdp, remoteDescription.sdp)
      : undefined;
  }

  close(): void {
    const connection = this.#connection;
    this.#closed = true;
    connection.onicecandidateerror = connection.oniceconnectionstatechange = null;
    connection.onicecandidate = connection.onconnectionstatechange = connection.onnegotiationneeded = null;
    connection.close();
  }

  #enqueue(task: () => Promise<void>): void {
    const run = async (): Promise<void> => {
      if (!this.#closed) await task();
    };
    this.#tail = this.#tail.then(run).catch((cause: unknown) => this.#fail(cause));
  }

  #fail(cause: unknown): void {
    if (!this.#closed) this.#events.failed(cause);
  }

  #useSections(list: readonly RTCRtpTransceiver[]): void {
    const sections = SECTIONS.map(([section], index) => [section, list[index]] as const);
    const known = sections.filter(
      (section): section is [Section, RTCRtpTransceiver] => section[1] !== undefined,
    );
    this.#transceivers = new Map(known);
    for (const device of this.#shapes.keys()) this.#applyShape(device);
    for (const [section, track] of this.#outgoing) this.#replace(section, track);
    this.#events.receiving(
      new Map(known.map(([section, transceiver]) => [section, transceiver.receiver.track])),
    );
  }

  #replace(section: Section, track: MediaStreamTrack | undefined): void {
    const sender = this.#transceivers?.get(section)?.sender;
    sender?.replaceTrack(track ?? null).catch((cause: unknown) => this.#fail(cause));
  }

  #applyShape(device: Device): void {
    const sender = this.#transceivers?.get(device)?.sender;
    if (sender) this.#setParameters(sender, (parameters) => this.#fit(parameters, device));
  }

  #fit({ encodings }: RTCRtpSendParameters, device: Device): undefined {
    for (const encoding of encodings) {
      for (const key of LIMITS) Reflect.deleteProperty(encoding, key);
      Object.assign(encoding, this.#shapes.get(device));
    }
  }

  /** Browsers that can't are left to send as they think fit. */
  #setParameters(
    sender: RTCRtpSender,
    change: (parameters: RTCRtpSendParameters) => RTCSetParameterOptions | undefined,
  ): void {
    const set = async (): Promise<void> => {
      if (this.#closed) return;
      const parameters = sender.getParameters();
      const options = change(parameters);
      await sender.setParameters(parameters, options);
    };
    this.#shaping = this.#shaping.then(set).catch(() => undefined);
  }

  #tellState(): void {
    if (this.#closed) return;
    const { connectionState } = this.#connection;
    this.#diary.state(connectionState);
    this.#events.state(connectionState);
  }

  async #offer(): Promise<void> {
    await this.#connection.setLocalDescription();
    this.#tellDescription();
  }

  #tellDescription(): void {
    const description = this.#connection.localDescription;
    if (!description || this.#closed) return;
    const { type } = description;
    const sdp = this.#reach.relayOnly ? relayedOnlyDescription(description.sdp) : description.sdp;
    const offer = this.#connection.currentRemoteDescription?.sdp;
    const answers = type === 'answer' && offer !== undefined ? ufragOf(offer) : undefined;
    if (type === 'offer' || type === 'answer')
      this.#events.signal({ kind: 'description', type, sdp, ...(answers === undefined ? {} : { answers }) });
  }

  #tellCandidate(found: RTCIceCandidate | null): void {
    if (!found || found.candidate === '' || this.#closed) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = found;
    const candidate = this.#reach.relayOnly ? relayedOnly(found.candidate) : found.candidate;
    if (candidate === undefined) return;
    this.#diary.candidate('own', candidate);
    this.#events.signal({ kind: 'candidate', candidate, sdpMid, sdpMLineIndex, usernameFragment });
  }

  async #hearDescription(description: Extract<Signal, { kind: 'description' }>): Promise<void> {
    const connection = this.#connection;
    const isOffer = description.type === 'offer';
    if (isOffer && connection.signalingState !== 'stable' && !this.#polite) {
      // The other side may never have got ours, and would wait for an answer in vain.
      this.repeatOffer();
      return;
    }
    // An answer that comes twice, or to an offer since taken back, says nothing new.
    if (!isOffer && !this.#waitsFor(description.answers)) return;
    this.#diary.description('other', description.sdp);
    await connection.setRemoteDescription({
      type: description.type,
      sdp: addFormatParameters(description.sdp),
    });
    if (!isOffer || this.#closed) return;
    if (!this.#transceivers) this.#acceptSections();
    await connection.setLocalDescription();
    this.#tellDescription();
  }

  #waitsFor(answers: string | undefined): boolean {
    const offer = this.#connection.pendingLocalDescription;
    if (this.#connection.signalingState !== 'have-local-offer' || !offer) return false;
    // Taken for the answer to this one, that to another names credentials which the other side no longer has.
    return answers === undefined || answers === ufragOf(offer.sdp);
  }

  #acceptSections(): void {
    const list = this.#connection.getTransceivers();
    for (const transceiver of list) transceiver.direction = 'sendrecv';
    if (list[0]) preferRed(list[0]);
    this.#useSections(list);
  }

  async #hearCandidate(signal: Extract<Signal, { kind: 'candidate' }>): Promise<void> {
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = signal;
    this.#diary.candidate('other', candidate);
    // Candidates of an offer that was ignored, or of a generation before a restart, are refused and harmless (I14).
    await this.#connection
      .addIceCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment })
      .catch(() => undefined);
  }
}
