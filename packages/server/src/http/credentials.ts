// Where a request carries its token: a bearer header of a program, or the cookie of a page. Never the URL.

export type Credentials =
  { kind: 'bearer'; token: string } | { kind: 'cookie'; token: string } | { kind: 'none' };

export interface CredentialHeaders {
  authorization?: string | undefined;
  cookie?: string | undefined;
}

/** Another scheme in `Authorization` is some proxy's business and not looked at. */
export function readCredentials(headers: CredentialHeaders, secure: boolean): Credentials {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '');
  if (bearer?.[1]) return { kind: 'bearer', token: bearer[1] };
  const token = cookieValue(headers.cookie ?? '', cookieName(secure));
  return token ? { kind: 'cookie', token } : { kind: 'none' };
}

/** The `Set-Cookie` that hands a token to a page. A browser takes the `__Host-` prefix over https only. */
export function tokenCookie(token: string, maxAgeMs: number, secure: boolean): string {
  const age = `Max-Age=${Math.floor(maxAgeMs / 1_000)}`;
  return `${cookieName(secure)}=${token}; ${age}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

export function clearedCookie(secure: boolean): string {
  return tokenCookie('', 0, secure);
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-parley' : 'parley';
}

/** RFC 6265 §5.4 sends pairs separated by `; `. The first of several with the same name counts. */
function cookieValue(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const separator = pair.indexOf('=');
    if (separator > 0 && pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim();
  }
  return undefined;
}
