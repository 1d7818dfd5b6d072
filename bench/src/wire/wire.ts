// One raw WebSocket connection of a load generator: an upgrade by hand, frames queued and written once a chunk.
import { connect, type Socket } from 'node:net';
import { deferred } from '../process/deferred.ts';
import { createScanner, maskedFrame, OPCODE, type OnFrame, type Scanner } from './frames.ts';

export interface WireOptions {
  port: number;
  path: string;
  /** Whole header lines, e.g. `Authorization: Bearer …`. */
  headers?: string[];
  /** A 127.0.0.x to connect from: each has ephemeral ports of its own. */
  localAddress?: string;
  /** Text and binary frames. Pings are answered here; a close frame is `onClose`. */
  onFrame: OnFrame;
  /** The connection ended though `close` was not called. */
  onClose?: (why: string) => void;
}

const HEADER_END = '\r\n\r\n';
// Reading is synchronous, so every connection of the process reads into the same memory.
const READ_BYTES = Buffer.allocUnsafeSlow(256 * 1024);

type State = { name: 'upgrading'; head: Buffer } | { name: 'open' } | { name: 'closed' };

export class Wire {
  /** Resolves once the server has switched protocols; rejects with its status line otherwise. */
  readonly opened: Promise<void>;
  /** Read so far, the upgrade's answer not counted. */
  bytesRead = 0;
  readonly #options: WireOptions;
  readonly #socket: Socket;
  readonly #scanner: Scanner;
  readonly #settle = deferred<void>();
  #state: State = { name: 'upgrading', head: Buffer.alloc(0) };
  #queued: Buffer[] = [];

  constructor(options: WireOptions) {
    this.#options = options;
    this.opened = this.#settle.promise;
    this.#scanner = createScanner((opcode, bytes, start, end) => this.#frame(opcode, bytes, start, end));
    this.#socket = connect({
      port: options.port,
      host: '127.0.0.1',
      ...(options.localAddress ? { localAddress: options.localAddress } : {}),
      onread: { buffer: READ_BYTES, callback: (length) => this.#read(READ_BYTES.subarray(0, length)) },
    });
    this.#socket.setNoDelay(true);
    this.#socket.on('error', (error) => this.#fail(error.message));
    this.#socket.on('close', () => this.#fail('connection lost'));
    this.#socket.write(upgradeRequest(options));
  }

  /** Adds frames to the next write. What is queued while a chunk is being read goes out at its end. */
  queue(frames: Buffer): void {
    this.#queued.push(frames);
  }

  flush(): void {
    const [first] = this.#queued;
    if (!first || this.#state.name === 'closed') return;
    this.#socket.write(this.#queued.length === 1 ? first : Buffer.concat(this.#queued));
    this.#queued = [];
  }

  close(): void {
    this.#state = { name: 'closed' };
    this.#socket.destroy();
  }

  #read(bytes: Buffer): boolean {
    if (this.#state.name === 'open') {
      this.bytesRead += bytes.length;
      this.#scanner.push(bytes, bytes.length);
      this.flush();
    } else if (this.#state.name === 'upgrading') {
      this.#upgrade(Buffer.concat([this.#state.head, bytes]));
    }
    return true;
  }

  #upgrade(head: Buffer): void {
    this.#state = { name: 'upgrading', head };
    const end = head.indexOf(HEADER_END);
    if (end < 0) return;
    const status = head.toString('latin1', 0, head.indexOf('\r'));
    if (!status.startsWith('HTTP/1.1 101')) return this.#fail(status);
    this.#state = { name: 'open' };
    this.#settle.resolve(undefined);
    const rest = head.subarray(end + HEADER_END.length);
    if (rest.length > 0) this.#read(rest);
  }

  #frame(opcode: number, bytes: Buffer, start: number, end: number): void {
    if (opcode === OPCODE.ping) this.queue(maskedFrame(OPCODE.pong, bytes.subarray(start, end)));
    else if (opcode === OPCODE.close)
      this.#fail(`closed with ${start < end ? bytes.readUInt16BE(start) : 'no code'}`);
    else if (opcode !== OPCODE.pong) this.#options.onFrame(opcode, bytes, start, end);
  }

  #fail(why: string): void {
    const was = this.#state.name;
    if (was === 'closed') return;
    this.close();
    if (was === 'open') this.#options.onClose?.(why);
    else this.#settle.reject(new Error(`upgrade of ${this.#options.path} failed: ${why}`));
  }
}

function upgradeRequest(options: WireOptions): string {
  const lines = [
    `GET ${options.path} HTTP/1.1`,
    `Host: 127.0.0.1:${options.port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(options.headers?.some((line) => line.startsWith('Sec-WebSocket-Version'))
      ? []
      : ['Sec-WebSocket-Version: 13']),
    ...(options.headers ?? []),
  ];
  return lines.join('\r\n') + HEADER_END;
}
