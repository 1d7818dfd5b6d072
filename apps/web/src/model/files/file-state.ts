// How far a file has come, as its card tells it: of the transfer, and of what this page alone knows about it.
import { assertNever, type ErrorCode, type IncomingBlob, type OutgoingBlob } from '@parley/client';

/** Why a file can't be kept here. Numbers are bytes. */
export type NoRoom =
  /** The browser's room for this page has only so much left. */
  | { name: 'disk'; free: number }
  /** The browser offers no disk, and no more than this is kept in memory. */
  | { name: 'memory'; limit: number }
  /** The browser does not do it. */
  | { name: 'unusable' };

export type FileState =
  /** Waits for the receiver's answer. */
  | { name: 'offered' }
  /** Accepted here, and not begun. It may be accepted again. */
  | { name: 'no-room'; why: NoRoom }
  /** Accepted here; a place for it is being made. */
  | { name: 'preparing' }
  /** `percent`: whole, 0 to 100; absent where nobody knows how much it is. `moved`: bytes. */
  | { name: 'moving'; percent: number | undefined; moved: number }
  | { name: 'paused'; by: 'self' | 'other'; percent: number | undefined }
  /** The line is lost. It goes on by itself. */
  | { name: 'waiting'; percent: number | undefined }
  | { name: 'sent' }
  /** `url`: of its bytes, to be saved from. */
  | { name: 'received'; url: string }
  | { name: 'ended'; ending: Ending };

export type Ending =
  | { why: 'declined' | 'cancelled'; by: 'self' | 'other' }
  /** `largest`: bytes that one file may have, where the server has said. */
  | { why: 'too-large'; largest: number | undefined }
  | { why: 'failed'; code: Exclude<ErrorCode, 'too-large'> };

/** What this page has done with a file. */
export type Doing =
  | { name: 'nothing' }
  | { name: 'preparing' }
  | { name: 'no-room'; why: NoRoom }
  | { name: 'kept'; url: string }
  | { name: 'declined' }
  | { name: 'cancelled' }
  /** All of it came, and it could not be kept. */
  | { name: 'lost' };

type Progress = Pick<IncomingBlob | OutgoingBlob, 'state' | 'direction' | 'size' | 'moved'>;

/** `largest`: bytes that one file may have. */
export function fileState(transfer: Progress, doing: Doing, largest?: number): FileState {
  const { state } = transfer;
  switch (state.name) {
    case 'offered':
      return doing.name === 'preparing' || doing.name === 'no-room' ? doing : { name: 'offered' };
    case 'moving':
      return { name: 'moving', percent: percentOf(transfer), moved: transfer.moved };
    case 'paused':
      return { name: 'paused', by: state.by, percent: percentOf(transfer) };
    case 'waiting':
      return { name: 'waiting', percent: percentOf(transfer) };
    case 'done':
      return doneState(transfer, doing);
    case 'ended':
      return { name: 'ended', ending: endingOf(state.error.code, doing, largest) };
    default:
      return assertNever(state);
  }
}

function doneState({ direction, moved }: Progress, doing: Doing): FileState {
  if (direction === 'outgoing') return { name: 'sent' };
  if (doing.name === 'kept') return { name: 'received', url: doing.url };
  if (doing.name === 'lost') return { name: 'ended', ending: { why: 'failed', code: 'sink-failed' } };
  return { name: 'moving', percent: 100, moved };
}

function endingOf(code: ErrorCode, doing: Doing, largest: number | undefined): Ending {
  if (code === 'declined' || code === 'cancelled')
    return { why: code, by: doing.name === code ? 'self' : 'other' };
  return code === 'too-large' ? { why: code, largest } : { why: 'failed', code };
}

function percentOf({ size, moved }: Progress): number | undefined {
  if (size === undefined) return undefined;
  // A hundred is said when it is there whole.
  return size === 0 ? 0 : Math.min(99, Math.floor((100 * moved) / size));
}

/** Whether anything is still to come of it. */
export function isOpen(state: FileState): boolean {
  return state.name !== 'sent' && state.name !== 'received' && state.name !== 'ended';
}

/** What may be done about a file now, in the order of its buttons. */
export type FileAct = 'accept' | 'decline' | 'pause' | 'resume' | 'cancel' | 'again';

export function actsOn(state: FileState, own: boolean): readonly FileAct[] {
  switch (state.name) {
    case 'offered':
    case 'no-room':
      return own ? ['cancel'] : ['accept', 'decline'];
    case 'moving':
      return ['pause', 'cancel'];
    case 'paused':
      return state.by === 'self' ? ['resume', 'cancel'] : ['cancel'];
    case 'preparing':
    case 'waiting':
      return ['cancel'];
    case 'sent':
    case 'received':
      return [];
    case 'ended':
      return own && mayGoAgain(state.ending) ? ['again'] : [];
    default:
      return assertNever(state);
  }
}

/** The same would come of these. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'source-failed',
  'displaced',
  'signed-out',
  'closed',
  'unsupported-version',
]);

/** No is no: who wants to send it all the same picks it again. */
function mayGoAgain(ending: Ending): boolean {
  if (ending.why === 'failed') return !FINAL.has(ending.code);
  return ending.why === 'cancelled' && ending.by === 'self';
}
