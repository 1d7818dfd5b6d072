// Signing in and out over HTTP (protocol H1–H4). In a page the cookie does the rest; a program keeps the token.
import * as v from 'valibot';
import {
  errorResponse,
  isErrorCode,
  LIMITS,
  signInResponse,
  userId,
  type SignInResponse,
  type UserId,
} from '@parley/protocol';
import { ParleyError } from './error.ts';

/** A person's own account, or what a site that embeds Parley has signed for them (protocol H7). */
export type SignInOptions = ({ account: string; password: string } | { token: string }) & {
  /** Origin of the server, such as `https://parley.example`. Default: the page's own. */
  server?: string;
  /** Ask for a bearer token instead of a cookie. For programs. */
  bearer?: boolean;
};

export interface SignedIn {
  user: UserId;
  /** True when this was the first use of a free name. */
  created: boolean;
  /** Parley's own, for `Authorization: Bearer` and for sockets. With `bearer` only. */
  token: string | undefined;
}

/** Rejects with ParleyError: a code of protocol H4, or `offline` where the server can't be reached. */
export async function signIn({ server = '', bearer, ...who }: SignInOptions): Promise<SignedIn> {
  const credentials =
    'token' in who ? { token: who.token } : { account: who.account, password: who.password };
  const body = JSON.stringify({ ...credentials, ...(bearer ? { bearer } : {}) });
  const answer = await request(server, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { user: v.parse(userId, answer.user), created: answer.created ?? false, token: answer.token };
}

/** Whom this page's cookie signs in, or what a newcomer may do. */
export type Standing = { user: UserId } | ({ user: undefined } & Newcomers);

/** What a server lets somebody do who is not signed in. */
export interface Newcomers {
  registration: 'open' | 'closed';
  /** Characters that the name of a new account may have. */
  accountLength: number;
  /** Where people can sign in by an OpenID provider, what that one is called: `/api/oidc/start` leads there. */
  provider: string | undefined;
}

/** Where this page stands with the server. Rejects like `signIn`. */
export async function askStanding(options: { server?: string } = {}): Promise<Standing> {
  const answer = await request(options.server ?? '', { method: 'GET' });
  if (answer.user === undefined) {
    const { registration = 'open', accountLength = LIMITS.accountLength, oidc } = answer;
    return { user: undefined, registration, accountLength, provider: oidc?.name };
  }
  return { user: v.parse(userId, answer.user) };
}

/** Ends the sign-in that the cookie, or `token`, stands for. Rejects like `signIn`. */
export async function signOut(options: { server?: string; token?: string } = {}): Promise<void> {
  const headers: Record<string, string> = options.token ? { authorization: `Bearer ${options.token}` } : {};
  await request(options.server ?? '', { method: 'DELETE', headers });
}

async function request(server: string, init: RequestInit): Promise<SignInResponse> {
  const response = await fetch(`${server}/api/session`, init).catch((cause: unknown) => {
    throw new ParleyError('offline', { message: 'The server cannot be reached.', cause });
  });
  const body: unknown = response.status === 204 ? {} : await response.json().catch(() => undefined);
  if (response.ok) {
    const answer = v.safeParse(signInResponse, body);
    if (answer.success) return answer.output;
    throw new ParleyError('internal', { message: 'The answer is not from a Parley server.' });
  }
  throw refusal(body);
}

function refusal(body: unknown): ParleyError {
  const parsed = v.safeParse(errorResponse, body);
  if (!parsed.success || !isErrorCode(parsed.output.error)) return new ParleyError('internal');
  const { error, retryAfter } = parsed.output;
  return new ParleyError(error, retryAfter === undefined ? {} : { retryAfter });
}
