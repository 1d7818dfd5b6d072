// The header `Cookie` that a browser would send.
import type { Cookie } from './protocol.ts';

/** To the root of this origin; nothing where there is none. */
export function cookieHeader(origin: string, cookies: readonly Cookie[]): string | undefined {
  const { hostname, protocol } = new URL(origin);
  const isSecure = protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1';
  const sent = cookies.filter(
    ({ domain, path, secure }) =>
      path === '/' &&
      (isSecure || !secure) &&
      (domain.startsWith('.')
        ? `.${hostname}`.endsWith(domain)
        : domain === hostname || domain === hostname.replace(/^\[|\]$/g, '')),
  );
  return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
}
