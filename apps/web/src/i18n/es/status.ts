// Spanish words about how present people are, settings' sections, and how this device rings.
import type { AppStrings } from '../strings.ts';

export const status: AppStrings['status'] = {
  sections: {
    label: 'Secciones',
    general: 'General',
    calls: 'Llamadas',
    ringing: 'Notificaciones y timbre',
    conversations: 'Conversaciones',
  },
  seen: { available: 'en línea', away: 'ausente', 'do-not-disturb': 'no molestar' },
  own: { available: 'Disponible', away: 'Ausente', 'do-not-disturb': 'No molestar' },
  about: {
    available: 'Pasa a «Ausente» tras 10 minutos sin actividad',
    away: 'Hasta que elijas otro estado',
    'do-not-disturb': 'Sin llamadas, sonidos ni notificaciones',
  },
  button: {
    available: 'Estado: disponible',
    away: 'Estado: ausente',
    'do-not-disturb': 'Estado: no molestar',
  },
  menu: 'Tu estado',
  urgent: 'Las llamadas urgentes suenan',
  urgentText:
    'En «No molestar», la segunda llamada de la misma persona en menos de 3 minutos suena de todos modos.',
  ringTone: 'Tono de llamada',
  tones: { chime: 'Carillón', bell: 'Campana', marimba: 'Marimba', classic: 'Teléfono clásico' },
  play: 'Reproducir',
  stop: 'Detener',
  volume: 'Volumen del timbre',
  volumeOf: (percent) => (percent === 0 ? 'En silencio' : `${percent} %`),
  silent: 'Las llamadas se muestran sin sonido.',
  ringOn: 'Sonar en',
  ringWhereCalls: 'Igual que las llamadas',
  textSound: 'Sonido para mensajes nuevos',
  textSoundText: 'Mientras esta página no está a la vista.',
  textNotice: 'Notificación de mensajes nuevos',
  textNoticeText: 'Mientras esta página no está a la vista, y donde el navegador permite notificaciones.',
  textNotices: { text: 'Nombre y mensaje', name: 'Solo el nombre', nothing: 'Ninguna' },
  newFrom: (name) => `Mensaje nuevo de ${name}`,
};
