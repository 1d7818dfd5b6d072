// An RTCPeerConnection without a network: W3C WebRTC's states of negotiation and generations of ICE, nothing else.

type Description = { type: 'offer' | 'answer'; sdp: string };

let made = 0;

const ufrag = (description: Description | null): string | undefined =>
  /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1];

export class FakeConnection {
  onicecandidate: ((event: { candidate: RTCIceCandidateInit | null }) => void) | null = null;
  onicecandidateerror: ((event: { errorCode: number }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  onnegotiationneeded: (() => void) | null = null;
  connectionState: RTCPeerConnectionState = 'new';
  signalingState: RTCSignalingState = 'stable';
  currentLocalDescription: Description | null = null;
  pendingLocalDescription: Description | null = null;
  currentRemoteDescription: Description | null = null;
  pendingRemoteDescription: Description | null = null;
  readonly #transceivers: RTCRtpTransceiver[] = [];
  #restart = false;
  #needed = false;

  get remoteDescription(): Description | null {
    return this.pendingRemoteDescription ?? this.currentRemoteDescription;
  }

  get localDescription(): Description | null {
    return this.pendingLocalDescription ?? this.currentLocalDescription;
  }

  configuration: RTCConfiguration;

  constructor(configuration: RTCConfiguration = {}) {
    this.configuration = configuration;
  }

  /** Whether checks between the two would pass, were there a way. */
  matches(other: FakeConnection): boolean {
    const own = ufrag(this.currentLocalDescription);
    const theirs = ufrag(other.currentLocalDescription);
    return (
      own !== undefined &&
      theirs !== undefined &&
      own === ufrag(other.currentRemoteDescription) &&
      theirs === ufrag(this.currentRemoteDescription)
    );
  }

  become(state: RTCPeerConnectionState): void {
    if (this.connectionState === state || this.signalingState === 'closed') return;
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  addTransceiver(): RTCRtpTransceiver {
    const sender = { track: null, replaceTrack: () => Promise.resolve() };
    const mid = String(this.#transceivers.length);
    const transceiver = { mid, sender, receiver: { track: {} }, direction: 'sendrecv' };
    this.#transceivers.push(transceiver as unknown as RTCRtpTransceiver);
    this.#need();
    return transceiver as unknown as RTCRtpTransceiver;
  }

  getTransceivers(): RTCRtpTransceiver[] {
    return this.#transceivers;
  }

  /** What `getStats` has to say. */
  stats: readonly object[] = [];

  getStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map(this.stats.entries()) as unknown as RTCStatsReport);
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  addIceCandidate(): Promise<void> {
    return Promise.resolve();
  }

  restartIce(): void {
    this.#restart = true;
    this.#need();
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    if (this.signalingState === 'have-remote-offer') return this.#answer();
    const fresh = this.#restart || !this.currentLocalDescription;
    this.#restart = false;
    const name = fresh ? `u${++made}` : ufrag(this.currentLocalDescription);
    this.pendingLocalDescription = { type: 'offer', sdp: `a=ice-ufrag:${name}\r\n` };
    this.signalingState = 'have-local-offer';
    this.onicecandidate?.({ candidate: { candidate: `of ${name}`, sdpMid: '0', sdpMLineIndex: 0 } });
  }

  async setRemoteDescription({ type, sdp }: Description): Promise<void> {
    await Promise.resolve();
    if (type === 'offer') {
      if (this.signalingState === 'have-local-offer') this.#restart = true;
      this.pendingLocalDescription = null;
      this.pendingRemoteDescription = { type, sdp };
      this.signalingState = 'have-remote-offer';
      while (this.#transceivers.length < 3) this.addTransceiver();
      return;
    }
    if (this.signalingState !== 'have-local-offer') throw new Error('there is no offer to answer');
    this.currentLocalDescription = this.pendingLocalDescription;
    this.currentRemoteDescription = { type, sdp };
    this.#settle();
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }

  #answer(): void {
    const restarted = ufrag(this.pendingRemoteDescription) !== ufrag(this.currentRemoteDescription);
    const name = restarted ? `u${++made}` : ufrag(this.currentLocalDescription);
    if (restarted) this.#restart = false;
    this.currentLocalDescription = { type: 'answer', sdp: `a=ice-ufrag:${name}\r\n` };
    this.currentRemoteDescription = this.pendingRemoteDescription;
    this.#settle();
  }

  #settle(): void {
    this.pendingLocalDescription = this.pendingRemoteDescription = null;
    this.signalingState = 'stable';
    if (this.#restart) this.#need();
  }

  /** Asked for often, said once, and only where it still is so. */
  #need(): void {
    if (this.#needed) return;
    this.#needed = true;
    queueMicrotask(() => {
      this.#needed = false;
      if (this.signalingState === 'stable' && (this.#restart || !this.currentLocalDescription))
        this.onnegotiationneeded?.();
    });
  }
}
