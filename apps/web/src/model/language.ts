// The language of the page: the one that the person has chosen on this device, or else the first of their browser's that is
// here.
import { effect } from '@preact/signals';
import { LANGUAGES, languageOf, pickLanguage, type Language } from '@parley/languages';
import { language, speak } from '../i18n/strings.ts';

const KEY = 'parley.language';

export interface LanguageOptions {
  /** What the person reads, best first, as the browser says (BCP 47). */
  browser: readonly string[];
  root: Root;
}

/** Of a document: the page's, or that of a window of the page's own. */
type Root = Pick<HTMLElement, 'lang' | 'dir'>;

/** Resolves once there are words to show: English ones where others can't be had. */
export async function openLanguage({ browser, root }: LanguageOptions): Promise<void> {
  keepInLanguage(root);
  try {
    await speak(kept() ?? pickLanguage(browser));
  } catch {
    // The line failed just now: the person can choose again.
  }
}

/** The document is in the language in use, also when that changes, until the answer is called. */
export function keepInLanguage(root: Root): () => void {
  return effect(() => {
    const { tag, direction } = LANGUAGES[language.value];
    root.lang = tag;
    root.dir = direction;
  });
}

/** Throws where the words can't be loaded; nothing is changed then. */
export async function chooseLanguage(next: Language): Promise<void> {
  await speak(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It holds as long as the page is open.
  }
}

/** How times and numbers are written. */
export const locale = (): string => localeOf(language.value, navigator.languages);

/**
 * How this person writes times and numbers in that language: British or American, say. With the digits of the rest of the page,
 * which are those that people type.
 */
export function localeOf(language: Language, preferred: readonly string[]): string {
  const locale = preferred.find((tag) => languageOf(tag) === language) ?? language;
  return new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
}

function kept(): Language | undefined {
  try {
    return languageOf(localStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}
