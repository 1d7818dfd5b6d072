// Messages as JSON, encoded once for every session they go to.
import type { ServerError, ServerMessage, Unsequenced } from '@parley/protocol';
import type { Bytes } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { textFrame, type Frame } from '../ws/frame.ts';

/** A sequenced message as JSON, with a comma for its opening brace: each session puts its own number in front. */
export type Tail = Bytes;

export function tailOf(message: Unsequenced): Tail {
  return new Block(Buffer.from(`,${JSON.stringify(message).slice(1)}`));
}

type Unnumbered = Exclude<ServerMessage, { seq: number } | { t: 'error' }> | ServerError;

/** A message that carries no number: the same frame serves every session. */
export function frameOf(message: Unnumbered): Frame {
  return textFrame(JSON.stringify(message));
}
