// The two messages that every text costs, put together by hand: JSON.stringify of an object takes three times as long.
import type { TextId } from '@parley/protocol';
import type { Tail } from '../session/tail.ts';
import { textFrame, type Frame } from '../ws/frame.ts';

/** `from` and `to` are JSON strings already; an id has no character that JSON would escape. */
export interface TextParts {
  readonly id: TextId;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly place: number;
}

export function messageTail({ id, from, to, text, place }: TextParts): Tail {
  const body = JSON.stringify(text);
  const at = timeOf(place);
  return `"t":"chat.message","id":"${id}","from":${from},"to":${to},"text":${body},"place":${place},"at":${at}}` as Tail;
}

export function acceptedFrame(id: TextId, place: number): Frame {
  return textFrame(`{"t":"chat.accepted","id":"${id}","place":${place},"at":${timeOf(place)}}`);
}

/** A place is in microseconds, or just over the last one. It says when, too, so that nothing else need be remembered. */
export function timeOf(place: number): number {
  return Math.floor(place / 1000);
}
