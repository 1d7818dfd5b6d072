// German words about what was said before.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

const days = (n: number): string => plural(n, { one: `${n} Tag`, other: `${n} Tage` });

export const history: AppStrings['history'] = {
  keep: 'Gespräche auf diesem Gerät behalten',
  keepText:
    'Was Sie schreiben und lesen, bleibt bis zu 90 Tage in diesem Browser, auch wenn Sie sich abmelden. Wer dieses Browserprofil benutzt, kann es lesen; lassen Sie es an einem gemeinsam genutzten Computer aus. Ausschalten löscht, was behalten wurde.',
  serverKeeps: (n) => `Dieser Server behält Gespräche ${days(n)} lang. Wer ihn betreibt, kann sie lesen.`,
  clear: 'Behaltenes löschen',
  clearText: 'Alle Gespräche löschen, die auf diesem Gerät behalten werden?',
  clearNow: 'Löschen',
  clearNot: 'Abbrechen',
  cleared: 'Auf diesem Gerät wird jetzt nichts mehr behalten.',
  problem: {
    full: 'Auf diesem Gerät ist kein Platz mehr, deshalb werden neue Nachrichten nicht behalten. Schaffen Sie Platz oder löschen Sie Behaltenes.',
    failed:
      'Dieser Browser konnte Gespräche nicht behalten oder löschen. In einem privaten Fenster tut er es nie.',
  },
  onServer: (n) => `Dieser Server behält Gespräche ${days(n)} lang. Dateien werden nicht behalten.`,
  onServerOlder: (n) =>
    `Nachrichten, die älter als ${n === 1 ? 'ein Tag' : `${n} Tage`} sind, werden nicht behalten. Dateien werden nicht behalten.`,
  onDevice:
    'Nachrichten werden bis zu 90 Tage auf diesem Gerät behalten und sonst nirgends. Dateien werden nicht behalten.',
  more: 'Frühere Nachrichten zeigen',
  loading: 'Frühere Nachrichten werden geladen …',
  notLoaded: 'Frühere Nachrichten konnten nicht geladen werden.',
  again: 'Erneut versuchen',
  serverFull: 'Nicht zugestellt: Die Festplatte des Servers ist voll',
};
