// German words about what was said before.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

const days = (n: number): string => plural(n, { one: `${n} Tag`, other: `${n} Tage` });

export const history: AppStrings['history'] = {
  keep: 'Gespräche auf diesem Gerät speichern',
  keepText:
    'Was Sie schreiben und lesen, bleibt bis zu 90 Tage in diesem Browser, auch wenn Sie sich abmelden. Wer dieses Browserprofil benutzt, kann es lesen; lassen Sie es an einem gemeinsam genutzten Computer aus. Ausschalten löscht, was gespeichert wurde.',
  serverKeeps: (n) => `Dieser Server speichert Gespräche ${days(n)} lang. Wer ihn betreibt, kann sie lesen.`,
  clear: 'Gespeichertes löschen',
  clearText: 'Alle Gespräche löschen, die auf diesem Gerät gespeichert sind?',
  clearNow: 'Löschen',
  clearNot: 'Abbrechen',
  cleared: 'Auf diesem Gerät ist jetzt nichts mehr gespeichert.',
  problem: {
    full: 'Auf diesem Gerät ist kein Platz mehr, deshalb werden neue Nachrichten nicht gespeichert. Schaffen Sie Platz oder löschen Sie Gespeichertes.',
    failed:
      'Dieser Browser konnte Gespräche nicht speichern oder löschen. In einem privaten Fenster tut er es nie.',
  },
  onServer: (n) => `Dieser Server speichert Gespräche ${days(n)} lang. Dateien werden nicht gespeichert.`,
  onServerOlder: (n) =>
    `Nachrichten, die älter als ${n === 1 ? 'ein Tag' : `${n} Tage`} sind, werden nicht gespeichert. Dateien werden nicht gespeichert.`,
  onDevice:
    'Nachrichten werden bis zu 90 Tage auf diesem Gerät gespeichert, nicht auf dem Server. Dateien werden nicht gespeichert.',
  more: 'Frühere Nachrichten zeigen',
  loading: 'Frühere Nachrichten werden geladen …',
  notLoaded: 'Frühere Nachrichten konnten nicht geladen werden.',
  again: 'Erneut versuchen',
  serverFull: 'Nicht zugestellt: Die Festplatte des Servers ist voll',
};
