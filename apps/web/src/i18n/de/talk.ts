// German words about what is done with texts that were sent.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

export const talk: AppStrings['talk'] = {
  toolbar: 'Was mit dieser Nachricht geschehen soll',
  react: 'Reagieren',
  reactWith: (emoji) => `Mit ${emoji} reagieren`,
  moreEmoji: 'Mehr Emojis',
  reply: 'Antworten',
  more: 'Mehr',
  edit: 'Bearbeiten',
  copy: 'Kopieren',
  copyFailed: 'Der Browser erlaubt hier kein Kopieren.',
  remove: 'Löschen …',
  edited: 'bearbeitet',
  deleted: 'Diese Nachricht wurde gelöscht',
  deletedOwn: 'Sie haben diese Nachricht gelöscht',
  deletion: {
    title: 'Diese Nachricht löschen?',
    text: (name) => `Sie verschwindet bei Ihnen und bei ${name}, außer wo sie anderweitig gespeichert wurde.`,
    confirm: 'Für beide löschen',
    keep: 'Behalten',
  },
  seen: 'Gesehen',
  editing: 'Ihre Nachricht wird bearbeitet',
  replyingTo: (name) => `Antwort an ${name}`,
  replyingToSelf: 'Antwort an sich selbst',
  stopEditing: 'Nicht mehr bearbeiten',
  stopReplying: 'Nicht darauf antworten',
  save: 'Speichern',
  you: 'Sie',
  quoteGone: 'Eine Nachricht, die nicht mehr hier ist',
  quoteDeleted: 'Eine gelöschte Nachricht',
  goToQuoted: 'Zur Nachricht gehen',
  reactions: {
    own: (emoji) => `${emoji}, Sie`,
    other: (emoji, name) => `${emoji}, ${name}`,
    both: (emoji, name) => `${emoji} 2, ${name} und Sie`,
  },
  notChanged: 'Das ging nicht: Die Person ist nicht online. Versuchen Sie es, wenn sie wieder da ist.',
  notLoaded: 'Das konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  newTexts: 'Neu',
  latest: (n) =>
    plural(n, { one: `Zur neuesten springen, ${n} neue`, other: `Zur neuesten springen, ${n} neue` }),
  news: {
    edited: (name, words) => `${name} hat eine Nachricht bearbeitet: ${words}`,
    deleted: (name) => `${name} hat eine Nachricht gelöscht`,
    reacted: (name, emoji, words) => `${name} hat mit ${emoji} reagiert auf: ${words}`,
    discarded: 'Nachricht gelöscht',
  },
  seenSetting: 'Anderen sagen, wann ich ihre Nachrichten gelesen habe',
  seenSettingText:
    'Und sehen, wann meine gelesen wurden: Ist das aus, erfährt es keine der beiden Seiten. Gilt sofort.',
};

export const emoji: AppStrings['emoji'] = {
  open: 'Emojis',
  search: 'Emojis suchen',
  found: 'Treffer',
  none: 'Kein Emoji gefunden',
  recent: 'Zuletzt benutzt',
  groups: {
    faces: 'Gesichter',
    people: 'Menschen und Gesten',
    nature: 'Tiere und Natur',
    food: 'Essen und Trinken',
    places: 'Reisen und Orte',
    activities: 'Aktivitäten',
    objects: 'Gegenstände',
    symbols: 'Symbole und Flaggen',
  },
  flag: (land) => `Flagge: ${land}`,
  tone: 'Hautfarbe',
  tones: {
    none: 'Standardhautfarbe',
    light: 'Helle Hautfarbe',
    mediumLight: 'Mittelhelle Hautfarbe',
    medium: 'Mittlere Hautfarbe',
    mediumDark: 'Mitteldunkle Hautfarbe',
    dark: 'Dunkle Hautfarbe',
  },
};
