// What is the same for all texts of a session.
import type { Block } from '../ws/bytes.ts';
import type { LastTexts } from './sender-memory.ts';

export interface Sender {
  /** How its texts begin, and its custom messages from the first one on (text-wire.ts). */
  readonly prefix: Block;
  messagePrefix: Block | undefined;
  /** Its account's last texts: the same as long as the account has a session. */
  readonly sent: LastTexts;
}
