// English words about the PC client's packages. They come with the dialog that offers them.
import type { OfferedFile } from '../../model/downloads.ts';
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
      return platform === 'macos' ? 'Apple silicon' : 'ARM, 64-bit';
    case 'arm':
      return 'ARM, 32-bit';
    case 'x64':
      return platform === 'macos' ? 'Intel' : 'x86, 64-bit';
    case 'ia32':
      return 'x86, 32-bit';
    default:
      return undefined; // All of them, or the name does not say.
  }
}

export const downloads = {
  title: 'The PC client',
  text: 'Parley in a window of its own: it can start with your computer, and rings while no page is open.',
  asking: 'Looking what there is…',
  failed: 'The list could not be loaded. Check your connection and try again.',
  again: 'Try again',
  own: 'For this computer',
  others: 'For other computers',
  noneOwn: 'There is none for this computer yet. Ask the person who runs this server.',
  facts: (file: OfferedFile): string =>
    [system(file), processor(file), file.version && `version ${file.version}`, dataSize(file.size)]
      .filter((fact) => fact !== undefined && fact !== '')
      .join('\u00a0· '),
  install: 'Then, in the folder with the file:',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
};
