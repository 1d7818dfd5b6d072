// English words about files in a conversation. They come with the code for files, which is loaded when the first one does.
import { assertNever, type ErrorCode } from '@parley/client';
import type { Ending, FileAct, FileState, NoRoom } from '../../model/files/file-state.ts';
import type { FileFacts } from '../facts.ts';
import { toldBy } from '../files-told.ts';
import { dataSize } from './formats.ts';

/** The offer as one sentence, around the file's name. */
function offer({ who, size }: FileFacts): { before: string; after: string } {
  return { before: `${who} wants to send you `, after: size === undefined ? '' : ` (${dataSize(size)})` };
}

function progress(state: FileState, { own, who }: FileFacts): string {
  switch (state.name) {
    case 'offered':
      return own ? `Waiting for ${who} to accept` : '';
    case 'no-room':
      return noRoom(state.why);
    case 'preparing':
      return 'Getting ready…';
    case 'moving': {
      const verb = own ? 'Sending…' : 'Receiving…';
      return state.percent === undefined ? `${verb} ${dataSize(state.moved)}` : `${verb} ${state.percent} %`;
    }
    case 'paused':
      return state.by === 'self' ? 'Paused' : `${who} paused it`;
    case 'waiting':
      return 'Waiting for the connection…';
    case 'sent':
      return 'Sent';
    case 'received':
      return 'Received';
    case 'ended':
      return '';
    default:
      return assertNever(state);
  }
}

function noRoom(why: NoRoom): string {
  if (why.name === 'unusable') return 'Your browser could not make room for it. Accept it again.';
  return why.name === 'disk'
    ? `There is not enough room for it here: ${dataSize(why.free)} are free for this page. Free some space on your disk, then accept it.`
    : `This browser can keep files up to ${dataSize(why.limit)} only. A current Chrome, Edge, Firefox or Safari takes larger ones over HTTPS.`;
}

/** Why it has ended, and what can be done. */
function ended(ending: Ending, { own, who }: FileFacts): string {
  switch (ending.why) {
    case 'declined':
      return ending.by === 'self' ? 'You declined it' : `${who} declined`;
    case 'cancelled':
      return ending.by === 'self' ? 'Cancelled' : `${who} cancelled it`;
    case 'too-large':
      return tooLarge(ending.largest, own);
    case 'failed':
      return own ? notSent(ending.code, who) : notReceived(ending.code, who);
    default:
      return assertNever(ending);
  }
}

function tooLarge(largest: number | undefined, own: boolean): string {
  const limit =
    largest === undefined
      ? 'It is too large for this server.'
      : `It is too large: this server takes files up to ${dataSize(largest)}.`;
  return own ? `${limit} Send it in parts, or ask the person who runs the server.` : limit;
}

function notSent(code: ErrorCode, who: string): string {
  switch (code) {
    case 'not-online':
      return `${who} is not online. Send it again when they are back.`;
    case 'timeout':
      return `${who} did not answer in 10 minutes.`;
    case 'quota-exceeded':
      return 'You have sent as much as this server allows for now. Try again later.';
    case 'rate-limited':
    case 'server-busy':
      return 'Too many files are on their way. Wait until some have arrived, then send it again.';
    case 'damaged':
      return 'It arrived damaged and was thrown away. Send it again.';
    case 'disk-full':
      return `${who}'s disk is full. Send it again when they have made room.`;
    case 'sink-failed':
      return `${who}'s device could not keep it. Send it again, or ask them to use another browser.`;
    case 'source-failed':
      return 'It could not be read: it may have been moved or changed. Attach it again.';
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `The connection to ${who} was lost for too long. Send it again.`;
    case 'forbidden':
      return 'This server does not carry files. Ask the person who runs it.';
    default:
      return gone(code) ?? 'It could not be sent. Try again.';
  }
}

function notReceived(code: ErrorCode, who: string): string {
  switch (code) {
    case 'accepted-elsewhere':
      return 'Accepted on another device';
    case 'timeout':
      return 'You did not answer in 10 minutes';
    case 'not-online':
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `The connection to ${who} was lost for too long. Ask them to send it again.`;
    case 'damaged':
      return `It arrived damaged, so it was not kept. Ask ${who} to send it again.`;
    case 'disk-full':
      return `Your disk is full, so it was not kept. Make room and ask ${who} to send it again.`;
    case 'sink-failed':
      return `It could not be written here, so it was not kept. Ask ${who} to send it again.`;
    case 'source-failed':
      return `${who}'s device can no longer read it. Ask them to send it again.`;
    case 'quota-exceeded':
      return `${who} has sent as much as this server allows for now.`;
    default:
      return gone(code) ?? `It could not be received. Ask ${who} to send it again.`;
  }
}

/** The page itself has left. */
function gone(code: ErrorCode): string | undefined {
  if (code === 'displaced') return 'Stopped: you signed in elsewhere.';
  return code === 'signed-out' || code === 'closed' ? 'Stopped: you signed out.' : undefined;
}

const ACTS: Record<FileAct, string> = {
  accept: 'Accept',
  decline: 'Decline',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  again: 'Send again',
};

export const files = {
  offer,
  progress,
  ended,
  told: toldBy({
    offer,
    noRoom,
    ended,
    sent: ({ name, who }) => `${name} has been sent to ${who}`,
    received: ({ name, who }) => `${name} from ${who} has been received`,
  }),
  act: (act: FileAct): string => ACTS[act],
  /** The button's name for screen readers: no two on a page are the same. */
  actOn: (act: FileAct, label: string): string =>
    act === 'again' ? `${ACTS[act]}: ${label}` : `${ACTS[act]} ${label}`,
  save: 'Save',
  saveOf: (label: string): string => `Save ${label}`,
  enlarge: (label: string): string => `Open ${label}`,
  close: 'Close',
  size: dataSize,
  card: (label: string): string => `File ${label}`,
  progressOf: (label: string): string => `Progress of ${label}`,
};
