// The peer connections of one call, each in the place of the one before (protocol C9, C10).
import type { RelayServer, ServerMessageOf, Signal } from '@parley/protocol';
import type { ConnectionReport } from '../api/call-report.ts';
import type { Platform } from '../connection/platform.ts';
import { ConnectionDiary } from '../peer/connection-diary.ts';
import { Peer, type Section } from '../peer/peer.ts';
import { configurationOf, type Reach } from '../peer/reach.ts';
import type { MediaEnvironment } from './media-environment.ts';

/** Ms between a connection that turned out to be of no use and the next, should that one be of none either. */
const REPLACE = 1_000;
/** So many connections are remembered for a report. */
const DIARIES = 4;

export interface PeerSuccessionOptions {
  platform: Pick<Platform, 'after' | 'now'>;
  makeConnection: MediaEnvironment['makeConnection'];
  /** Where candidates come from; nothing while the server has yet to say (protocol C18). */
  servers: () => readonly RelayServer[] | undefined;
  relayOnly: () => boolean;
  isCaller: () => boolean;
  sendSignal: (peer: number, signal: Signal) => void;
  /** A connection has begun; the one before is closed. */
  opened: (peer: Peer) => void;
  state: (state: RTCPeerConnectionState) => void;
  receiving: (tracks: ReadonlyMap<Section, MediaStreamTrack>) => void;
}

export class PeerSuccession {
  readonly #options: PeerSuccessionOptions;
  #current: Peer | undefined;
  #number = 0;
  #diaries: readonly ConnectionDiary[] = [];
  /** Signals that came before the servers for candidates. */
  readonly #held: ServerMessageOf<'call.signal'>[] = [];
  #cancelReplace: (() => void) | undefined;

  constructor(options: PeerSuccessionOptions) {
    this.#options = options;
  }

  get current(): Peer | undefined {
    return this.#current;
  }

  /** Of the newest connections, oldest first. */
  get reports(): readonly ConnectionReport[] {
    return this.#diaries.map((diary) => diary.report);
  }

  /** The caller's first one to a device. Nothing begins without the servers for candidates: it might find no way. */
  begin(): void {
    this.#open(this.#number + 1, true);
  }

  /** The caller's new device counts its connections from the start. */
  drop(): void {
    this.#current?.close();
    this.#current = undefined;
    this.#number = 0;
  }

  /** Of one that is of no use, the caller alone makes another: both find out at about the same time. */
  replace(): void {
    if (this.#current && this.#options.isCaller()) this.#open(this.#number + 1, true);
  }

  /** Either side may: the callee counts by two, so that of two which begin at once one is the newer. */
  renew(peer: Peer): void {
    if (peer !== this.#current || peer.state !== 'connected') return;
    this.#open(this.#number + (this.#options.isCaller() ? 1 : 2), true);
  }

  hear(message: ServerMessageOf<'call.signal'>): void {
    const { peer: number, signal } = message;
    if (!this.#options.servers()) return void this.#held.push(message);
    const offered = signal.kind === 'description' && signal.type === 'offer';
    if (number > this.#number && offered) this.#open(number, false);
    if (number === this.#number) this.#current?.hear(signal);
  }

  /** What waited for the servers for candidates. */
  hearHeld(): void {
    for (const message of this.#held.splice(0)) this.hear(message);
  }

  /** The servers, or whether only relays are to be used, have changed: the next look for a way goes by those. */
  reach(): void {
    this.#current?.reach(this.#reach(this.#options.servers() ?? []));
  }

  close(): void {
    this.#cancelReplace?.();
    this.#current?.close();
    this.#current = undefined;
  }

  #reach(servers: readonly RelayServer[]): Reach {
    return { servers, relayOnly: this.#options.relayOnly() };
  }

  #open(number: number, offerer: boolean): void {
    const { platform, makeConnection, servers: serversNow, sendSignal, opened, state } = this.#options;
    const servers = serversNow();
    if (!servers) return;
    this.#current?.close();
    this.#cancelReplace?.();
    this.#cancelReplace = undefined;
    this.#number = number;
    const reach = this.#reach(servers);
    const diary = new ConnectionDiary({ now: () => platform.now(), offerer, reach });
    this.#diaries = [...this.#diaries, diary].slice(-DIARIES);
    this.#current = new Peer({
      diary,
      connection: makeConnection(configurationOf(reach)),
      reach,
      offerer,
      events: {
        signal: (signal) => sendSignal(number, signal),
        state,
        receiving: this.#options.receiving,
        failed: () => this.#replaceSoon(),
      },
    });
    opened(this.#current);
  }

  #replaceSoon(): void {
    this.#cancelReplace ??= this.#options.platform.after(REPLACE, () => this.replace());
  }
}
