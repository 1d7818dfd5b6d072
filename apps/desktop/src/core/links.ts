// Links of the form parley://host[:port]/call/bob and /chat/bob: which server, and what the person wants there.
import { isAccountName } from '@parley/client';
import type { Intent } from '@parley/desktop-port';
import type { Words } from '../words/en.ts';

export interface Link {
  /** Origin of the server. */
  readonly server: string;
  /** Nothing where the link is but to the server. */
  readonly intent: Extract<Intent, { do: 'open' }> | undefined;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

export const LINK_SCHEME = 'parley:';

/**
 * `known`: origins of the servers that the person uses. A link does not say how to speak to its server: as to the known one
 * of that host and port, else by https; by http on this machine itself. The error is a sentence of `words`.
 */
export function parseLink(
  text: string,
  { link: words }: Pick<Words, 'link'>,
  known: readonly string[] = [],
): Result<Link> {
  const link = text.trim();
  const wrong = (what: keyof Words['link']): Result<Link> => ({
    ok: false,
    error: words[what](shortened(link)),
  });
  const rest = /^parley:\/\/(?<rest>.+)$/i.exec(link)?.groups?.['rest'];
  if (rest === undefined || !URL.canParse(`https://${rest}`)) return wrong('malformed');
  const { host, hostname, pathname, searchParams, username, password } = new URL(`https://${rest}`);
  if (username !== '' || password !== '') return wrong('credentials');
  const server =
    known.find((origin) => hostOf(origin) === hostOf(`https://${host}`)) ?? originOf(host, hostname);
  const path = pathname.split('/').filter((part) => part !== '');
  if (path.length === 0) return { ok: true, value: { server, intent: undefined } };
  const [verb, name = '', ...more] = path;
  if ((verb !== 'call' && verb !== 'chat') || more.length > 0) return wrong('verb');
  const account = decoded(name);
  if (account === undefined || !isAccountName(account)) return wrong('nobody');
  if (verb === 'chat') return { ok: true, value: { server, intent: { do: 'open', with: account } } };
  const media = searchParams.get('media') ?? 'video';
  if (media !== 'voice' && media !== 'video') return wrong('media');
  return { ok: true, value: { server, intent: { do: 'open', with: account, media } } };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname);
}

function originOf(host: string, hostname: string): string {
  return new URL(`${isLoopback(hostname) ? 'http' : 'https'}://${host}`).origin;
}

/** With its port, whichever is the scheme's own. */
function hostOf(origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  return `${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`;
}

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name).normalize('NFKC');
  } catch {
    return undefined; // A % without its digits is in no account's name.
  }
}

export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
