// The languages that the client speaks, and which of them the person of this computer is likely to read.

/** By the primary subtag of BCP 47. The first is for those who read none of them. */
export const LANGUAGES = ['en', 'de', 'es', 'zh', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** `tag`: BCP 47, or a locale of POSIX such as `de_AT.UTF-8`. */
function languageOf(tag: string): Language | undefined {
  const [primary = ''] = tag.toLowerCase().split(/[-_.@]/);
  // POSIX has these for no language in particular, which is that of programs.
  if (primary === 'c' || primary === 'posix') return 'en';
  return LANGUAGES.find((language) => language === primary);
}

/** The first one that is there, of those that the person reads. */
export function pickLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return 'en';
}

/** What the person's environment says that they read, as gettext takes it; else `own`, what the system says. */
export function systemLanguages(env: NodeJS.ProcessEnv, own: readonly string[]): readonly string[] {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  if (!locale) return own;
  // A list of one's own, which counts unless the locale is none.
  const list = /^(?:C|POSIX)\b/.test(locale) ? [] : (env['LANGUAGE'] ?? '').split(':');
  return [...list.filter((one) => one !== ''), locale];
}
