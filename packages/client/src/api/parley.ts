// The public shape of the SDK: one interface a noun in this folder. The web app uses nothing else of it.
import type { UserId } from '@parley/protocol';
import type { BlobsApi } from './blobs.ts';
import type { CallsApi } from './calls.ts';
import type { ChatApi } from './chat.ts';
import type { ConnectionApi, PresenceApi } from './connection.ts';
import type { MessagesApi, MessageTypes } from './messages.ts';

/** One signed-in account on one server, over one resumable session. `T` is the program's own map of its messages. */
export interface Parley<T extends MessageTypes = MessageTypes> {
  readonly user: UserId;
  readonly connection: ConnectionApi;
  readonly presence: PresenceApi;
  readonly chat: ChatApi;
  readonly calls: CallsApi;
  readonly messages: MessagesApi<T>;
  readonly blobs: BlobsApi;
  /**
   * Ends the sign-in on the server, and with it this and every other connection by it; then as `close`. Rejects with
   * ParleyError, `offline` where the server can't be reached: then nothing has changed.
   */
  signOut(): Promise<void>;
  /** Leaves: the session ends at once on the server, a call is hung up, devices are released. Idempotent. */
  close(): void;
}
