// Messages as JSON, encoded once for every session they go to.
import type { ServerError, ServerMessage, Unsequenced } from '@parley/protocol';
import { textFrame, type Frame } from '../ws/frame.ts';

/** A sequenced message as JSON without its opening brace: each session puts its own number in front. */
export type Tail = string & { readonly __tail: true };

export function tailOf(message: Unsequenced): Tail {
  return JSON.stringify(message).slice(1) as Tail;
}

type Unnumbered = Exclude<ServerMessage, { seq: number } | { t: 'error' }> | ServerError;

/** A message that carries no number: the same frame serves every session. */
export function frameOf(message: Unnumbered): Frame {
  return textFrame(JSON.stringify(message));
}
