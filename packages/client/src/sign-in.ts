// Signing in and out over HTTP, apart from a connection. In a page the cookie does the rest; a program keeps the token.
import { askStandingBy, signInBy, signOutBy } from './session-requests.ts';
import type { At, SignedIn, SignInOptions, Standing } from './session-requests.ts';

/**
 * Rejects with ParleyError: a code of protocol H4, `offline` where the server can't be reached, or `cancelled` by
 * `signal`. `connect` does this and the rest.
 */
export function signIn(options: SignInOptions): Promise<SignedIn> {
  return signInBy(fetch, options);
}

/** Where this page, or the owner of a bearer token, stands with the server. Rejects like `signIn`. */
export function askStanding(at: At = {}): Promise<Standing> {
  return askStandingBy(fetch, at);
}

/** Ends the sign-in that the cookie, or `token`, stands for. Rejects like `signIn`. */
export function signOut(at: At = {}): Promise<void> {
  return signOutBy(fetch, at);
}
