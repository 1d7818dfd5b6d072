// The way from device to device: one data channel of a peer connection of its own, tried once (protocol B5, RFC 8831).
import type { Signal } from '@parley/protocol';
import type { Pipe, PipeEvents } from './pipe.ts';

export interface DirectPipeOptions {
  makeConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** The sender's device makes the channel and the offer. */
  offers: boolean;
  sendSignal: (signal: Signal) => void;
  /** `down`: it is of no more use, whether it has been up or not. */
  events: PipeEvents;
}

export class DirectPipe implements Pipe {
  readonly #options: DirectPipeOptions;
  readonly #connection: RTCPeerConnection;
  #channel: RTCDataChannel | undefined;
  #isOpen = false;
  #isClosed = false;
  /** Signals are applied one after the other: a candidate never overtakes its description. */
  #tail: Promise<void> = Promise.resolve();

  /** Throws where there can be no peer connection. */
  constructor(options: DirectPipeOptions) {
    this.#options = options;
    // Without servers: relays are for calls, and on one network the devices' own addresses do.
    const connection = options.makeConnection({ iceServers: [] });
    this.#connection = connection;
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) this.#options.sendSignal(candidateSignal(candidate));
    };
    connection.onconnectionstatechange = () => {
      const { connectionState: state } = connection;
      if (state === 'disconnected' || state === 'failed' || state === 'closed') this.#fail();
    };
    connection.ondatachannel = ({ channel }) => this.#use(channel);
    if (!options.offers) return;
    this.#use(connection.createDataChannel('blob', { ordered: true }));
    this.#enqueue(() => this.#describe());
  }

  hear(signal: Signal): void {
    this.#enqueue(async () => {
      if (signal.kind === 'candidate') {
        const { kind: _, ...candidate } = signal;
        // A stale or strange one is no reason to give up: others may do.
        return this.#connection.addIceCandidate(candidate).catch(() => undefined);
      }
      await this.#connection.setRemoteDescription({ type: signal.type, sdp: signal.sdp });
      if (signal.type === 'offer') await this.#describe();
    });
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#channel?.readyState !== 'open') return;
    try {
      this.#channel.send(frame);
    } catch {
      // More than the browser holds for a channel: this way does not carry what it must.
      this.#fail();
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const channel = this.#channel;
    if (channel) channel.onopen = channel.onmessage = channel.onclose = null;
    this.#connection.onicecandidate = this.#connection.ondatachannel = null;
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }

  async #describe(): Promise<void> {
    await this.#connection.setLocalDescription();
    const description = this.#connection.localDescription;
    if (!description || this.#isClosed || (description.type !== 'offer' && description.type !== 'answer'))
      return;
    this.#options.sendSignal({ kind: 'description', type: description.type, sdp: description.sdp });
  }

  #use(channel: RTCDataChannel): void {
    // One is all that the other side may make.
    if (this.#channel) return channel.close();
    this.#channel = channel;
    const { events } = this.#options;
    channel.binaryType = 'arraybuffer';
    channel.onopen = () => this.#open();
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
    };
    channel.onclose = () => this.#fail();
    if (channel.readyState === 'open') this.#open();
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#options.events.up();
  }

  #enqueue(work: () => Promise<void>): void {
    this.#tail = this.#tail.then(async () => {
      if (this.#isClosed) return;
      await work().catch(() => this.#fail());
    });
  }

  #fail(): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.events.down();
  }
}

function candidateSignal({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate): Signal {
  return { kind: 'candidate', candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
