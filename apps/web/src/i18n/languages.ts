// The languages there are, and which of them a person is likely to read.

/** By the primary subtag of BCP 47; each by its own name. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  zh: { name: '简体中文', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl' }>;

export type Language = keyof typeof LANGUAGES;

export const ALL_LANGUAGES = Object.keys(LANGUAGES) as readonly Language[];

/** `tag`: BCP 47, in any spelling. */
export function languageOf(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(LANGUAGES, primary) ? (primary as Language) : undefined;
}

/** The first one that is here, of those that the browser says its person reads. */
export function pickLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return 'en';
}

/**
 * How this person writes times and numbers in that language: British or American, say. With the digits of the rest of the page,
 * which are those that people type.
 */
export function localeOf(language: Language, preferred: readonly string[]): string {
  const locale = preferred.find((tag) => languageOf(tag) === language) ?? language;
  return new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
}
