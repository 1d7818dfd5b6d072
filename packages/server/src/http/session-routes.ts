// POST, GET and DELETE /api/session: signing in, asking who one is, signing out (protocol H1–H4).
import type { HttpBindings } from '@hono/node-server';
import {
  err,
  LIMITS,
  ok,
  signInRequest,
  type ErrorCode,
  type Result,
  type SignInRequest,
  type SignInResponse,
} from '@parley/protocol';
import { Hono, type Context } from 'hono';
import { SIGN_IN_MS, type Accounts, type SignedIn } from '../accounts/accounts.ts';
import type { Refusal } from '../accounts/refusal.ts';
import type { Settings } from '../config/settings.ts';
import type { Downloads } from '../downloads/downloads.ts';
import type { Log } from '../log.ts';
import type { Provider } from '../oidc/provider.ts';
import { readBody } from './body.ts';
import type { Callers, HttpCaller } from './callers.ts';
import { crossOrigin } from './cross-origin.ts';
import { clearedCookie, readCredentials, tokenCookie, type Credentials } from './credentials.ts';
import type { OriginGuard } from './origin-guard.ts';
import { statusOf } from './status.ts';

export const BODY_BYTES = 16 * 1024;

export interface SessionRouteParts {
  accounts: Accounts;
  callers: Callers;
  originGuard: OriginGuard;
  newcomers: Pick<Settings, 'registration' | 'maxAccountLength'>;
  provider: Provider | undefined;
  downloads: Downloads;
  log: Log;
}

type Env = { Bindings: HttpBindings; Variables: { caller: HttpCaller } };
type Exchange = Context<Env>;

export function sessionRoutes(parts: SessionRouteParts): Hono<Env> {
  const { accounts, callers, originGuard, log } = parts;
  const newcomers = newcomersIn(parts);
  const app = new Hono<Env>();
  app.use(crossOrigin({ callers, originGuard, methods: 'GET, POST, DELETE' }));
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const caller = callers.of(c.env.incoming);
    c.set('caller', caller);
    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (changes && originGuard.refuses(c.env.incoming.headers, caller.secure))
      return fail(c, { code: 'foreign-origin' }, 403);
    return next();
  });
  app.post('/', async (c) => {
    const read = await readSignIn(c);
    if (!read.ok) return fail(c, { code: read.error });
    const result = await accounts.signIn(read.value, c.var.caller);
    if (result.ok) return welcome(c, result.value, read.value.bearer === true);
    const { code, why } = result.error;
    log.info({ address: c.var.caller.address, code, ...(why !== undefined && { why }) }, 'sign-in refused');
    return fail(c, result.error);
  });
  app.get('/', async (c) => {
    const credentials = credentialsOf(c);
    const found = credentials.kind === 'none' ? undefined : accounts.recognise(credentials.token);
    if (found?.renewed && credentials.kind === 'cookie') setToken(c, credentials.token, SIGN_IN_MS);
    if (found) return c.json<SignInResponse>({ user: found.user });
    const downloads = await parts.downloads.offersClient();
    return c.json<SignInResponse>({ ...newcomers, ...(downloads && { downloads }) });
  });
  app.delete('/', (c) => {
    const credentials = credentialsOf(c);
    if (credentials.kind !== 'none') accounts.signOut(credentials.token);
    c.header('Set-Cookie', clearedCookie(c.var.caller.secure));
    return c.body(null, 204);
  });
  app.all('/', (c) => c.body(null, 405, { Allow: 'GET, POST, DELETE' }));
  return app;
}

/** What somebody who is not signed in may do. */
function newcomersIn({ newcomers, provider }: SessionRouteParts): SignInResponse {
  const { registration, maxAccountLength: accountLength } = newcomers;
  return {
    registration,
    ...(accountLength < LIMITS.accountLength && { accountLength }),
    ...(provider && { oidc: { name: provider.name } }),
  };
}

/** A page gets its token in a cookie that no script reads; a program gets it in the answer. */
function welcome(c: Exchange, { user, created, token, lasts }: SignedIn, bearer: boolean): Response {
  if (bearer) return c.json<SignInResponse>({ user, created, token });
  setToken(c, token, lasts);
  return c.json<SignInResponse>({ user, created });
}

function setToken(c: Exchange, token: string, lasts: number): void {
  c.header('Set-Cookie', tokenCookie(token, lasts, c.var.caller.secure));
}

/** JSON only: a form of a foreign page can't send that without asking first (Fetch standard, CORS preflight). */
async function readSignIn(c: Exchange): Promise<Result<SignInRequest, 'bad-message' | 'too-large'>> {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return err('bad-message');
  const body = await readBody(c.req.raw, BODY_BYTES);
  if (!body.ok) return body;
  const checked = await signInRequest['~standard'].validate(parse(body.value));
  return checked.issues ? err('bad-message') : ok(checked.value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is an answer here: the schema refuses it.
  }
}

function fail(c: Context, { code, retryAfterMs }: Refusal, status = statusOf(code)): Response {
  if (retryAfterMs === undefined) return c.json<{ error: ErrorCode }>({ error: code }, status);
  const retryAfter = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  c.header('Retry-After', String(retryAfter));
  return c.json({ error: code, retryAfter }, status);
}

function credentialsOf(c: Exchange): Credentials {
  const headers = { authorization: c.req.header('authorization'), cookie: c.req.header('cookie') };
  return readCredentials(headers, c.var.caller.secure);
}
