// One upgraded connection: ws reads and does the handshakes, frames are written straight to the raw socket.
import { Writable, type Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { LIMITS } from '@parley/protocol';
import { WebSocket } from 'ws';
import { Block } from './bytes.ts';
import type { Flusher } from './flusher.ts';
import { PlainFrames, type FrameSink } from './plain-frames.ts';
import { QueuedSocket } from './queued-socket.ts';

/** A receiver's own `write`, which its `write` hides: bytes are looked at before it gets them. */
const writeTo: (this: Writable, bytes: Buffer) => boolean = Writable.prototype.write;

/** ws's socket, which tells ours what it hears without five listeners for each of ten thousand sockets. */
export class LinkedWebSocket extends WebSocket {
  link: WsSocket | undefined = undefined;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const { link } = this;
    if (!link) return super.emit(event, ...args);
    if (event === 'message') link.message(args[0], args[1] === true);
    else if (event === 'ping' || event === 'pong') link.owner?.heard();
    else if (event === 'close') link.end(Number(args[0]));
    // ws closes the connection after an error by itself.
    return true;
  }
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
  }

  get isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  text(block: Block, start: number, end: number): void {
    this.owner?.received(block, start, end);
  }

  pong(): void {
    this.owner?.heard();
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

  /** For ws: a message that was no plain text frame. */
  message(data: unknown, isBinary: boolean): void {
    if (!Buffer.isBuffer(data)) return;
    if (isBinary) this.owner?.receivedUnreadable('bad-message');
    else if (data.length > LIMITS.frameBytes) this.owner?.receivedUnreadable('too-large');
    else this.owner?.received(new Block(data), 0, data.length);
  }

  /** For ws: the connection is gone. */
  end(code: number): void {
    this.gone(code);
  }

  /** TLS reports a write as done in a later turn, however little it is. */
  protected override get keepsBytes(): boolean {
    return this.#raw instanceof TLSSocket;
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

/** What ws writes the bytes to that it reads. It has no public name. */
function receiverOf(ws: WebSocket): Writable {
  const { _receiver: receiver } = ws as unknown as { _receiver: unknown };
  if (receiver instanceof Writable) return receiver;
  throw new Error('This version of ws has no receiver where Parley looks for it.');
}
