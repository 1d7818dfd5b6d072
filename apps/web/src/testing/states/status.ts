// How present people are, oneself among them.
import { t } from '../../i18n/strings.ts';
import type { AppState } from '../gallery-state.ts';

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'status-of-others',
    online: ['ben', 'clara', 'david'],
    show: async ({ parley, choose, sees }) => {
      parley.strings.turn('ben', 'do-not-disturb');
      parley.strings.turn('clara', 'away');
      await choose('ben');
      await sees(t.status.seen['do-not-disturb']);
    },
  },
  {
    at: 'app',
    name: 'status-menu',
    show: async ({ parley, press, sees }) => {
      parley.presence.setStatus('do-not-disturb');
      await press(t.status.button['do-not-disturb']);
      await sees(t.status.about.away);
    },
  },
  {
    at: 'app',
    name: 'settings-ringing',
    show: async ({ press, sees, element }) => {
      await press(t.settings.title);
      await sees(t.status.ringTone);
      (await element('[data-section=ringing]')).scrollIntoView();
    },
  },
];
