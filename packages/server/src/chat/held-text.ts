// A text or custom message that the server has accepted and that is not delivered yet. It lives in memory alone (protocol T5).
import type { UserId } from '@parley/protocol';
import type { Block } from '../ws/bytes.ts';

/** One for all of the recipient's sessions. The text itself is nowhere but in their outboxes. */
export interface HeldText {
  readonly from: UserId;
  readonly to: UserId;
  /** When it was accepted, in ms of the clock. */
  readonly at: number;
  /** Its place where the history keeps it (protocol K1), else 0. */
  readonly keptAt: number;
  /** Bytes of its id; of its message from the comma before the id on (IncomingText); and of all but the number. */
  readonly idLength: number;
  readonly length: number;
  readonly tailLength: number;
  /** Sessions of the recipient that have it and have neither acknowledged it nor ended. */
  waiting: number;
  /** Whether any session has acknowledged it. */
  seen: boolean;
  fate: 'held' | 'delivered' | 'failed';
  /** Who in the server waits for its fate: of those that the server itself has sent. */
  readonly settled: Settled | undefined;
}

/** `kept`: it waits for a recipient who is not here. */
export type Settled = (fate: 'delivered' | 'kept' | 'failed') => void;

/** A text of a session that has ended, with its message: nothing else may have it any more. */
export interface Orphan {
  readonly text: HeldText;
  readonly tail: Block;
}
