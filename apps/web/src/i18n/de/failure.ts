// German words of the card about a call that failed.
import type { AppStrings } from '../strings.ts';

export const failure: AppStrings['failure'] = {
  details: 'Einzelheiten',
  about:
    'Für die Person, die den Server betreibt. Es stehen keine Adressen darin und nichts von dem, was gesagt wurde.',
  copy: 'Einzelheiten kopieren',
  copied: 'Kopiert',
};
