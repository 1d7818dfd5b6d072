// Before the unit tests of the page: its words are there, as they are in the app. Other packages' tests go without.
import { expect } from 'vitest';

if (expect.getState().testPath?.includes('/apps/web/') === true) {
  const { loadAppWords } = await import('../i18n/strings.ts');
  await loadAppWords();
}
