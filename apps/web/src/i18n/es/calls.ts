// Spanish sentences about calls.
import { assertNever } from '@parley/client';
import type { CallOutcome } from '../facts.ts';
import { clockLength } from '../lengths.ts';
import { causeDetail } from './causes.ts';
import { spokenLength } from './formats.ts';

const KIND = { video: 'Videollamada', voice: 'Llamada de voz' } as const;
const MISSED = { video: 'Videollamada perdida', voice: 'Llamada de voz perdida' } as const;

export function endSentence(call: CallOutcome): string {
  const missed = call.direction === 'incoming' && call.duration === 0;
  const missedCall = `${MISSED[call.media]} de ${call.with}`;
  switch (call.reason) {
    case 'declined':
      return call.by === 'self' ? 'Rechazaste la llamada' : `${call.with} rechazó la llamada`;
    case 'busy':
      return busySentence(call);
    case 'do-not-disturb':
      return missed ? missedCall : `${call.with} tiene activado «No molestar»`;
    case 'no-answer':
      return missed ? missedCall : 'Sin respuesta';
    case 'cancelled':
      return missed ? missedCall : 'Llamada cancelada';
    case 'unavailable':
      return `${call.with} no está en línea`;
    case 'answered-elsewhere':
      return 'Contestada en otro dispositivo';
    case 'displaced':
      return call.by === 'self'
        ? 'La llamada terminó: iniciaste sesión en otro lugar'
        : `${call.with} inició sesión en otro lugar`;
    case 'hung-up':
      return call.duration > 0 ? `Llamada terminada · ${clockLength(call.duration)}` : 'Llamada terminada';
    case 'connection-lost':
      return call.duration > 0
        ? `Se perdió la conexión · ${clockLength(call.duration)}`
        : 'Se perdió la conexión';
    case 'media-failed':
      return 'La llamada no se pudo conectar';
    case 'blocked':
      return missed ? missedCall : `El navegador de ${call.with} no puede hacer llamadas`;
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
      return call.by === 'self' ? undefined : 'Inténtalo más tarde o deja un mensaje.';
    case 'do-not-disturb':
      return 'Verá que has llamado. Puedes dejar un mensaje.';
    case 'unavailable':
      return 'Podrás llamar en cuanto aparezca en la lista de personas.';
    case 'media-failed':
      return causeDetail(call.causes, call.with);
    case 'connection-lost':
      return call.by === 'self'
        ? 'Tu línea se interrumpió durante demasiado tiempo.'
        : `La línea de ${call.with} se interrumpió.`;
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
  if (call.by === 'self') return 'Ya estás en otra llamada';
  return call.by === 'other' ? `${call.with} está en otra llamada` : `La línea de ${call.with} está ocupada`;
}

function blockedDetail({ direction }: CallOutcome): string {
  return direction === 'incoming'
    ? 'No pudo sonar porque este navegador no puede hacer llamadas. Una versión actual de Chrome, Edge, Firefox o Safari sí puede.'
    : 'Escríbele, o llama de nuevo cuando haya abierto Parley en otro navegador.';
}

export function callLine(call: CallOutcome): string {
  const kind = KIND[call.media];
  const length = call.duration > 0 ? `, ${spokenLength(call.duration)}` : '';
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return `${kind}, rechazada`;
    case 'busy':
      return missed ? MISSED[call.media] : `${kind}, ocupado`;
    case 'do-not-disturb':
      return missed ? MISSED[call.media] : `${kind}, no molestar`;
    case 'no-answer':
      return missed ? MISSED[call.media] : `${kind}, sin respuesta`;
    case 'cancelled':
      return missed ? MISSED[call.media] : `${kind}, cancelada`;
    case 'unavailable':
      return `${kind}, no está en línea`;
    case 'answered-elsewhere':
      return `${kind}, contestada en otro dispositivo`;
    case 'hung-up':
      return `${kind}${length}`;
    case 'displaced':
      return `${kind}${length}, sesión iniciada en otro lugar`;
    case 'connection-lost':
      return `${kind}${length}, conexión perdida`;
    case 'media-failed':
      return `${kind}, no se pudo conectar`;
    case 'blocked':
      return missed ? MISSED[call.media] : `${kind}, no es posible en su navegador`;
    default:
      return assertNever(call.reason);
  }
}
