// Links of the form parley://host[:port]/call/bob and /chat/bob: which server, and what the person wants there.
import { isAccountName } from '@parley/client';
import type { Intent } from '@parley/desktop-port';

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
 * of that host and port, else by https; by http on this machine itself. The error is a sentence.
 */
export function parseLink(text: string, known: readonly string[] = []): Result<Link> {
  const link = text.trim();
  const wrong = (what: string): Result<Link> => ({
    ok: false,
    error: `The link ${shortened(link)} ${what}.`,
  });
  const rest = /^parley:\/\/(?<rest>.+)$/i.exec(link)?.groups?.['rest'];
  if (rest === undefined || !URL.canParse(`https://${rest}`))
    return wrong('is not of the form parley://server/call/account');
  const { host, hostname, pathname, searchParams, username, password } = new URL(`https://${rest}`);
  if (username !== '' || password !== '') return wrong('has a name or a password before the server');
  const server =
    known.find((origin) => hostOf(origin) === hostOf(`https://${host}`)) ?? originOf(host, hostname);
  const words = pathname.split('/').filter((word) => word !== '');
  if (words.length === 0) return { ok: true, value: { server, intent: undefined } };
  const [verb, name = '', ...more] = words;
  if ((verb !== 'call' && verb !== 'chat') || more.length > 0)
    return wrong('says neither /call/account nor /chat/account');
  const account = decoded(name);
  if (account === undefined || !isAccountName(account)) return wrong('names no account');
  if (verb === 'chat') return { ok: true, value: { server, intent: { do: 'open', with: account } } };
  const media = searchParams.get('media') ?? 'video';
  if (media !== 'voice' && media !== 'video') return wrong('asks for media that is neither voice nor video');
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
