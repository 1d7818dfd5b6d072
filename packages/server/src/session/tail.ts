// Messages as JSON, encoded once for every session they go to.
import type { ServerError, ServerMessage, Unsequenced } from '@parley/protocol';
import { bytesOf, frameOfBytes, textFrame, type Bytes, type Frame } from '../ws/frame.ts';

/** A sequenced message as JSON without its opening brace: each session puts its own number in front. */
export type Tail = Bytes & { readonly __tail: true };

export function tailOf(message: Unsequenced): Tail {
  return tailOfJson(JSON.stringify(message).slice(1));
}

/** For the few messages that are not made by JSON.stringify. */
export function tailOfJson(json: string): Tail {
  return bytesOf(json) as Tail;
}

export function numberedFrame(seq: number, tail: Tail): Frame {
  return frameOfBytes(`{"seq":${seq},`, tail);
}

type Unnumbered = Exclude<ServerMessage, { seq: number } | { t: 'error' }> | ServerError;

/** A message that carries no number: the same frame serves every session. */
export function frameOf(message: Unnumbered): Frame {
  return textFrame(JSON.stringify(message));
}
