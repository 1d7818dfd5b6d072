// German sentences about calls.
import { assertNever } from '@parley/client';
import type { CallOutcome } from '../facts.ts';
import { clockLength } from '../lengths.ts';
import { causeDetail } from './causes.ts';
import { spokenLength } from './formats.ts';

const KIND = { video: 'Videoanruf', voice: 'Sprachanruf' } as const;
const MISSED = { video: 'Verpasster Videoanruf', voice: 'Verpasster Sprachanruf' } as const;

export function endSentence(call: CallOutcome): string {
  const missed = call.direction === 'incoming' && call.duration === 0;
  const missedCall = `${MISSED[call.media]} von ${call.with}`;
  switch (call.reason) {
    case 'declined':
      return call.by === 'self' ? 'Sie haben den Anruf abgelehnt' : `${call.with} hat abgelehnt`;
    case 'busy':
      return busySentence(call);
    case 'do-not-disturb':
      return missed ? missedCall : `${call.with} möchte nicht gestört werden`;
    case 'no-answer':
      return missed ? missedCall : 'Keine Antwort';
    case 'cancelled':
      return missed ? missedCall : 'Anruf abgebrochen';
    case 'unavailable':
      return `${call.with} ist nicht online`;
    case 'answered-elsewhere':
      return 'Auf einem anderen Gerät angenommen';
    case 'displaced':
      return call.by === 'self'
        ? 'Der Anruf ist beendet: Sie haben sich anderswo angemeldet'
        : `${call.with} hat sich anderswo angemeldet`;
    case 'hung-up':
      return call.duration > 0 ? `Anruf beendet · ${clockLength(call.duration)}` : 'Anruf beendet';
    case 'connection-lost':
      return call.duration > 0
        ? `Die Verbindung ist abgerissen · ${clockLength(call.duration)}`
        : 'Die Verbindung ist abgerissen';
    case 'media-failed':
      return 'Der Anruf konnte nicht verbunden werden';
    case 'blocked':
      return missed ? missedCall : `Der Browser von ${call.with} kann nicht telefonieren`;
    default:
      return assertNever(call.reason);
  }
}

export function endDetail(call: CallOutcome): string | undefined {
  if (call.reason === 'blocked') return blockedDetail(call);
  if (call.direction === 'incoming' && call.duration === 0 && call.reason !== 'media-failed')
    return undefined;
  switch (call.reason) {
    case 'busy':
      return call.by === 'self'
        ? undefined
        : 'Versuchen Sie es später noch einmal oder hinterlassen Sie eine Nachricht.';
    case 'do-not-disturb':
      return 'Ihr Anruf wird dort als verpasst angezeigt. Sie können eine Nachricht hinterlassen.';
    case 'unavailable':
      return 'Ein Anruf ist möglich, sobald die Person in der Liste erscheint.';
    case 'media-failed':
      return causeDetail(call.causes, call.with);
    case 'connection-lost':
      return call.by === 'self'
        ? 'Ihre Leitung war zu lange unterbrochen.'
        : `Die Leitung von ${call.with} war unterbrochen.`;
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

function busySentence(call: CallOutcome): string {
  if (call.by === 'self') return 'Sie sind bereits in einem anderen Anruf';
  return call.by === 'other' ? `${call.with} ist in einem anderen Anruf` : `Bei ${call.with} ist besetzt`;
}

function blockedDetail({ direction }: CallOutcome): string {
  return direction === 'incoming'
    ? 'Es konnte nicht klingeln, weil dieser Browser nicht telefonieren kann. Ein aktueller Chrome, Edge, Firefox oder Safari kann es.'
    : 'Schreiben Sie der Person oder rufen Sie an, wenn sie Parley in einem anderen Browser geöffnet hat.';
}

export function callLine(call: CallOutcome): string {
  const kind = KIND[call.media];
  const length = call.duration > 0 ? `, ${spokenLength(call.duration)}` : '';
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return `${kind}, abgelehnt`;
    case 'busy':
      return missed ? MISSED[call.media] : `${kind}, besetzt`;
    case 'do-not-disturb':
      return missed ? MISSED[call.media] : `${kind}, bitte nicht stören`;
    case 'no-answer':
      return missed ? MISSED[call.media] : `${kind}, keine Antwort`;
    case 'cancelled':
      return missed ? MISSED[call.media] : `${kind}, abgebrochen`;
    case 'unavailable':
      return `${kind}, nicht online`;
    case 'answered-elsewhere':
      return `${kind}, auf einem anderen Gerät angenommen`;
    case 'hung-up':
      return `${kind}${length}`;
    case 'displaced':
      return `${kind}${length}, anderswo angemeldet`;
    case 'connection-lost':
      return `${kind}${length}, Verbindung abgerissen`;
    case 'media-failed':
      return `${kind}, nicht verbunden`;
    case 'blocked':
      return missed ? MISSED[call.media] : `${kind}, im dortigen Browser nicht möglich`;
    default:
      return assertNever(call.reason);
  }
}
