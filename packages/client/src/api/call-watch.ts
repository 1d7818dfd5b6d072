// The public shape of one device's sound or picture, watched apart from the rest of its call.
import type { EndReason } from '@parley/protocol';
import type { Listenable } from '../events.ts';
import type { Device } from './media.ts';

/** `line-lost`: it is looked for again by itself. Every other one is the call's end. */
export type DisconnectReason = 'line-lost' | EndReason;

/** How far what is watched has come. */
export type WatchState =
  /** The call is not accepted yet, or nothing has come. */
  | { name: 'connecting' }
  | { name: 'connected' }
  /** Lost after it was connected; `reconnected` follows, or the end. */
  | { name: 'interrupted' }
  | { name: 'disconnected'; reason: DisconnectReason };

/** What happens to what is watched. */
export interface WatchEvents {
  /**
   * Once: the line stands, and where the other's device is on, the first of its sound or of its picture is there (RTP packets
   * or decoded frames, W3C webrtc-stats §8.2).
   */
  connected: void;
  /** Each time the line is lost, and at the end of the call. */
  disconnected: { reason: DisconnectReason };
  /** The other has turned this device on or off, since it was connected. */
  outputChanged: { on: boolean };
  /** After `line-lost`: it flows again. */
  reconnected: void;
}

/** What comes from one device of the other's, as long as the call lasts. */
export interface MediaWatch extends Listenable<WatchEvents> {
  readonly device: Device;
  readonly state: WatchState;
  /** Whether the other's device is on, as it says itself. */
  readonly output: boolean;
}
