// Spanish words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';

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
};
