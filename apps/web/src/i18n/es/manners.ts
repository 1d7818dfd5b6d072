// Spanish words about calls with manners.
import type { AppStrings } from '../strings.ts';
import { plural, spokenLength } from './formats.ts';

export const manners: AppStrings['manners'] = {
  willBeHeld: (name) => `Tu llamada con ${name} quedará en espera.`,
  endAndAnswer: 'Terminar esta llamada y contestar',
  ringingBeside: (name) => `Sonando… ${name} está en otra llamada`,
  isHeld: (name) => `${name} está en espera`,
  youHold: (name) => `Has puesto a ${name} en espera`,
  theyHold: (name) => `${name} te ha puesto en espera`,
  returnTo: (name) => `Volver con ${name}`,
  resume: 'Reanudar',
  answerByText: {
    open: 'Responder con un mensaje',
    label: (name) => `Mensaje para ${name}`,
    hint: 'La llamada termina y tu mensaje queda en la conversación.',
    quick: [
      'Ahora no puedo hablar. Te llamo luego.',
      'Llámame en 10 minutos, por favor.',
      'Estoy en una reunión. ¿Me escribes?',
    ],
    own: 'Tus propias palabras',
    send: 'Enviar mensaje',
    back: 'Volver a la llamada',
  },
  callBackTo: (name) => `Devolver la llamada a ${name}`,
  missed: (n) =>
    plural(n, { one: 'Llamada perdida', many: `${n} de llamadas perdidas`, other: `${n} llamadas perdidas` }),
  log: {
    title: 'Historial de llamadas',
    none: 'Todavía no hay llamadas',
    noneText:
      'Las llamadas que haces, contestas o pierdes en este dispositivo están aquí hasta que cierras sesión.',
    clear: 'Vaciar',
    close: 'Cerrar',
    call: (name) => `Llamar a ${name}`,
    entry: (call) => {
      const video = call.media === 'video';
      const kind = video ? 'Videollamada' : 'Llamada de voz';
      if (call.duration > 0)
        return call.direction === 'incoming'
          ? `${kind} entrante, ${spokenLength(call.duration)}`
          : `${kind} saliente, ${spokenLength(call.duration)}`;
      if (call.direction === 'outgoing') return `${kind} saliente, sin contestar`;
      return call.reason === 'declined' && call.by === 'self' ? `${kind} rechazada` : `${kind} perdida`;
    },
  },
};
