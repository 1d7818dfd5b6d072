// A text that the server has accepted and that is not delivered yet. It lives in memory alone (protocol T5).
import type { TextId, UserId } from '@parley/protocol';
import type { Held } from '../session/outbox.ts';

/** One for all of the recipient's sessions. `at` is when it was accepted, `tail` the only place where the text is. */
export interface HeldText extends Held {
  readonly id: TextId;
  readonly from: UserId;
  readonly to: UserId;
  /** Sessions of the recipient that have it and have neither acknowledged it nor ended. */
  waiting: number;
  /** Whether any session has acknowledged it. */
  seen: boolean;
  fate: 'held' | 'delivered' | 'failed';
}
