// The way through the server: a socket that is opened again whenever it is lost (protocol B6).
import type { BytesSocket, Platform } from '../connection/platform.ts';
import type { Pipe, PipeEvents } from './pipe.ts';

/** The server says something at least every 5 s. */
const SILENT = 12_000;
/** Until a lost socket is opened again, at first and at most. */
const RETRY = { first: 250, most: 5_000 };

export interface ServerPipeOptions {
  platform: Pick<Platform, 'after' | 'random' | 'openBytes'>;
  url: string;
  /** What opens this device's end. */
  key: string;
  events: PipeEvents;
}

export class ServerPipe implements Pipe {
  readonly #options: ServerPipeOptions;
  #key: string;
  #socket: BytesSocket | undefined;
  #isUp = false;
  #failures = 0;
  #cancelTimer: (() => void) | undefined;
  #isClosed = false;

  constructor(options: ServerPipeOptions) {
    this.#options = options;
    this.#key = options.key;
    this.#open();
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#isUp) this.#socket?.send(frame);
  }

  /** The server says the key again, or another one because it has been started again: there is a line to it. */
  rekey(key: string): void {
    const isNew = key !== this.#key;
    this.#key = key;
    this.#failures = 0;
    if (this.#isClosed || (this.#socket && !isNew)) return;
    this.#drop();
    this.#lost();
    this.#open();
  }

  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  #open(): void {
    const { platform, url } = this.#options;
    this.#cancelTimer?.();
    const socket = platform.openBytes(url);
    this.#socket = socket;
    this.#watch();
    socket.onopen = () => socket.send(this.#key);
    socket.onmessage = (frame) => this.#hear(frame);
    socket.onclose = () => this.#retry();
  }

  #hear(frame: string | Uint8Array): void {
    this.#watch();
    const { events } = this.#options;
    if (typeof frame !== 'string') {
      if (this.#isUp) events.received(frame);
    } else if (frame === 'joined') {
      this.#failures = 0;
      this.#isUp = true;
      events.up();
    } else if (frame === 'parted') this.#lost();
  }

  #watch(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.platform.after(SILENT, () => this.#retry());
  }

  #retry(): void {
    const { platform } = this.#options;
    this.#drop();
    this.#lost();
    if (this.#isClosed) return;
    const most = Math.min(RETRY.most, RETRY.first * 2 ** this.#failures);
    this.#failures += 1;
    this.#cancelTimer = platform.after(most * (0.5 + platform.random() / 2), () => this.#open());
  }

  #lost(): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#options.events.down();
  }

  #drop(): void {
    this.#cancelTimer?.();
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
