// The public shape of the connection, and of who is online.
import type { ErrorCode, UserId } from '@parley/protocol';
import type { Listenable } from '../events.ts';

export type ConnectionState =
  /** The first time. */
  | { name: 'connecting' }
  | { name: 'connected' }
  /** The line is lost and being looked for again. `since` in ms of the Unix epoch. */
  | { name: 'reconnecting'; since: number }
  /** Over for good: `displaced` (signed in elsewhere), `signed-out`, `unsupported-version`, `bad-message`, `closed`. */
  | { name: 'closed'; code: ErrorCode };

export interface ConnectionApi extends Listenable<{ changed: ConnectionState }> {
  readonly state: ConnectionState;
}

export interface PresenceChange {
  online: readonly UserId[];
  offline: readonly UserId[];
}

export interface PresenceApi extends Listenable<{ changed: PresenceChange }> {
  /** Everybody online but oneself. */
  readonly online: ReadonlySet<UserId>;
}
