// The public shape of the SDK: one interface a noun in this folder. The web app uses nothing else of it.
import type { DeviceId, SessionId, UserId } from '@parley/protocol';
import type { BlobsApi } from './blobs.ts';
import type { CallsApi } from './calls.ts';
import type { ChatApi, HandedText } from './chat.ts';
import type { ConnectionApi, PresenceApi } from './connection.ts';
import type { MessagesApi, MessageTypes } from './messages.ts';

/**
 * What another client of the same sign-in needs to go on in this one's place: plain JSON, with the texts of this person in
 * it. Good for the 10 s that the server keeps a session without a line (protocol S4).
 */
export interface Handover {
  readonly user: UserId;
  readonly device: DeviceId;
  readonly session: SessionId;
  /** Of the last message seen. */
  readonly seq: number;
  readonly texts: readonly HandedText[];
}

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
  /**
   * Lets go of the session without leaving it, so that another client goes on with it: the person stays online, what rings
   * goes on ringing, and nothing said meanwhile is lost. This one is over, as after `close`; a call that it is in ends, and
   * so do its transfers, queries and custom messages under way. Nothing where there is no session to go on with.
   */
  handOver(): Handover | undefined;
  /** Leaves: the session ends at once on the server, a call is hung up, devices are released. Idempotent. */
  close(): void;
}
