// The sockets that bytes of transfers come on: who they are by their first words, alive or not, never faster than is good.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { BLOB_SUBPROTOCOL, CLOSE, LIMITS, type BlobId, type UserId } from '@parley/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock.ts';
import type { Identity } from '../realtime-api.ts';
import type { Joint, JointEnd } from './joint.ts';
import type { Side } from './transfer.ts';

/** A socket says within this who it is. */
const JOIN_MS = 10_000;
/** How often each is told that the server is there, and how long one may say nothing, its pongs included. */
const LOOK_MS = 5_000;
const SILENT_MS = 16_000;
/** Of one account at once: two for each transfer that it may have open, and as many that are about to go. */
const PER_ACCOUNT = 4 * LIMITS.blobsFrom;
/** Frames that a socket may send in a time before it is left unread for that long. */
const FLOOD_FRAMES = 500;
const FLOOD_MS = 100;

const server = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: LIMITS.frameBytes,
  maxFragments: 64,
  maxBufferedChunks: 256,
  closeTimeout: 2_000,
  handleProtocols: (offered: Set<string>) => (offered.has(BLOB_SUBPROTOCOL) ? BLOB_SUBPROTOCOL : false),
};

/** Whom a socket belongs to. */
export interface Place {
  readonly joint: Joint;
  readonly side: Side;
}

export interface BlobSocketsOptions {
  clock: Clock;
  /** The place in a transfer that this key of this account opens. */
  placeOf: (id: BlobId, user: UserId, key: string) => Place | undefined;
}

export class BlobSockets {
  readonly #options: BlobSocketsOptions;
  readonly #upgrader = new WebSocketServer(server);
  readonly #open = new Set<BlobSocket>();
  #stopLooking: (() => void) | undefined;

  constructor(options: BlobSocketsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  accept(request: IncomingMessage, raw: Duplex, head: Buffer, identity: Identity, id: BlobId): void {
    this.#upgrader.handleUpgrade(request, raw, head, (ws) => {
      const socket: BlobSocket = new BlobSocket({
        ws,
        identity,
        clock: this.#options.clock,
        placeOf: (key) => this.#options.placeOf(id, identity.user, key),
        gone: () => this.#open.delete(socket),
      });
      const { user } = identity;
      const own = [...this.#open].filter((one) => one.identity.user === user);
      this.#open.add(socket);
      if (ws.protocol !== BLOB_SUBPROTOCOL) return ws.close(CLOSE.unsupportedVersion);
      if (own.length >= PER_ACCOUNT) return ws.close(CLOSE.serverFull);
      this.#stopLooking ??= this.#options.clock.after(LOOK_MS, () => this.#look());
    });
  }

  endSignIns(ending: ReadonlySet<string>): void {
    for (const socket of this.#open) if (ending.has(socket.identity.signIn)) socket.close(CLOSE.signedOut);
  }

  close(): void {
    this.#stopLooking?.();
    for (const socket of this.#open) socket.close(CLOSE.restart);
  }

  #look(): void {
    for (const socket of this.#open) socket.look();
    this.#stopLooking =
      this.#open.size === 0 ? undefined : this.#options.clock.after(LOOK_MS, () => this.#look());
  }
}

interface BlobSocketOptions {
  ws: WebSocket;
  identity: Identity;
  clock: Clock;
  placeOf: (key: string) => Place | undefined;
  gone: () => void;
}

class BlobSocket implements JointEnd {
  readonly identity: Identity;
  readonly #ws: WebSocket;
  readonly #clock: Clock;
  readonly #openedAt: number;
  #heardAt: number;
  #place: Place | undefined;
  #isHeld = false;
  #window = { since: 0, frames: 0 };
  #stopFlood: (() => void) | undefined;

  constructor({ ws, identity, clock, placeOf, gone }: BlobSocketOptions) {
    this.identity = identity;
    this.#ws = ws;
    this.#clock = clock;
    this.#openedAt = this.#heardAt = clock.now();
    ws.binaryType = 'nodebuffer';
    ws.on('message', (data: Buffer, isBinary) => this.#received(data, isBinary, placeOf));
    ws.on('pong', () => (this.#heardAt = clock.now()));
    // ws closes the connection after an error by itself.
    ws.on('error', () => undefined);
    ws.on('close', () => {
      this.#stopFlood?.();
      gone();
      this.#place?.joint.part(this.#place.side, this);
    });
  }

  get backlog(): number {
    return this.#ws.bufferedAmount;
  }

  pass(frame: Uint8Array): void {
    this.#ws.send(frame, { binary: true }, () => this.#place?.joint.drained(this.#place.side, this));
  }

  tell(word: 'joined' | 'parted'): void {
    this.#ws.send(word);
  }

  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#settle();
  }

  close(code: number = CLOSE.normal): void {
    // A paused socket would not read the close frame that answers.
    this.#ws.resume();
    this.#ws.close(code);
  }

  /** Once in a while: is it still there, and does it know that the server is? */
  look(): void {
    const now = this.#clock.now();
    if (!this.#place && now - this.#openedAt >= JOIN_MS) return this.close(CLOSE.helloTimeout);
    // Who is not read can't be heard.
    if (this.#ws.isPaused) this.#heardAt = now;
    else if (now - this.#heardAt >= SILENT_MS) return this.#ws.terminate();
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    this.#ws.ping();
    this.#ws.send('here');
  }

  #received(data: Buffer, isBinary: boolean, placeOf: (key: string) => Place | undefined): void {
    this.#heardAt = this.#clock.now();
    this.#count();
    if (this.#place) {
      if (!isBinary) return this.close(CLOSE.misbehaved);
      return this.#place.joint.received(this.#place.side, this, data);
    }
    const place = isBinary ? undefined : placeOf(data.toString());
    if (!place) return this.close(CLOSE.misbehaved);
    this.#place = place;
    place.joint.join(place.side, this);
  }

  /** Not reading costs nothing: TCP slows the sender. */
  #count(): void {
    const now = this.#clock.now();
    if (Math.abs(now - this.#window.since) >= FLOOD_MS) this.#window = { since: now, frames: 0 };
    this.#window.frames += 1;
    if (this.#window.frames < FLOOD_FRAMES || this.#stopFlood) return;
    this.#stopFlood = this.#clock.after(FLOOD_MS, () => {
      this.#stopFlood = undefined;
      this.#settle();
    });
    this.#settle();
  }

  #settle(): void {
    if (this.#isHeld || this.#stopFlood) this.#ws.pause();
    else this.#ws.resume();
  }
}
