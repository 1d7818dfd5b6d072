// Spanish words about files in a conversation.
import { assertNever, type ErrorCode } from '@parley/client';
import type { Ending, FileAct, FileState, NoRoom } from '../../model/files/file-state.ts';
import type { FileFacts } from '../facts.ts';
import { toldBy } from '../files-told.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

function offer({ who, size }: FileFacts): { before: string; after: string } {
  return { before: `${who} quiere enviarte `, after: size === undefined ? '' : ` (${dataSize(size)})` };
}

function progress(state: FileState, { own, who }: FileFacts): string {
  switch (state.name) {
    case 'offered':
      return own ? `Esperando a que ${who} acepte` : '';
    case 'no-room':
      return noRoom(state.why);
    case 'preparing':
      return 'Preparando…';
    case 'moving': {
      const verb = own ? 'Enviando…' : 'Recibiendo…';
      return state.percent === undefined ? `${verb} ${dataSize(state.moved)}` : `${verb} ${state.percent} %`;
    }
    case 'paused':
      return state.by === 'self' ? 'En pausa' : `${who} lo puso en pausa`;
    case 'waiting':
      return 'Esperando la conexión…';
    case 'sent':
      return 'Enviado';
    case 'received':
      return 'Recibido';
    case 'ended':
      return '';
    default:
      return assertNever(state);
  }
}

function noRoom(why: NoRoom): string {
  if (why.name === 'unusable') return 'Tu navegador no pudo hacerle sitio. Acéptalo de nuevo.';
  return why.name === 'disk'
    ? `No hay sitio suficiente aquí: esta página dispone de ${dataSize(why.free)}. Libera espacio en tu disco y acéptalo después.`
    : `Este navegador solo puede guardar archivos de hasta ${dataSize(why.limit)}. Una versión actual de Chrome, Edge, Firefox o Safari acepta archivos mayores por HTTPS.`;
}

function ended(ending: Ending, { own, who }: FileFacts): string {
  switch (ending.why) {
    case 'declined':
      return ending.by === 'self' ? 'Lo rechazaste' : `${who} lo rechazó`;
    case 'cancelled':
      return ending.by === 'self' ? 'Cancelado' : `${who} lo canceló`;
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
      ? 'Es demasiado grande para este servidor.'
      : `Es demasiado grande: este servidor acepta archivos de hasta ${dataSize(largest)}.`;
  return own ? `${limit} Envíalo por partes o pregunta a la persona que administra el servidor.` : limit;
}

function notSent(code: ErrorCode, who: string): string {
  switch (code) {
    case 'not-online':
      return `${who} no está en línea. Envíalo otra vez cuando vuelva.`;
    case 'timeout':
      return `${who} no respondió en 10 minutos.`;
    case 'quota-exceeded':
      return 'Has enviado todo lo que este servidor permite por ahora. Inténtalo más tarde.';
    case 'rate-limited':
    case 'server-busy':
      return 'Hay demasiados archivos en camino. Espera a que lleguen algunos y envíalo otra vez.';
    case 'damaged':
      return 'Llegó dañado y se descartó. Envíalo otra vez.';
    case 'disk-full':
      return `El disco de ${who} está lleno. Envíalo otra vez cuando haya sitio.`;
    case 'sink-failed':
      return `El dispositivo de ${who} no pudo guardarlo. Envíalo otra vez o sugiere otro navegador.`;
    case 'source-failed':
      return 'No se pudo leer: puede que se haya movido o cambiado. Adjúntalo de nuevo.';
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `La conexión con ${who} se perdió durante demasiado tiempo. Envíalo otra vez.`;
    case 'forbidden':
      return 'Este servidor no transmite archivos. Pregunta a la persona que lo administra.';
    default:
      return gone(code) ?? 'No se pudo enviar. Inténtalo de nuevo.';
  }
}

function notReceived(code: ErrorCode, who: string): string {
  switch (code) {
    case 'accepted-elsewhere':
      return 'Aceptado en otro dispositivo';
    case 'timeout':
      return 'No respondiste en 10 minutos';
    case 'not-online':
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `La conexión con ${who} se perdió durante demasiado tiempo. Pide que te lo envíe otra vez.`;
    case 'damaged':
      return `Llegó dañado y no se guardó. Pide a ${who} que lo envíe otra vez.`;
    case 'disk-full':
      return `Tu disco está lleno y no se guardó. Libera espacio y pide a ${who} que lo envíe otra vez.`;
    case 'sink-failed':
      return `No se pudo escribir aquí y no se guardó. Pide a ${who} que lo envíe otra vez.`;
    case 'source-failed':
      return `El dispositivo de ${who} ya no puede leerlo. Pide que te lo envíe otra vez.`;
    case 'quota-exceeded':
      return `${who} ha enviado todo lo que este servidor permite por ahora.`;
    default:
      return gone(code) ?? `No se pudo recibir. Pide a ${who} que lo envíe otra vez.`;
  }
}

function gone(code: ErrorCode): string | undefined {
  if (code === 'displaced') return 'Detenido: iniciaste sesión en otro lugar.';
  return code === 'signed-out' || code === 'closed' ? 'Detenido: cerraste sesión.' : undefined;
}

const ACTS: Record<FileAct, string> = {
  accept: 'Aceptar',
  decline: 'Rechazar',
  pause: 'Pausar',
  resume: 'Reanudar',
  cancel: 'Cancelar',
  again: 'Enviar otra vez',
};

export const files: AppStrings['files'] = {
  offer,
  progress,
  ended,
  told: toldBy({
    offer,
    noRoom,
    ended,
    sent: ({ name, who }) => `${name} se ha enviado a ${who}`,
    received: ({ name, who }) => `Se ha recibido ${name} de ${who}`,
  }),
  act: (act) => ACTS[act],
  actOn: (act, label) => (act === 'again' ? `${ACTS[act]}: ${label}` : `${ACTS[act]} ${label}`),
  save: 'Guardar',
  saveOf: (label) => `Guardar ${label}`,
  enlarge: (label) => `Abrir ${label}`,
  close: 'Cerrar',
  size: dataSize,
  card: (label) => `Archivo ${label}`,
  progressOf: (label) => `Progreso de ${label}`,
};
