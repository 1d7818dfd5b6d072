// The life of one transfer as a pure machine: offered → bound → ended (protocol B1–B5).
import { assertNever, TIMES, type BlobEnd, type DeviceId, type SessionId } from '@parley/protocol';
import {
  sideOf,
  type BoundTransfer,
  type EndCode,
  type LiveTransfer,
  type Seat,
  type Transfer,
} from './transfer.ts';

export type TransferEvent =
  /** By a session of the recipient. The device that has accepted already says so again when it is back. */
  | { name: 'accepted'; session: SessionId; device: DeviceId; direct: boolean }
  /** The sender's device is back with this session. */
  | { name: 'offered-again'; session: SessionId; device: DeviceId }
  | { name: 'ended'; session: SessionId; code: BlobEnd }
  /** Its session is over. `mayReturn`: with another one. */
  | { name: 'session-ended'; session: SessionId; mayReturn: boolean; now: number }
  /** The recipient has no session any more. */
  | { name: 'recipient-gone' }
  /** What went through the server was more than may. */
  | { name: 'stopped'; code: 'too-large' | 'quota-exceeded' | 'misbehaved' }
  | { name: 'time'; now: number };

/** `accepted`: both devices are told their keys. `ended`: everybody whom it concerns is told. */
export type TransferEffect =
  | { do: 'bind'; transfer: BoundTransfer }
  /** The recipient's other sessions hear that it is no longer theirs to accept. */
  | { do: 'withdraw'; except: SessionId }
  | { do: 'end'; code: EndCode };

type Step = readonly [Transfer, readonly TransferEffect[]];

const SENDER_ENDS: ReadonlySet<BlobEnd> = new Set([
  'cancelled',
  'source-failed',
  'misbehaved',
  'interrupted',
]);
const RECIPIENT_ENDS: ReadonlySet<BlobEnd> = new Set(['declined', 'too-large']);

export function step(transfer: LiveTransfer, event: TransferEvent): Step {
  switch (event.name) {
    case 'accepted':
      return accepted(transfer, event);
    case 'offered-again': {
      const { sender } = transfer;
      if (sender.device !== event.device) return [transfer, []];
      const back = { ...transfer, sender: seat(event) };
      return [back, back.state === 'bound' ? [{ do: 'bind', transfer: back }] : []];
    }
    case 'ended':
      return isTheirs(transfer, event) ? end(transfer, event.code) : [transfer, []];
    case 'session-ended':
      return sessionEnded(transfer, event);
    case 'recipient-gone':
      return transfer.state === 'offered' ? end(transfer, 'not-online') : [transfer, []];
    case 'stopped':
      return end(transfer, event.code);
    case 'time':
      return overdue(transfer, event.now);
    default:
      return assertNever(event);
  }
}

/** When time alone changes it, in ms of the clock. */
export function dueAt(transfer: LiveTransfer): number {
  const seats = transfer.state === 'bound' ? [transfer.sender, transfer.receiver] : [transfer.sender];
  const lost = Math.min(...seats.map(({ lostSince }) => (lostSince ?? Infinity) + TIMES.blobLost));
  return transfer.state === 'offered' ? Math.min(lost, transfer.since + TIMES.blobOffer) : lost;
}

function accepted(transfer: LiveTransfer, event: Extract<TransferEvent, { name: 'accepted' }>): Step {
  const bothDirect = transfer.direct && event.direct;
  if (transfer.state === 'bound') {
    if (transfer.receiver.device !== event.device) return [transfer, []];
    const back: BoundTransfer = { ...transfer, receiver: seat(event), bothDirect };
    return [back, [{ do: 'bind', transfer: back }]];
  }
  const { since: _, ...base } = transfer;
  const bound: BoundTransfer = { ...base, state: 'bound', receiver: seat(event), bothDirect };
  return [
    bound,
    [
      { do: 'withdraw', except: event.session },
      { do: 'bind', transfer: bound },
    ],
  ];
}

/** Who says how it ended must be in a position to know. */
function isTheirs(transfer: LiveTransfer, { session, code }: { session: SessionId; code: BlobEnd }): boolean {
  const side = sideOf(transfer, session);
  if (side === 'sender') return SENDER_ENDS.has(code);
  return side === 'receiver'
    ? code !== 'source-failed'
    : transfer.state === 'offered' && RECIPIENT_ENDS.has(code);
}

function sessionEnded(
  transfer: LiveTransfer,
  { session, mayReturn, now }: Extract<TransferEvent, { name: 'session-ended' }>,
): Step {
  const side = sideOf(transfer, session);
  if (side === undefined) return [transfer, []];
  if (!mayReturn) return end(transfer, transfer.state === 'offered' ? 'cancelled' : 'interrupted');
  if (side === 'sender') return [{ ...transfer, sender: lost(transfer.sender, now) }, []];
  if (transfer.state !== 'bound') return [transfer, []];
  return [{ ...transfer, receiver: lost(transfer.receiver, now) }, []];
}

function overdue(transfer: LiveTransfer, now: number): Step {
  if (now < dueAt(transfer)) return [transfer, []];
  const isUnanswered = transfer.state === 'offered' && now >= transfer.since + TIMES.blobOffer;
  return end(transfer, isUnanswered ? 'timeout' : 'interrupted');
}

function end({ id, from, to, size, name, type, direct, sender }: LiveTransfer, code: EndCode): Step {
  return [{ id, from, to, size, name, type, direct, sender, state: 'ended', code }, [{ do: 'end', code }]];
}

function seat({ session, device }: { session: SessionId; device: DeviceId }): Seat {
  return { session, device, lostSince: undefined };
}

function lost(before: Seat, now: number): Seat {
  return { ...before, lostSince: before.lostSince ?? now };
}
