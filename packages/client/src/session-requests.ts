// The requests that sign in and out (protocol H1–H4), by whatever sends requests where this runs.
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
import { ParleyError, type Explain } from './error.ts';

/** Who signs in, and by what. */
export type Credentials =
  | { account: string; password: string; token?: never }
  /** What a site that embeds Parley has signed for them (protocol H7). */
  | { token: string; account?: never; password?: never };

/** Who signs in, and where. */
export type SignInOptions = Credentials & {
  /** Origin of the server, such as `https://parley.example`. Default: the page's own. */
  server?: string;
  /** Ask for a bearer token instead of a cookie. For programs, and for pages of other origins. */
  bearer?: boolean;
  /** Gives up: rejects with `cancelled`. */
  signal?: AbortSignal | undefined;
};

/** What the server answers to a sign-in. */
export interface SignedIn {
  user: UserId;
  /** True when this was the first use of a free name. */
  created: boolean;
  /** With `bearer` only. */
  token: string | undefined;
}

/** Of whom: the token's owner, or without one the page's cookie's. */
export interface At {
  /** Default: the page's own origin. */
  server?: string;
  token?: string | undefined;
}

/** The part of `fetch` (WHATWG Fetch) that signing in needs. */
export type Fetch = (
  url: string,
  init: {
    method: string;
    headers?: Record<string, string>;
    body?: string;
    signal?: AbortSignal | null;
    credentials?: 'omit' | 'same-origin';
  },
) => Promise<Pick<Response, 'ok' | 'status' | 'json'>>;

export async function signInBy(send: Fetch, options: SignInOptions): Promise<SignedIn> {
  const { account, password, token, server = '', bearer, signal = null } = options;
  const by = token === undefined ? { account, password } : { token };
  const answer = await request(send, server, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...by, ...(bearer ? { bearer } : {}) }),
    signal,
    ...(bearer ? { credentials: 'omit' } : {}),
  });
  return { user: v.parse(userId, answer.user), created: answer.created ?? false, token: answer.token };
}

/** Whom this page's cookie, or the token, signs in, or what a newcomer may do. */
export type Standing = { user: UserId } | ({ user: undefined } & Newcomers);

/** What a server lets somebody do who is not signed in. */
export interface Newcomers {
  registration: 'open' | 'closed';
  /** Characters that the name of a new account may have. */
  accountLength: number;
  /** Where people can sign in by an OpenID provider, what that one is called: `/api/oidc/start` leads there. */
  provider: string | undefined;
  /** Whether it offers the PC client: `/api/downloads` lists the files. */
  downloads: boolean;
}

export async function askStandingBy(send: Fetch, { server = '', token }: At): Promise<Standing> {
  const answer = await request(send, server, { method: 'GET', ...carrying(token) });
  if (answer.user === undefined) {
    const { registration = 'open', accountLength = LIMITS.accountLength, oidc, downloads = false } = answer;
    return { user: undefined, registration, accountLength, provider: oidc?.name, downloads };
  }
  return { user: v.parse(userId, answer.user) };
}

export async function signOutBy(send: Fetch, { server = '', token }: At): Promise<void> {
  await request(send, server, { method: 'DELETE', ...carrying(token) });
}

function carrying(token: string | undefined): Pick<Parameters<Fetch>[1], 'headers' | 'credentials'> {
  return token === undefined ? {} : { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' };
}

async function request(send: Fetch, server: string, init: Parameters<Fetch>[1]): Promise<SignInResponse> {
  const response = await send(`${server}/api/session`, init).catch((cause: unknown) => {
    if (cause instanceof ParleyError) throw cause;
    if (init.signal?.aborted) throw new ParleyError('cancelled', { message: 'Cancelled.', cause });
    throw new ParleyError('offline', { message: 'The server cannot be reached.', cause });
  });
  const body: unknown = response.status === 204 ? {} : await response.json().catch(() => undefined);
  if (response.ok) {
    const answer = v.safeParse(signInResponse, body);
    if (answer.success) return answer.output;
  }
  throw await refusal(body);
}

/** What is no word of Parley's is `internal`. */
async function refusal(body: unknown): Promise<ParleyError> {
  // Where the sentences can't be loaded, the code alone says what it is.
  const make: Explain = await import('./explain.ts').then(
    ({ explain }) => explain,
    () => (code, options) => new ParleyError(code, options),
  );
  const parsed = v.safeParse(errorResponse, body);
  if (!parsed.success || !isErrorCode(parsed.output.error)) return make('internal');
  const { error, retryAfter } = parsed.output;
  return make(error, { retryAfter });
}
