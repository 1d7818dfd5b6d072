// One upgraded connection: ws reads and does the handshakes, frames are written straight to the raw socket.
import type { Duplex } from 'node:stream';
import { LIMITS } from '@parley/protocol';
import { WebSocket, type RawData } from 'ws';
import type { Flusher } from './flusher.ts';
import { QueuedSocket } from './queued-socket.ts';

/** ws's socket with a way back to ours, so that the event listeners can be shared by all sockets. */
export class LinkedWebSocket extends WebSocket {
  link: WsSocket | undefined = undefined;
}

export class WsSocket extends QueuedSocket {
  readonly #ws: LinkedWebSocket;
  readonly #raw: Duplex;

  constructor(ws: LinkedWebSocket, raw: Duplex, flusher: Flusher) {
    super(flusher);
    this.#ws = ws;
    this.#raw = raw;
    ws.link = this;
    ws.on('message', onMessage);
    ws.on('ping', onSignOfLife);
    ws.on('pong', onSignOfLife);
    ws.on('close', onClose);
    ws.on('error', onError);
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    this.#ws.resume();
  }

  /** For the shared listeners: the connection is gone. */
  end(code: number): void {
    this.gone(code);
  }

  protected unwritten(): number {
    return this.#raw.writableLength;
  }

  protected write(bytes: string): boolean {
    // After a close frame, ours or ws's answer to the client's, nothing may follow (RFC 6455 §5.5.1).
    if (this.#ws.readyState !== WebSocket.OPEN) return true;
    this.#raw.write(bytes, 'latin1');
    // What the kernel took at once is gone from here by now; a rest below the mark is not worth waiting for.
    if (this.#raw.writableLength < this.#raw.writableHighWaterMark) return true;
    this.#raw.once('drain', () => this.drained());
    return false;
  }

  protected shut(code: number): void {
    // A paused socket would not read the close frame that answers.
    this.#ws.resume();
    this.#ws.close(code);
  }
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  const owner = linkOf(this)?.owner;
  if (!owner || !Buffer.isBuffer(data)) return;
  if (isBinary) return owner.receivedUnreadable('bad-message');
  if (data.length > LIMITS.frameBytes) return owner.receivedUnreadable('too-large');
  owner.received(data.toString());
}

function onSignOfLife(this: WebSocket): void {
  linkOf(this)?.owner?.heard();
}

function onClose(this: WebSocket, code: number): void {
  linkOf(this)?.end(code);
}

// ws closes the connection after an error by itself. An error without a listener would stop the process.
function onError(): void {}

function linkOf(ws: WebSocket): WsSocket | undefined {
  return ws instanceof LinkedWebSocket ? ws.link : undefined;
}
