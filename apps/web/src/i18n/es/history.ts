// Spanish words about what was said before.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

const days = (n: number): string => plural(n, { one: `${n} día`, many: `${n} de días`, other: `${n} días` });

export const history: AppStrings['history'] = {
  keep: 'Conservar las conversaciones en este dispositivo',
  keepText:
    'Lo que escribes y lees queda en este navegador hasta 90 días, también cuando cierras sesión. Quien use este perfil del navegador puede leerlo, así que no lo actives en un equipo compartido. Al desactivarlo se borra lo conservado.',
  serverKeeps: (n) =>
    `Este servidor conserva las conversaciones durante ${days(n)}. Quien lo administra puede leerlas.`,
  clear: 'Borrar lo conservado',
  clearText: '¿Borrar todas las conversaciones conservadas en este dispositivo?',
  clearNow: 'Borrar',
  clearNot: 'Cancelar',
  cleared: 'Ahora no se conserva nada en este dispositivo.',
  problem: {
    full: 'No queda sitio en este dispositivo, así que no se conservan los mensajes nuevos. Libera espacio o borra lo conservado.',
    failed:
      'Este navegador no pudo conservar o borrar conversaciones. En una ventana privada no lo hace nunca.',
  },
  onServer: (n) =>
    `Este servidor conserva las conversaciones durante ${days(n)}. Los archivos no se conservan.`,
  onServerOlder: (n) =>
    `Los mensajes de hace más de ${days(n)} no se conservan. Los archivos no se conservan.`,
  onDevice:
    'Los mensajes se conservan en este dispositivo hasta 90 días, y en ningún otro sitio. Los archivos no se conservan.',
  more: 'Mostrar mensajes anteriores',
  loading: 'Cargando mensajes anteriores…',
  notLoaded: 'No se pudieron cargar los mensajes anteriores.',
  again: 'Intentar de nuevo',
  serverFull: 'No entregado: el disco del servidor está lleno',
};
