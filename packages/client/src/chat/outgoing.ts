// What this device has written and the other has not got yet: what to send, and what to send again, in order.
import { assertNever, LIMITS, type TextId, type UserId } from '@parley/protocol';

export interface OutgoingText {
  id: TextId;
  to: UserId;
  text: string;
  /** `queued`: to be sent. `sent`: handed to the socket. `accepted`: the server has it. */
  stage: 'queued' | 'sent' | 'accepted';
  /** Whether this server has said so, though its acceptance is not known here: that may be lost with a line. */
  isDelivered: boolean;
}

/** In the order of writing; texts leave it that one server has accepted and delivered, or that have failed. */
export type Outgoing = readonly OutgoingText[];

export type OutgoingEvent =
  | { type: 'wrote'; id: TextId; to: UserId; text: string }
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
      return [
        ...state,
        { id: event.id, to: event.to, text: event.text, stage: 'queued', isDelivered: false },
      ];
    case 'handed-over':
      return restage(state, event.id, 'sent');
    case 'accepted':
      return restage(state, event.id, 'accepted').filter((text) => text.id !== event.id || !text.isDelivered);
    case 'turned-away':
      return restage(state, event.id, 'queued');
    case 'delivered':
      return state.flatMap((text) => {
        if (text.id !== event.id) return text;
        return text.stage === 'accepted' ? [] : { ...text, isDelivered: true };
      });
    case 'done':
      return state.filter((text) => text.id !== event.id);
    case 'welcomed':
      // Another server knows nothing of what this one said, and may give a new place: it counts once it is said anew.
      if (!event.recovered) return state.map((text) => ({ ...text, stage: 'queued', isDelivered: false }));
      return state.map((text) => (text.stage === 'accepted' ? text : { ...text, stage: 'queued' }));
    default:
      return assertNever(event);
  }
}

/** The next text to hand over, or `undefined` where none waits or too many are unanswered. */
export function nextToSend(state: Outgoing): OutgoingText | undefined {
  let unanswered = 0;
  for (const text of state) {
    if (text.stage === 'queued') return text;
    if (text.stage === 'sent') unanswered += 1;
    if (unanswered >= LIMITS.textsInFlight) return undefined;
  }
  return undefined;
}

function restage(state: Outgoing, id: TextId, stage: OutgoingText['stage']): Outgoing {
  return state.map((text) => (text.id === id ? { ...text, stage } : text));
}
