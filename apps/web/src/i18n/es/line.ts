// Spanish words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';
import { lackingOf, type Lacking } from '../lacking.ts';

const CAMERA: Readonly<Record<Lacking, string>> = {
  refused: 'su navegador no tiene permiso para usarla',
  missing: 'no se encontró ninguna',
  used: 'la usa otro programa',
  broken: 'no se pudo iniciar',
};

const MICROPHONE: Readonly<Record<Lacking, string>> = {
  refused: 'su navegador no tiene permiso para usarlo',
  missing: 'no se encontró ninguno',
  used: 'lo usa otro programa',
  broken: 'no se pudo iniciar',
};

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return 'Conexión débil: se pierden partes por el camino';
    case 'delay':
      return 'Conexión débil: todo llega tarde';
    case 'silent':
      return 'Conexión débil: ahora mismo no llega nada';
    case 'narrow':
    case undefined:
      return 'Conexión débil';
    default:
      return assertNever(trouble);
  }
}

export const line: AppStrings['line'] = {
  good: 'Buena conexión',
  weak,
  lost: 'Conexión perdida: buscando otro camino',
  cameraLacking: (name, why) => `La cámara de ${name} está apagada: ${CAMERA[lackingOf(why)]}`,
  microphoneLacking: (name, why) => `${name} tiene el micrófono silenciado: ${MICROPHONE[lackingOf(why)]}`,
};
