// What a transfer is on the server: who offered what to whom, and which two devices it is bound to.
import type { BlobEnd, BlobId, DeviceId, ErrorCode, SessionId, UserId } from '@parley/protocol';

/** The device at one end, by the session that it has now. */
export interface Seat {
  readonly session: SessionId;
  readonly device: DeviceId;
  /** When its session was lost; it may come back with another. */
  readonly lostSince: number | undefined;
}

export type Side = 'sender' | 'receiver';
export type EndCode = BlobEnd | Extract<ErrorCode, 'timeout' | 'not-online' | 'quota-exceeded'>;

interface Base {
  readonly id: BlobId;
  readonly from: UserId;
  readonly to: UserId;
  /** Bytes, as far as the sender knows. */
  readonly size: number | undefined;
  readonly name: string;
  readonly type: string;
  /** Whether the sender's device wants to connect to the other's. */
  readonly direct: boolean;
  readonly sender: Seat;
}

export interface OfferedTransfer extends Base {
  readonly state: 'offered';
  readonly since: number;
}
export interface BoundTransfer extends Base {
  readonly state: 'bound';
  readonly receiver: Seat;
  /** Whether both devices want to. */
  readonly bothDirect: boolean;
}
export interface EndedTransfer extends Base {
  readonly state: 'ended';
  readonly code: EndCode;
}
export type LiveTransfer = OfferedTransfer | BoundTransfer;
export type Transfer = LiveTransfer | EndedTransfer;

/** Which end a session is at, where it is bound to one. */
export function sideOf(transfer: LiveTransfer, session: SessionId): Side | undefined {
  if (transfer.sender.session === session) return 'sender';
  return transfer.state === 'bound' && transfer.receiver.session === session ? 'receiver' : undefined;
}
