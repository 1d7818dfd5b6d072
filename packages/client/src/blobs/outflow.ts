// The sender's side of a transfer's bytes, as a pure machine over offsets: what may be read, what sent, what can be forgotten.
import { assertNever, LIMITS } from '@parley/protocol';

/** Bytes that are read before they can be sent. */
const READ_AHEAD = 256 * 1024;

export interface Outflow {
  /** Whether there is a way on which the receiver has said where to go on. */
  readonly isUp: boolean;
  /** Bytes read from the source, all of it where `isWhole`. */
  readonly read: number;
  readonly isWhole: boolean;
  /** The next byte to send; the furthest that was sent on any way. */
  readonly next: number;
  readonly furthest: number;
  readonly endSent: boolean;
  /** Bytes that the receiver has, and those that its sink has taken. */
  readonly received: number;
  readonly taken: number;
  readonly isPaused: boolean;
  readonly otherIsPaused: boolean;
}

export const OUTFLOW: Outflow = {
  isUp: false,
  read: 0,
  isWhole: false,
  next: 0,
  furthest: 0,
  endSent: false,
  received: 0,
  taken: 0,
  isPaused: false,
  otherIsPaused: false,
};

export type OutflowEvent =
  | { name: 'down' }
  | { name: 'told'; received: number; taken: number; resume: boolean; paused: boolean }
  | { name: 'read'; bytes: number }
  | { name: 'source-ended' }
  | { name: 'paused'; paused: boolean }
  | { name: 'sent'; bytes: number }
  | { name: 'end-sent' };

/** `undefined`: the receiver does not keep to the protocol. */
export function stepOutflow(flow: Outflow, event: OutflowEvent): Outflow | undefined {
  switch (event.name) {
    case 'down':
      return { ...flow, isUp: false };
    case 'told':
      return told(flow, event);
    case 'read':
      return { ...flow, read: flow.read + event.bytes };
    case 'source-ended':
      return { ...flow, isWhole: true };
    case 'paused':
      return { ...flow, isPaused: event.paused };
    case 'sent': {
      const next = flow.next + event.bytes;
      return { ...flow, next, furthest: Math.max(next, flow.furthest) };
    }
    case 'end-sent':
      return { ...flow, endSent: true };
    default:
      return assertNever(event);
  }
}

/** The bytes to send now, from `next` on, or whether the end is due. */
export function toSend(flow: Outflow): { bytes: number } | 'end' | undefined {
  if (!flow.isUp || flow.isPaused || flow.otherIsPaused) return undefined;
  const bytes = Math.min(flow.read, limitOf(flow)) - flow.next;
  if (bytes > 0) return { bytes: Math.min(bytes, LIMITS.blobChunk) };
  return flow.isWhole && flow.next === flow.read && !flow.endSent ? 'end' : undefined;
}

/** Whether the source is to be read: never beyond what may be sent, so that no more than that is kept. */
export function wantsBytes(flow: Outflow): boolean {
  return flow.isUp && !flow.isWhole && flow.read - flow.next < READ_AHEAD && flow.read < limitOf(flow);
}

function limitOf({ taken }: Outflow): number {
  return taken + LIMITS.blobWindow;
}

function told(flow: Outflow, event: Extract<OutflowEvent, { name: 'told' }>): Outflow | undefined {
  const { received, taken, resume, paused } = event;
  // What it once had is not here any more, and what was never sent it can't have.
  if (received < flow.received || taken < flow.taken || received > flow.furthest) return undefined;
  const heard = { ...flow, received, taken, otherIsPaused: paused };
  // Said twice where this end has joined anew: what goes on from the first one is complete, and may be known by now.
  if (!resume || flow.isUp) return { ...heard, next: Math.max(flow.next, received) };
  return { ...heard, isUp: true, next: received, endSent: false };
}
