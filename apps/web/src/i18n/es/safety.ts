// Spanish words about the safety check.
import type { AppStrings } from '../strings.ts';

export const safety: AppStrings['safety'] = {
  open: 'Comprobación de seguridad',
  title: 'Comprobación de seguridad',
  text: (name) =>
    `Compara en voz alta estas siete imágenes con las de ${name}. Si son las mismas y en el mismo orden, nadie escucha en medio: ni siquiera este servidor podría.`,
  symbols: 'Tus siete imágenes',
  differ: (name) =>
    `Si son distintas, cuelga: hay alguien entre ${name} y tú. Después avisa a la persona que administra este servidor.`,
  notYet: 'Las imágenes aparecen en cuanto la llamada está conectada.',
  working: 'Calculándolas…',
  done: 'Listo',
};
