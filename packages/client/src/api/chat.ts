// The public shape of texts between people.
import type { ErrorCode, TextId, UserId } from '@parley/protocol';
import type { Listenable } from '../events.ts';

/** How far a text has come. */
export type TextState =
  | { name: 'received' }
  /** Not yet accepted by the server. Sent again by itself after a reconnect. */
  | { name: 'sending' }
  /** Accepted by the server. */
  | { name: 'sent' }
  /** On every device of the other. */
  | { name: 'delivered' }
  | { name: 'failed'; code: ErrorCode };

/** Immutable; a change makes another one with the same id. */
export interface Text {
  readonly id: TextId;
  /** The other person, whoever wrote it. */
  readonly with: UserId;
  readonly from: UserId;
  readonly text: string;
  /** Ms of the Unix epoch: the server's time where it has accepted the text, else this device's. */
  readonly at: number;
  readonly state: TextState;
}

/** A text on its way from one client to the next; `place` is the server's order, where it has said so. */
export interface HandedText {
  readonly text: Text;
  readonly place?: number;
}

/** What happens in conversations. */
export interface ChatEvents {
  /** A text is new in its conversation. */
  added: Text;
  /** The state of a text has changed. */
  changed: Text;
  /** A failed text is not in its conversation any more: it was discarded, or is sent again as another one. */
  removed: Text;
  typing: { from: UserId; on: boolean };
}

/** Texts between people, kept for as long as this Parley lives. */
export interface ChatApi extends Listenable<ChatEvents> {
  /** In the order of the conversation. */
  conversation(user: string): readonly Text[];
  /** Throws ParleyError `bad-message` for a blank text or one over 8 KiB. */
  send(to: string, text: string): Text;
  /** Sends a failed text again, at the end of the conversation. */
  retry(id: string): void;
  /** Takes a failed text out of the conversation: it is not sent any more. Answers which one, where there was such a text. */
  discard(id: string): Text | undefined;
  /** Tell the other that one is typing. Cheap to call at every key: told at most every 3 s, and stops by itself. */
  typing(to: string): void;
}
