// The `MediaWatch` that the SDK's users hold: what it says comes from the code for calls, once that is loaded.
import type { MediaWatch, WatchEvents, WatchState } from '../api/call-watch.ts';
import type { Device } from '../api/media.ts';
import { Emitter } from '../events.ts';
import type { WatchTold } from './watch-machine.ts';

export class WatchHandle extends Emitter<WatchEvents> implements MediaWatch {
  readonly device: Device;
  state: WatchState = { name: 'connecting' };
  output = false;

  constructor(device: Device) {
    super();
    this.device = device;
  }

  /** For the call alone. */
  tell(state: WatchState, output: boolean, told: readonly WatchTold[]): void {
    this.state = state;
    this.output = output;
    for (const { type, event } of told) this.emit(type, event);
  }
}
