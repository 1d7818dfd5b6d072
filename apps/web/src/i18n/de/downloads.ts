// German words about the PC client's packages.
import { packageFactsBy } from '../package-facts.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

export const downloads: AppStrings['downloads'] = {
  title: 'Das PC-Programm',
  text: 'Parley in einem eigenen Fenster: Es kann mit dem Computer starten und klingelt, auch wenn keine Seite offen ist.',
  asking: 'Verfügbare Programme werden gesucht …',
  failed: 'Die Liste konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  again: 'Erneut versuchen',
  own: 'Für diesen Computer',
  others: 'Für andere Computer',
  noneOwn: 'Für diesen Computer gibt es noch keines. Fragen Sie die Person, die diesen Server betreibt.',
  facts: packageFactsBy({
    deb: 'Debian, Ubuntu',
    rpm: 'Fedora, openSUSE',
    appleChip: 'Apple-Chip',
    arm64: 'ARM, 64 Bit',
    arm: 'ARM, 32 Bit',
    x64: 'x86, 64 Bit',
    ia32: 'x86, 32 Bit',
    version: (version) => `Version ${version}`,
    size: dataSize,
  }),
  install: 'Dann im Ordner mit der Datei:',
  copy: 'Kopieren',
  copied: 'Kopiert',
  close: 'Schließen',
};
