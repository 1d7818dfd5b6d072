// The two messages that every text costs, put together by hand: JSON.stringify of an object takes three times as long.
import type { TextId, UserId } from '@parley/protocol';
import { tailOfJson, type Tail } from '../session/tail.ts';
import { frameOfBytes, type Frame } from '../ws/frame.ts';

/** Where a text is in the order of texts, and when it was accepted, as the end of a JSON object. */
export type Stamp = string & { readonly __stamp: true };

/** A place is the digits of the time in milliseconds and three more: nothing but the place need be remembered. */
export function stampOf(ms: string, within: string): Stamp {
  return `"place":${ms}${within},"at":${ms}}` as Stamp;
}

export function stampOfPlace(place: number): Stamp {
  const digits = String(place);
  return stampOf(digits.slice(0, -3), digits.slice(-3));
}

/**
 * `from` and `to` are parts of the message already (`fromPart`, `toPart`): they are the same in every text between two
 * people. An id has no character that JSON would escape.
 */
export interface TextParts {
  readonly id: TextId;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly stamp: Stamp;
}

export function messageTail({ id, from, to, text, stamp }: TextParts): Tail {
  const body = JSON.stringify(text);
  return tailOfJson(`"t":"chat.message","id":"${id}${from}${to}${body},${stamp}`);
}

export function fromPart(user: UserId): string {
  return `","from":${JSON.stringify(user)},"to":`;
}

export function toPart(user: UserId): string {
  return `${JSON.stringify(user)},"text":`;
}

/** Texts of one sender that are delivered. */
export function deliveredTail(ids: readonly TextId[]): Tail {
  return tailOfJson(`"t":"chat.delivered","ids":["${ids.join('","')}"]}`);
}

export function acceptedFrame(id: TextId, stamp: Stamp): Frame {
  return frameOfBytes(`{"t":"chat.accepted","id":"${id}",${stamp}`, '');
}
