// Looks which devices are there when the browser says that some came or went, or while one is waited for.
import type { Platform } from '../connection/platform.ts';
import type { MediaSource } from './capture.ts';
import type { Listed } from './device-choice.ts';

/** One headset makes several events, and the list is right only after the last of them. */
const SETTLED = 500;
/** Chromium hears of no device that is known to the sound server alone, a Bluetooth headset on Linux say, until asked. */
const LOOKS = 3_000;

export interface DeviceWatchOptions {
  source: MediaSource;
  platform: Pick<Platform, 'after'>;
  /** Whether a device is wanted that was not there. */
  waits: () => boolean;
  changed: (list: readonly Listed[]) => void;
}

export class DeviceWatch {
  readonly #options: DeviceWatchOptions;
  #cancelSettled: (() => void) | undefined;
  #cancelLook: (() => void) | undefined;
  #closed = false;

  constructor(options: DeviceWatchOptions) {
    this.#options = options;
    options.source.addEventListener?.('devicechange', this.#hear);
  }

  /** `undefined` where the browser does not tell. */
  async list(): Promise<readonly Listed[] | undefined> {
    return this.#options.source.enumerateDevices?.().catch(() => undefined);
  }

  async look(): Promise<void> {
    const list = await this.list();
    if (this.#closed) return;
    if (list) this.#options.changed(list);
    this.wait();
  }

  /** To be called whenever `waits` may have become true. */
  wait(): void {
    if (this.#closed || this.#cancelLook || !this.#options.waits()) return;
    this.#cancelLook = this.#options.platform.after(LOOKS, () => {
      this.#cancelLook = undefined;
      void this.look();
    });
  }

  close(): void {
    this.#closed = true;
    this.#options.source.removeEventListener?.('devicechange', this.#hear);
    this.#cancelSettled?.();
    this.#cancelLook?.();
  }

  readonly #hear = (): void => {
    this.#cancelSettled ??= this.#options.platform.after(SETTLED, () => {
      this.#cancelSettled = undefined;
      void this.look();
    });
  };
}
