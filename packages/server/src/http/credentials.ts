// Where a request carries its token: a bearer header of a program, a subprotocol or the cookie of a page. Never the URL.
import { BEARER_PROTOCOL, err, ok, type Result } from '@parley/protocol';

export type Credentials =
  { kind: 'bearer'; token: string } | { kind: 'cookie'; token: string } | { kind: 'none' };

/** `page-bearer`: beside the subprotocol, where a page of another site puts it that can set no header on a socket. */
export type SocketCredentials = Credentials | { kind: 'page-bearer'; token: string };

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

/** Of an upgrade. What comes with two bearers says nothing about who it is, and is refused. */
export function readSocketCredentials(
  headers: CredentialHeaders & { 'sec-websocket-protocol'?: string | undefined },
  secure: boolean,
): Result<SocketCredentials, 'bad-message'> {
  const [token, second] = offeredProtocols(headers['sec-websocket-protocol'])
    .filter((one) => one.startsWith(BEARER_PROTOCOL))
    .map((one) => one.slice(BEARER_PROTOCOL.length));
  const credentials = readCredentials(headers, secure);
  if (token === undefined) return ok(credentials);
  if (second !== undefined || credentials.kind === 'bearer') return err('bad-message');
  return ok({ kind: 'page-bearer', token });
}

/** RFC 6455 §11.3.4: a list, in one header or several, which Node joins with commas. */
export function offeredProtocols(header: string | undefined): string[] {
  return (header ?? '').split(',').map((one) => one.trim());
}

/** The `Set-Cookie` that hands a token to a page. A browser takes the `__Host-` prefix over https only. */
export function tokenCookie(token: string, maxAgeMs: number, secure: boolean): string {
  return cookie({ name: 'parley', value: token, maxAgeMs, sameSite: 'Strict', secure });
}

export function clearedCookie(secure: boolean): string {
  return tokenCookie('', 0, secure);
}

export interface NewCookie {
  /** Without the prefix. */
  name: string;
  value: string;
  maxAgeMs: number;
  sameSite: 'Strict' | 'Lax';
  secure: boolean;
}

/** A `Set-Cookie` for this host alone that no script reads (RFC 6265bis §4.1). */
export function cookie({ name, value, maxAgeMs, sameSite, secure }: NewCookie): string {
  const age = `Max-Age=${Math.floor(maxAgeMs / 1_000)}`;
  const tail = `Path=/; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;
  return `${prefixed(name, secure)}=${value}; ${age}; ${tail}`;
}

/** What a request carries in a cookie that `cookie` made. */
export function readCookie(header: string | undefined, name: string, secure: boolean): string | undefined {
  return cookieValue(header ?? '', prefixed(name, secure));
}

function cookieName(secure: boolean): string {
  return prefixed('parley', secure);
}

function prefixed(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** RFC 6265 §5.4 sends pairs separated by `; `. The first of several with the same name counts. */
function cookieValue(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const separator = pair.indexOf('=');
    if (separator > 0 && pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim();
  }
  return undefined;
}
