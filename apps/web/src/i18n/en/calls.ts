// English sentences about calls: how one ended, and what is left of it.
import { assertNever } from '@parley/client';
import type { CallOutcome } from '../facts.ts';
import { clockLength } from '../lengths.ts';
import { causeDetail } from './causes.ts';
import { spokenLength } from './formats.ts';

/** How it ended, told to the one who was in it. */
export function endSentence(call: CallOutcome): string {
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return call.by === 'self' ? 'You declined the call' : `${call.with} declined`;
    case 'busy':
      return busySentence(call);
    case 'do-not-disturb':
      return missed
        ? `Missed ${call.media} call from ${call.with}`
        : `${call.with} does not want to be disturbed`;
    case 'no-answer':
      return missed ? `Missed ${call.media} call from ${call.with}` : 'No answer';
    case 'cancelled':
      return missed ? `Missed ${call.media} call from ${call.with}` : 'Call cancelled';
    case 'unavailable':
      return `${call.with} is not online`;
    case 'answered-elsewhere':
      return 'Answered on another device';
    case 'displaced':
      return call.by === 'self'
        ? 'The call ended: you signed in elsewhere'
        : `${call.with} signed in elsewhere`;
    case 'hung-up':
      return call.duration > 0 ? `Call ended · ${clockLength(call.duration)}` : 'Call ended';
    case 'connection-lost':
      return call.duration > 0
        ? `The connection was lost · ${clockLength(call.duration)}`
        : 'The connection was lost';
    case 'media-failed':
      return 'The call could not connect';
    case 'blocked':
      return missed
        ? `Missed ${call.media} call from ${call.with}`
        : `${call.with}'s browser can't make calls`;
    default:
      return assertNever(call.reason);
  }
}

/** What to do about it, where a person can do something. */
export function endDetail(call: CallOutcome): string | undefined {
  if (call.reason === 'blocked') return blockedDetail(call);
  if (call.direction === 'incoming' && call.duration === 0 && call.reason !== 'media-failed')
    return undefined;
  switch (call.reason) {
    case 'busy':
      return call.by === 'self' ? undefined : 'Try again later, or leave a message.';
    case 'do-not-disturb':
      return 'They will see that you called. You can leave a message.';
    case 'unavailable':
      return 'You can call them as soon as they appear in the list of people.';
    case 'media-failed':
      return causeDetail(call.causes, call.with);
    case 'connection-lost':
      return call.by === 'self'
        ? 'Your line was interrupted for too long.'
        : `${call.with}'s line was interrupted.`;
    case 'declined':
    case 'no-answer':
    case 'cancelled':
    case 'answered-elsewhere':
    case 'displaced':
    case 'hung-up':
      return undefined;
    default:
      return assertNever(call.reason);
  }
}

/** They talk with somebody, or dial, or are rung; or it is oneself, on another device for instance. */
function busySentence(call: CallOutcome): string {
  if (call.by === 'self') return 'You are in another call already';
  return call.by === 'other' ? `${call.with} is in another call` : `${call.with} is busy`;
}

function blockedDetail({ direction }: CallOutcome): string {
  return direction === 'incoming'
    ? 'It could not ring, because this browser cannot make calls. A current Chrome, Edge, Firefox or Safari can.'
    : 'Write to them, or call again when they have opened Parley in another browser.';
}

/** The line that stays in the conversation. */
export function callLine(call: CallOutcome): string {
  const kind = call.media === 'video' ? 'Video call' : 'Voice call';
  const length = call.duration > 0 ? `, ${spokenLength(call.duration)}` : '';
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return `${kind}, declined`;
    case 'busy':
      return missed ? `Missed ${call.media} call` : `${kind}, busy`;
    case 'do-not-disturb':
      return missed ? `Missed ${call.media} call` : `${kind}, not to be disturbed`;
    case 'no-answer':
    case 'cancelled':
      if (missed) return `Missed ${call.media} call`;
      return `${kind}, ${call.reason === 'cancelled' ? 'cancelled' : 'no answer'}`;
    case 'unavailable':
      return `${kind}, not online`;
    case 'answered-elsewhere':
      return `${kind}, answered on another device`;
    case 'hung-up':
      return `${kind}${length}`;
    case 'displaced':
      return `${kind}${length}, signed in elsewhere`;
    case 'connection-lost':
      return `${kind}${length}, connection lost`;
    case 'media-failed':
      return `${kind}, could not connect`;
    case 'blocked':
      return missed ? `Missed ${call.media} call` : `${kind}, not possible in their browser`;
    default:
      return assertNever(call.reason);
  }
}
