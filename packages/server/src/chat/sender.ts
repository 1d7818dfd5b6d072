// What is the same for all texts of a session.
import type { Block } from '../ws/bytes.ts';
import type { LastTexts } from './sender-memory.ts';

export interface Sender {
  /** How its messages begin (text-wire.ts). */
  readonly prefix: Block;
  /** Its account's last texts: the same as long as the account has a session. */
  readonly sent: LastTexts;
}
