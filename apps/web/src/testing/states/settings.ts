// What a person may set.
import { t } from '../../i18n/strings.ts';
import type { AppState } from '../gallery-state.ts';

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'settings',
    show: async (stage) => {
      await stage.press(t.settings.title);
      await stage.sees(t.settings.done);
    },
  },
];
