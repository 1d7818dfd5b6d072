// Spanish words about searching in a conversation.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

export const find: AppStrings['find'] = {
  open: 'Buscar en la conversación',
  field: 'Buscar en esta conversación',
  earlier: 'Resultado anterior',
  later: 'Resultado siguiente',
  close: 'Cerrar la búsqueda',
  none: 'Sin resultados',
  at: (n, all) =>
    plural(all, {
      one: `${n} de ${all} resultado`,
      many: `${n} de ${all} de resultados`,
      other: `${n} de ${all} resultados`,
    }),
  further: 'Buscar en mensajes anteriores',
  searching: 'Buscando en mensajes anteriores…',
};
