// One upgraded connection: ws reads and does the handshakes, frames are written straight to the raw socket.
import { Writable, type Duplex } from 'node:stream';
import { LIMITS } from '@parley/protocol';
import { WebSocket, type RawData } from 'ws';
import { Block } from './bytes.ts';
import type { Flusher } from './flusher.ts';
import { PlainFrames, type FrameSink } from './plain-frames.ts';
import { QueuedSocket } from './queued-socket.ts';

/** A receiver's own `write`, which its `write` hides: bytes are looked at before it gets them. */
const writeTo: (this: Writable, bytes: Buffer) => boolean = Writable.prototype.write;

/** ws's socket with a way back to ours, so that the event listeners can be shared by all sockets. */
export class LinkedWebSocket extends WebSocket {
  link: WsSocket | undefined = undefined;
}

export class WsSocket extends QueuedSocket implements FrameSink {
  readonly #ws: LinkedWebSocket;
  readonly #raw: Duplex;
  readonly #receiver: Writable;

  constructor(ws: LinkedWebSocket, raw: Duplex, flusher: Flusher) {
    super(flusher);
    this.#ws = ws;
    this.#raw = raw;
    ws.link = this;
    this.#receiver = receiverOf(ws);
    const frames = new PlainFrames(this);
    this.#receiver.write = (chunk: Buffer) => frames.read(chunk);
    ws.on('message', onMessage);
    ws.on('ping', onSignOfLife);
    ws.on('pong', onSignOfLife);
    ws.on('close', onClose);
    ws.on('error', onError);
  }

  get isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  text(block: Block, start: number, end: number): void {
    this.owner?.received(block, start, end);
  }

  pass(bytes: Buffer): boolean {
    return writeTo.call(this.#receiver, bytes);
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

  protected write(bytes: string | Buffer): boolean {
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
  owner.received(new Block(data), 0, data.length);
}

/** What ws writes the bytes to that it reads. It has no public name. */
function receiverOf(ws: WebSocket): Writable {
  const { _receiver: receiver } = ws as unknown as { _receiver: unknown };
  if (receiver instanceof Writable) return receiver;
  throw new Error('This version of ws has no receiver where Parley looks for it.');
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
