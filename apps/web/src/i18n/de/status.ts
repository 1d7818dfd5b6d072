// German words about how present people are, settings' sections, and how this device rings.
import type { AppStrings } from '../strings.ts';

export const status: AppStrings['status'] = {
  sections: {
    label: 'Bereiche',
    general: 'Allgemein',
    calls: 'Anrufe',
    ringing: 'Mitteilungen und Klingeln',
    conversations: 'Gespräche',
  },
  seen: { available: 'online', away: 'abwesend', 'do-not-disturb': 'bitte nicht stören' },
  own: { available: 'Erreichbar', away: 'Abwesend', 'do-not-disturb': 'Bitte nicht stören' },
  about: {
    available: 'Wechselt nach 10 Minuten ohne Aktivität zu „Abwesend“',
    away: 'Bis Sie etwas anderes wählen',
    'do-not-disturb': 'Keine Anrufe, keine Töne, keine Mitteilungen',
  },
  button: {
    available: 'Status: erreichbar',
    away: 'Status: abwesend',
    'do-not-disturb': 'Status: bitte nicht stören',
  },
  menu: 'Ihr Status',
  urgent: 'Dringende Anrufe klingeln',
  urgentText:
    'Wenn Sie nicht gestört werden möchten, klingelt der zweite Anruf derselben Person innerhalb von 3 Minuten trotzdem.',
  ringTone: 'Klingelton',
  tones: { chime: 'Glockenspiel', bell: 'Glocke', marimba: 'Marimbaphon', classic: 'Klassisches Telefon' },
  play: 'Abspielen',
  stop: 'Anhalten',
  volume: 'Lautstärke des Klingelns',
  volumeOf: (percent) => (percent === 0 ? 'Stumm' : `${percent} %`),
  silent: 'Anrufe werden ohne Ton angezeigt.',
  ringOn: 'Klingeln über',
  ringWhereCalls: 'Wie Anrufe',
  textSound: 'Ton bei neuen Nachrichten',
  textSoundText: 'Wenn diese Seite nicht zu sehen ist.',
  textNotice: 'Mitteilung bei neuen Nachrichten',
  textNoticeText: 'Wenn diese Seite nicht zu sehen ist und der Browser Mitteilungen erlaubt.',
  textNotices: { text: 'Name und Nachricht', name: 'Nur der Name', nothing: 'Keine' },
  newFrom: (name) => `Neue Nachricht von ${name}`,
};
