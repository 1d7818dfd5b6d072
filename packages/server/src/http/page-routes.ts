// Serves the web app and the SDK, and a plain page for everything that is not there.
import type { Context } from 'hono';
import { ALL_LANGUAGES, LANGUAGES, type Language } from '@parley/languages';
import { acceptedLanguage } from './accept-language.ts';
import { chooseVariant, type Pages } from './pages.ts';
import { WORDS } from './words/words.ts';

const NOT_FOUND = Object.fromEntries(
  ALL_LANGUAGES.map((language) => [language, notFoundIn(language)]),
) as Readonly<Record<Language, string>>;

function notFoundIn(language: Language): string {
  const { title, heading, back } = WORDS[language].nothing;
  const { tag, direction } = LANGUAGES[language];
  return `<!doctype html><html lang="${tag}" dir="${direction}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<h1>${heading}</h1><p><a href="/">${back}</a></p></html>
`;
}

/** Answers a GET or HEAD of a page; `pages` is absent where the server has none. */
export function servePage(pages: Pages | undefined, c: Context): Response | Promise<Response> {
  const page = pages?.find(c.req.path);
  if (!page) return notFound(c);
  const [encoding, { body, etag }] = chooseVariant(page, c.req.header('accept-encoding') ?? '');
  const headers: Record<string, string> = {
    'Cache-Control': page.cacheControl,
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (hasMatch(c.req.header('if-none-match') ?? '', etag)) return c.body(null, 304, headers);
  headers['Content-Type'] = page.type;
  headers['Content-Length'] = String(body.byteLength);
  if (encoding !== 'identity') headers['Content-Encoding'] = encoding;
  return c.body(body, 200, headers);
}

/** The SDK, which pages of every origin may run: it is public, and acts by what its page knows. */
export function serveSdk(sdk: Pages | undefined, c: Context): Response | Promise<Response> {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  return servePage(sdk, c);
}

export function notFound(c: Context): Response {
  return c.body(NOT_FOUND[acceptedLanguage(c.req.header('accept-language'))], 404, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
  });
}

/** RFC 9110 §13.1.2: weak comparison, since a proxy may have weakened the tag. */
export function hasMatch(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}
