// Spanish words that only the PC client's window shows.
import type { AppStrings } from '../strings.ts';

export const desktop: AppStrings['desktop'] = {
  callPrompt: {
    title: (name) => `¿Llamar a ${name}?`,
    online: 'Has seguido un enlace para llamar. Esa persona está en línea.',
    offline: 'Has seguido un enlace para llamar. Esa persona no está en línea.',
    call: (media) => (media === 'video' ? 'Videollamada' : 'Llamada de voz'),
    cancel: 'Cancelar',
  },
};
