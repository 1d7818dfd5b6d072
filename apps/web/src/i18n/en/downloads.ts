// English words about the PC client's packages. They come with the dialog that offers them.
import { packageFactsBy } from '../package-facts.ts';
import { dataSize } from './formats.ts';

export const downloads = {
  title: 'The PC client',
  text: 'Parley in a window of its own: it can start with your computer, and rings while no page is open.',
  asking: 'Looking for what there is…',
  failed: 'The list could not be loaded. Check your connection and try again.',
  again: 'Try again',
  own: 'For this computer',
  others: 'For other computers',
  noneOwn: 'There is none for this computer yet. Ask the person who runs this server.',
  facts: packageFactsBy({
    deb: 'Debian, Ubuntu',
    rpm: 'Fedora, openSUSE',
    appleChip: 'Apple silicon',
    arm64: 'ARM, 64-bit',
    arm: 'ARM, 32-bit',
    x64: 'x86, 64-bit',
    ia32: 'x86, 32-bit',
    version: (version) => `version ${version}`,
    size: dataSize,
  }),
  install: 'Then, in the folder with the file:',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
};
