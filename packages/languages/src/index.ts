// The languages that Parley speaks to people, and which of them a person is likely to read. What it says in them is with those
// who say it: the page, the server's own pages, the PC client.

/**
 * By the primary subtag of BCP 47; each by its own name. The first is for those who read none of them. `tag`: for documents, by
 * which fonts and voices are chosen.
 */
export const LANGUAGES = {
  en: { name: 'English', tag: 'en', direction: 'ltr' },
  de: { name: 'Deutsch', tag: 'de', direction: 'ltr' },
  es: { name: 'Español', tag: 'es', direction: 'ltr' },
  // Which of its scripts it is, not every browser would guess: the same sign is drawn otherwise in Taipei and in Tokyo.
  zh: { name: '简体中文', tag: 'zh-Hans', direction: 'ltr' },
  ar: { name: 'العربية', tag: 'ar', direction: 'rtl' },
} as const satisfies Record<string, { name: string; tag: string; direction: 'ltr' | 'rtl' }>;

export type Language = keyof typeof LANGUAGES;

export const ALL_LANGUAGES = Object.keys(LANGUAGES) as readonly Language[];

/** `tag`: BCP 47, in any spelling. */
export function languageOf(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(LANGUAGES, primary) ? (primary as Language) : undefined;
}

/** The first one that is here, of those that a person reads, best first. */
export function pickLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return 'en';
}
