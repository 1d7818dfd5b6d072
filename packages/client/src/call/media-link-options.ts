// What the media of a call is given: by the call around it, and by the browser or program below.
import type { ConnectCause, OwnStatus, RelayServer, Signal, UserId } from '@parley/protocol';
import type { CallPreferences } from '../api/calls.ts';
import type { CallStats } from '../api/call-stats.ts';
import type { Device, DeviceChange } from '../api/media.ts';
import type { Platform } from '../connection/platform.ts';
import type { DevicePermissions } from '../media/permissions.ts';
import type { MediaEnvironment } from './media-environment.ts';

export interface MediaLinkOptions extends MediaEnvironment {
  me: UserId;
  platform: Pick<Platform, 'after' | 'now'>;
  preconnect: boolean;
  /** As they are when the call begins; `prefer` tells of changes. */
  preferences: Readonly<CallPreferences>;
  /** Default: the browser's. */
  permissions?: DevicePermissions;
  /** Where candidates come from; nothing while the server has yet to say (protocol C18). */
  iceServers: () => readonly RelayServer[] | undefined;
  /** Whether there is a session that carries signals. */
  canSignal: () => boolean;
  /** The line to the other side fell silent: the one to the server may have, too. */
  suspect: () => void;
  /** `peer` counts the peer connections of the call (protocol C10). */
  sendSignal: (peer: number, signal: Signal) => void;
  sendStatus: (status: OwnStatus) => void;
  /** Tracks, status, problems or line have changed. */
  changed: () => void;
  /** The other has turned a device on or off. */
  outputChanged: (change: { device: Device; on: boolean }) => void;
  devicesChanged: (change: DeviceChange) => void;
  stats: (stats: CallStats) => void;
  /** The call has been accepted for a while and there is no connection (protocol C19). */
  stuck: (cause: ConnectCause) => void;
}
