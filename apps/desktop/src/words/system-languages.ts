// What the environment of a Unix system says that its person reads.

/** Best first (BCP 47), taken as gettext takes it; where it says nothing, `own`: what the system says otherwise. */
export function systemLanguages(env: NodeJS.ProcessEnv, own: readonly string[]): readonly string[] {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  if (!locale) return own;
  // A list of one's own, which counts unless the locale is none.
  const list = isNone(nameOf(locale)) ? [] : (env['LANGUAGE'] ?? '').split(':');
  return [...list.filter((one) => one !== ''), locale].map(tagOf);
}

/** `locale`: of POSIX, such as `de_AT.UTF-8@euro`. */
function tagOf(locale: string): string {
  const name = nameOf(locale);
  return isNone(name) ? 'en' : name.replaceAll('_', '-');
}

function nameOf(locale: string): string {
  return locale.split(/[.@]/)[0] ?? '';
}

/** POSIX has these for no language in particular, which is that of programs. */
function isNone(name: string): boolean {
  return name === 'C' || name === 'POSIX';
}
