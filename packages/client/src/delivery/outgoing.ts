// What this device has written and the other has not got yet: what to send, and what to send again, in order.
import { assertNever, LIMITS, type ClientMessageOf, type TextId, type UserId } from '@parley/protocol';

/** What the server relays, acknowledges and reports on alike (protocol T8). */
export type Sendable = ClientMessageOf<'chat.send' | 'message.send'>;

export interface OutgoingMessage {
  readonly message: Sendable;
  /** `queued`: to be sent. `sent`: handed to the socket. `accepted`: the server has it. */
  readonly stage: 'queued' | 'sent' | 'accepted';
  /** Whether this server has said so, though its acceptance is not known here: that may be lost with a line. */
  readonly isDelivered: boolean;
}

/** In the order of writing; what one server has accepted and delivered, or has failed, leaves it. */
export type Outgoing = readonly OutgoingMessage[];

export type OutgoingEvent =
  | { type: 'wrote'; message: Sendable }
  | { type: 'handed-over'; id: TextId }
  | { type: 'accepted'; id: TextId }
  | { type: 'delivered'; id: TextId }
  /** Failed for good, or given up. */
  | { type: 'done'; id: TextId }
  /** The server's rate limit turned it away. */
  | { type: 'turned-away'; id: TextId }
  /** Protocol T6. */
  | { type: 'welcomed'; recovered: boolean };

export function stepOutgoing(state: Outgoing, event: OutgoingEvent): Outgoing {
  switch (event.type) {
    case 'wrote':
      return [...state, { message: event.message, stage: 'queued', isDelivered: false }];
    case 'handed-over':
      return restage(state, event.id, 'sent');
    case 'accepted':
      return restage(state, event.id, 'accepted').filter((one) => !is(one, event.id) || !one.isDelivered);
    case 'turned-away':
      return restage(state, event.id, 'queued');
    case 'delivered':
      return state.flatMap((one) => {
        if (!is(one, event.id)) return one;
        return one.stage === 'accepted' ? [] : { ...one, isDelivered: true };
      });
    case 'done':
      return state.filter((one) => !is(one, event.id));
    case 'welcomed':
      // Another server knows nothing of what this one said, and may give a new place: it counts once it is said anew.
      if (!event.recovered) return state.map((one) => ({ ...one, stage: 'queued', isDelivered: false }));
      return state.map((one) => (one.stage === 'accepted' ? one : { ...one, stage: 'queued' }));
    default:
      return assertNever(event);
  }
}

/**
 * The next one to hand over, or `undefined` where none waits, too many are unanswered, or only
 * messages wait whose recipients have enough on the way to them: beyond that the server would refuse them (protocol T5).
 */
export function nextToSend(state: Outgoing): Sendable | undefined {
  let unanswered = 0;
  const onTheWay = new Map<UserId, number>();
  for (const { message, stage } of state) {
    const size = sizeOf(message);
    const before = onTheWay.get(message.to) ?? 0;
    if (stage === 'queued' && isFree(message, before, size)) return message;
    // What is behind one that waits waits too, or it would overtake it.
    onTheWay.set(message.to, stage === 'queued' ? Infinity : before + size);
    if (stage === 'sent') unanswered += 1;
    if (unanswered >= LIMITS.textsInFlight) return undefined;
  }
  return undefined;
}

/** A person's text goes at once, and is refused in words where there is no room for it; a program's message can wait. */
function isFree({ t }: Sendable, before: number, size: number): boolean {
  if (before === 0) return true;
  return t === 'chat.send' ? before < Infinity : before + size <= LIMITS.undeliveredLength;
}

function sizeOf(message: Sendable): number {
  return message.t === 'chat.send' ? message.text.length : message.data.length;
}

function is({ message }: OutgoingMessage, id: TextId): boolean {
  return message.id === id;
}

function restage(state: Outgoing, id: TextId, stage: OutgoingMessage['stage']): Outgoing {
  return state.map((one) => (is(one, id) ? { ...one, stage } : one));
}
