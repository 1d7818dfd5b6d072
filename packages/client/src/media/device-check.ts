// Microphone and camera open for the person alone, to be checked before a call. The one exception to I9, and an explicit one: a
// click opens it, and it is over with the first call at the latest.
import type { CallPreferences } from '../api/calls.ts';
import type { DeviceChange, DeviceCheck as DeviceCheckApi, DeviceCheckEvents } from '../api/media.ts';
import type { MediaEnvironment } from '../call/media-environment.ts';
import type { Platform } from '../connection/platform.ts';
import { Emitter } from '../events.ts';
import { LocalMedia } from './local-media.ts';
import { browserPermissions, type DevicePermissions } from './permissions.ts';

export interface DeviceCheckOptions {
  environment: MediaEnvironment;
  platform: Pick<Platform, 'after' | 'now'>;
  preferences: Readonly<CallPreferences>;
  devicesChanged: (change: DeviceChange) => void;
  /** Default: the browser's. */
  permissions?: DevicePermissions;
}

export class DeviceCheck extends Emitter<DeviceCheckEvents> implements DeviceCheckApi {
  readonly local: LocalMedia;
  #isOver = false;

  constructor(options: DeviceCheckOptions) {
    super();
    const { environment, platform, preferences, devicesChanged } = options;
    this.local = new LocalMedia({
      source: environment.source,
      makeStream: environment.makeStream,
      permissions: options.permissions ?? browserPermissions(),
      preferences,
      platform,
      devicesChanged,
      changed: () => this.emit('changed', undefined),
    });
    this.local.want({ microphone: true, camera: true });
  }

  set(device: 'microphone' | 'camera', on: boolean): void {
    this.local.want({ [device]: on });
  }

  retry(device: 'microphone' | 'camera'): void {
    this.local.retry(device);
  }

  prefer(preferences: Readonly<CallPreferences>): void {
    this.local.prefer(preferences);
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.local.close();
    this.emit('ended', undefined);
  }
}
