// A text that the server has accepted and that is not delivered yet. It lives in memory alone (protocol T5).
import type { UserId } from '@parley/protocol';
import type { Tail } from '../session/tail.ts';
import type { SentText } from './sender-memory.ts';

export interface HeldText {
  readonly sent: SentText;
  readonly from: UserId;
  readonly to: UserId;
  /** The whole `chat.message`, the only place where the text itself is kept. */
  readonly tail: Tail;
  /** Sessions of the recipient that have it and have neither acknowledged it nor ended. */
  waiting: number;
  /** Whether any session has acknowledged it. */
  seen: boolean;
  fate: 'held' | 'delivered' | 'failed';
}
