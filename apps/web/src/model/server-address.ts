// What a person typed as the server's address, understood.

export type ServerAddress = { kind: 'here' } | { kind: 'elsewhere'; url: URL } | { kind: 'malformed' };

/**
 * `typed` may lack its scheme: then the page's own is taken. A path, a user name or a query is no part of an address.
 * @param origin the page's own, such as `https://parley.example`
 */
export function readServerAddress(typed: string, origin: string): ServerAddress {
  const trimmed = typed.trim();
  if (trimmed === '') return { kind: 'here' };
  const here = new URL(origin);
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${here.protocol}//${trimmed}`;
  if (/\s/.test(withScheme) || !URL.canParse(withScheme)) return { kind: 'malformed' };
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'malformed' };
  if (url.username || url.password || url.pathname !== '/' || url.search || url.hash)
    return { kind: 'malformed' };
  if (url.origin === here.origin) return { kind: 'here' };
  return { kind: 'elsewhere', url };
}

/** Where to go on signing in to another server: the account goes along, the password never does. */
export function signInAddress(server: URL, account: string): string {
  const url = new URL('/', server);
  if (account.trim() !== '') url.searchParams.set('account', account.trim());
  return url.href;
}
