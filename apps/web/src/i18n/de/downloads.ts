// German words about the PC client's packages.
import type { OfferedFile } from '../../model/downloads.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  deb: 'Debian, Ubuntu',
  rpm: 'Fedora, openSUSE',
  linux: 'Linux',
  windows: 'Windows',
  macos: 'macOS',
};

function system({ kind = '', platform }: OfferedFile): string | undefined {
  return platform && (SYSTEMS[kind] ?? SYSTEMS[platform]);
}

function processor({ arch, platform }: OfferedFile): string | undefined {
  switch (arch) {
    case 'arm64':
      return platform === 'macos' ? 'Apple-Chip' : 'ARM, 64 Bit';
    case 'arm':
      return 'ARM, 32 Bit';
    case 'x64':
      return platform === 'macos' ? 'Intel' : 'x86, 64 Bit';
    case 'ia32':
      return 'x86, 32 Bit';
    default:
      return undefined;
  }
}

export const downloads: AppStrings['downloads'] = {
  title: 'Das PC-Programm',
  text: 'Parley in einem eigenen Fenster: Es kann mit dem Computer starten und klingelt, auch wenn keine Seite offen ist.',
  asking: 'Es wird nachgesehen, was es gibt …',
  failed: 'Die Liste konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  again: 'Erneut versuchen',
  own: 'Für diesen Computer',
  others: 'Für andere Computer',
  noneOwn: 'Für diesen Computer gibt es noch keines. Fragen Sie die Person, die diesen Server betreibt.',
  facts: (file) =>
    [system(file), processor(file), file.version && `Version ${file.version}`, dataSize(file.size)]
      .filter((fact) => fact !== undefined && fact !== '')
      .join('\u00a0· '),
  install: 'Dann im Ordner mit der Datei:',
  copy: 'Kopieren',
  copied: 'Kopiert',
  close: 'Schließen',
};
