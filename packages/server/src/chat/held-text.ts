// A text that the server has accepted and that is not delivered yet. It lives in memory alone (protocol T5).
import type { TextId, UserId } from '@parley/protocol';
import type { Tail } from '../session/tail.ts';

export interface HeldText {
  readonly id: TextId;
  /** The id as the sender's memory knows it. */
  readonly key: number;
  readonly from: UserId;
  readonly to: UserId;
  /** Ms of the clock. */
  readonly at: number;
  /** The whole `chat.message`, the only place where the text itself is kept. */
  readonly tail: Tail;
  /** Sessions of the recipient that have it and have neither acknowledged it nor ended. */
  waiting: number;
  /** Whether any session has acknowledged it. */
  seen: boolean;
  fate: 'held' | 'delivered' | 'failed';
}
