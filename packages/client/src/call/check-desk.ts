// The one check of the devices that may go on beside no call.
import type { DeviceCheck, DeviceCheckOptions } from '../media/device-check.ts';
import { ParleyError } from '../error.ts';
import { explain } from '../explain.ts';

export class CheckDesk {
  readonly #isBusy: () => boolean;
  #current: DeviceCheck | undefined;

  /** `isBusy`: whether there is a call. */
  constructor(isBusy: () => boolean) {
    this.#isBusy = isBusy;
  }

  get current(): DeviceCheck | undefined {
    return this.#current;
  }

  async open(options: () => DeviceCheckOptions): Promise<DeviceCheck> {
    if (this.#isBusy()) throw explain('already-in-call');
    const { DeviceCheck } = await import('../media/device-check.ts').catch((cause: unknown) => {
      throw new ParleyError('media-unavailable', {
        message: 'The code for devices could not be loaded.',
        cause,
      });
    });
    // One that began meanwhile.
    if (this.#isBusy()) throw explain('already-in-call');
    this.close();
    this.#current = new DeviceCheck(options());
    return this.#current;
  }

  close(): void {
    this.#current?.close();
    this.#current = undefined;
  }
}
