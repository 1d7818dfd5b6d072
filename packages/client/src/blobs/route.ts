// Which way a transfer's frames take: from device to device where that works at once, else through the server for good.
import { TIMES, type Signal } from '@parley/protocol';
import type { Platform } from '../connection/platform.ts';
import { DirectPipe, type DirectPipeOptions } from './direct-pipe.ts';
import type { Pipe, PipeEvents } from './pipe.ts';
import { ServerPipe } from './server-pipe.ts';

export type Way = 'direct' | 'server';

export interface RouteEvents extends Omit<PipeEvents, 'up'> {
  up(way: Way): void;
}

export interface RouteOptions extends Pick<DirectPipeOptions, 'makeConnection' | 'offers' | 'sendSignal'> {
  platform: Pick<Platform, 'after' | 'random' | 'openBytes'>;
  /** Of the way through the server. */
  url: string;
  key: string;
  /** Whether both devices want to connect to each other. */
  direct: boolean;
  events: RouteEvents;
}

export class Route {
  readonly #options: RouteOptions;
  #key: string;
  #pipe: Pipe | undefined;
  #isUp = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: RouteOptions) {
    this.#options = options;
    this.#key = options.key;
    if (!options.direct || !this.#tryDirect()) this.#goByServer();
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    this.#pipe?.send(frame);
  }

  signal(signal: Signal): void {
    if (this.#pipe instanceof DirectPipe) this.#pipe.hear(signal);
  }

  rekey(key: string): void {
    this.#key = key;
    if (this.#pipe instanceof ServerPipe) this.#pipe.rekey(key);
  }

  close(): void {
    this.#cancelTimer?.();
    this.#pipe?.close();
    this.#pipe = undefined;
  }

  #tryDirect(): boolean {
    const { makeConnection, offers, sendSignal, platform } = this.#options;
    try {
      const events = this.#eventsOf('direct', () => this.#goByServer());
      this.#pipe = new DirectPipe({ makeConnection, offers, sendSignal, events });
    } catch {
      return false;
    }
    this.#cancelTimer = platform.after(TIMES.blobDirect, () => {
      if (!this.#isUp) this.#goByServer();
    });
    return true;
  }

  #goByServer(): void {
    this.close();
    const { platform, url } = this.#options;
    this.#pipe = new ServerPipe({ platform, url, key: this.#key, events: this.#eventsOf('server') });
  }

  #eventsOf(way: Way, lost?: () => void): PipeEvents {
    const { events } = this.#options;
    return {
      up: () => {
        this.#isUp = true;
        events.up(way);
      },
      down: () => {
        if (this.#isUp) events.down();
        this.#isUp = false;
        lost?.();
      },
      received: (frame) => events.received(frame),
    };
  }
}
