// German words that only the PC client's window shows.
import type { AppStrings } from '../strings.ts';

export const desktop: AppStrings['desktop'] = {
  callPrompt: {
    title: (name) => `${name} anrufen?`,
    online: 'Sie sind einem Link gefolgt, um anzurufen. Die Person ist online.',
    offline: 'Sie sind einem Link gefolgt, um anzurufen. Die Person ist nicht online.',
    call: (media) => (media === 'video' ? 'Videoanruf' : 'Sprachanruf'),
    cancel: 'Abbrechen',
  },
};
