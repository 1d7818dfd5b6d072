// Spanish words of the card about a call that failed.
import type { AppStrings } from '../strings.ts';

export const failure: AppStrings['failure'] = {
  details: 'Detalles',
  about: 'Para la persona que administra el servidor. No contiene direcciones ni nada de lo que se dijo.',
  copy: 'Copiar detalles',
  copied: 'Copiado',
};
