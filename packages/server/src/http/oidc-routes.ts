// GET /api/oidc/start and /callback: to the OpenID provider and back (protocol H10). Both end in a redirect.
import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { err, ok, type ErrorCode, type Result } from '@parley/protocol';
import { Hono, type Context } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import type { Log } from '../log.ts';
import type { Flow, Provider } from '../oidc/provider.ts';
import type { Callers } from './callers.ts';
import { cookie, readCookie, tokenCookie } from './credentials.ts';
import type { OriginGuard } from './origin-guard.ts';

export interface OidcRouteParts {
  accounts: Accounts;
  callers: Callers;
  originGuard: OriginGuard;
  /** Absent where nobody is sent anywhere. */
  provider: Provider | undefined;
  log: Log;
}

type Env = { Bindings: HttpBindings };
type Exchange = Context<Env>;

const COOKIE = 'parley-oidc';
/** How long a person may take at the provider. */
const FLOW_MS = 10 * 60 * 1_000;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export function oidcRoutes({ provider, ...parts }: OidcRouteParts): Hono<Env> {
  const app = new Hono<Env>();
  if (!provider) return app;
  app.get('/start', async (c) => {
    const { secure } = parts.callers.of(c.env.incoming);
    const redirect = redirectOf(c, parts);
    if (!redirect.ok) return fail(c, parts, { code: redirect.error });
    const secret = randomBytes(32).toString('base64url');
    const begun = await provider.begin({ secret, redirect: redirect.value });
    if (!begun.ok) return fail(c, parts, begun.error);
    setFlow(c, { secret, maxAgeMs: FLOW_MS, secure });
    return goTo(c, begun.value);
  });
  app.get('/callback', async (c) => {
    const caller = parts.callers.of(c.env.incoming);
    // What a browser comes back with is good once: whoever loads this again starts again.
    setFlow(c, { secret: '', maxAgeMs: 0, secure: caller.secure });
    const flow = flowOf(c, parts);
    if (!flow.ok) return fail(c, parts, { code: 'provider-refused', why: flow.error });
    const returned = new URL(c.req.url).searchParams;
    const result = await parts.accounts.signIn({ flow: flow.value, returned }, caller);
    if (!result.ok) return fail(c, parts, result.error);
    const { token, lasts } = result.value;
    c.header('Set-Cookie', tokenCookie(token, lasts, caller.secure), { append: true });
    return goTo(c, '/');
  });
  return app;
}

type Parts = Omit<OidcRouteParts, 'provider'>;

/** Of this server by the name that the browser asked for, where that is one of its own. */
function redirectOf(c: Exchange, { callers, originGuard }: Parts): Result<string, 'foreign-origin'> {
  const { incoming } = c.env;
  const { secure } = callers.of(incoming);
  const origin = `${secure ? 'https' : 'http'}://${incoming.headers.host?.toLowerCase()}`;
  const isForeign =
    !URL.canParse(origin) ||
    originGuard.refuses({ ...incoming.headers, origin: new URL(origin).origin }, secure);
  return isForeign ? err('foreign-origin') : ok(`${new URL(origin).origin}/api/oidc/callback`);
}

function flowOf(c: Exchange, parts: Parts): Result<Flow, string> {
  const redirect = redirectOf(c, parts);
  if (!redirect.ok) return err('it came back to a name that is none of this server');
  const secret = readCookie(c.req.header('cookie'), COOKIE, parts.callers.of(c.env.incoming).secure);
  // Without it this browser has not been sent there: somebody wants it to sign in as somebody else (RFC 6749 §10.12).
  if (secret === undefined || !SECRET.test(secret)) return err('this browser has no sign-in under way');
  return ok({ secret, redirect: redirect.value });
}

/** `Lax`, since the provider's page is what leads back here. */
function setFlow(c: Exchange, flow: { secret: string; maxAgeMs: number; secure: boolean }): void {
  const { secret: value, maxAgeMs, secure } = flow;
  c.header('Set-Cookie', cookie({ name: COOKIE, value, maxAgeMs, sameSite: 'Lax', secure }));
}

/** Back to the sign-in page, which knows the sentence for the code. */
function fail(
  c: Exchange,
  { callers, log }: Parts,
  { code, why }: { code: ErrorCode; why?: string },
): Response {
  const { address } = callers.of(c.env.incoming);
  const isOperators = code === 'provider-unreachable';
  log[isOperators ? 'warn' : 'info']({ address, code, ...(why !== undefined && { why }) }, 'sign-in refused');
  return goTo(c, `/#sign-in=${code}`);
}

function goTo(c: Exchange, location: string): Response {
  c.header('Cache-Control', 'no-store');
  return c.redirect(location, 303);
}
