// The routes of the REST API under /api/v1: who may ask, how often, and for what (protocol R1–R6).
import type { HttpBindings } from '@hono/node-server';
import { err, ok, type ErrorCode, type Result, type UserId } from '@parley/protocol';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { RESERVED_HASH } from '../accounts/argon2.ts';
import type { Clock } from '../clock.ts';
import { readBody } from '../http/body.ts';
import type { Callers } from '../http/callers.ts';
import { readCredentials } from '../http/credentials.ts';
import { addressKey } from '../limits/address.ts';
import { createLimiter, type Limiter } from '../limits/limiter.ts';
import type { Log } from '../log.ts';
import type { Realtime } from '../realtime-api.ts';
import type { Store } from '../store/store.ts';
import { describeApi } from './description.ts';
import { accountOf, type ApiKey } from './keys.ts';
import { OPERATIONS, type Operation, type Reply } from './operations.ts';
import { statusOf } from './status.ts';

/** A custom message's payload is the largest part of any. */
const BODY_BYTES = 64 * 1024;
/** Requests with one key: 60 at once, then 20 a second. */
const REQUESTS = { burst: 60, refillMs: 50, slowestMs: 50 };
/** Wrong keys from one address: 20 at once, then one in 3 s. Whoever has a right one is not kept out by them. */
const WRONG_KEYS = { burst: 20, refillMs: 3_000, slowestMs: 3_000 };
const ADDRESSES = 20_000;

export interface RestParts {
  keys: readonly ApiKey[];
  store: Pick<Store, 'findAccount'>;
  realtime: Realtime;
  callers: Callers;
  clock: Clock;
  log: Log;
}

interface Refusal {
  readonly code: ErrorCode;
  readonly retryAfterMs?: number;
}

type Env = { Bindings: HttpBindings; Variables: { account: UserId } };
type Exchange = Context<Env>;

export function restRoutes(parts: RestParts): Hono<Env> {
  const guard = createGuard(parts);
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const account = guard(c);
    if (!account.ok) return refuse(c, account.error);
    c.set('account', account.value);
    return next();
  });
  let described: object | undefined;
  const description = (): object => (described ??= describeApi());
  for (const operation of OPERATIONS) {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(operation.method.toUpperCase(), path, (c) =>
      serve(c, operation, { realtime: parts.realtime, description }),
    );
  }
  for (const [path, allowed] of allowedMethods()) {
    app.all(path, (c) => c.json({ error: 'unknown-message' }, 405, { Allow: allowed.join(', ') }));
  }
  app.all('*', (c) => refuse(c, { code: 'unknown-message' }));
  return app;
}

/** Whose request it is. A page's is refused before its key is looked at: none belongs into a browser. */
function createGuard({ keys, store, callers, clock, log }: RestParts) {
  const requests = createLimiter({ rate: REQUESTS, capacity: keys.length });
  const failures = createLimiter({ rate: WRONG_KEYS, capacity: ADDRESSES });

  return (c: Exchange): Result<UserId, Refusal> => {
    const now = clock.now();
    const { address, secure } = callers.of(c.env.incoming);
    if (c.req.header('origin') !== undefined) return err({ code: 'foreign-origin' });
    const credentials = readCredentials({ authorization: c.req.header('authorization') }, secure);
    if (credentials.kind === 'none') return err({ code: 'not-signed-in' });
    const account = accountOf(keys, credentials.token);
    if (account === undefined) {
      const retryAfterMs = spend(failures, addressKey(address), now);
      if (retryAfterMs > 0) return err({ code: 'too-many-attempts', retryAfterMs });
      log.warn({ address }, 'a wrong key for the API was refused');
      return err({ code: 'token-invalid' });
    }
    // Meanwhile it may have been banned, or removed and registered by a person.
    const found = store.findAccount(account);
    if (found?.passwordHash !== RESERVED_HASH || found.banned) return err({ code: 'account-banned' });
    const retryAfterMs = spend(requests, account, now);
    return retryAfterMs > 0 ? err({ code: 'rate-limited', retryAfterMs }) : ok(account);
  };
}

/** Takes a token. Answers for how long there is none, in ms. */
function spend(limiter: Limiter, key: string, now: number): number {
  const admission = limiter.hold(key, now);
  if (admission.kind === 'refused') return admission.retryAfterMs;
  if (admission.kind === 'go') limiter.spend(key, now);
  return 0;
}

type Means = Pick<Parameters<Operation['run']>[0], 'realtime' | 'description'>;

async function serve(c: Exchange, operation: Operation, means: Means): Promise<Response> {
  const { body, query, inPath } = operation;
  const [inQuery, path] = [read(query, c.req.query()), read(inPath, c.req.param())];
  if (!inQuery.ok || !path.ok) return refuse(c, { code: 'bad-message' });
  if (body && !isJson(c)) return c.json({ error: 'bad-message' }, 415);
  const json = body ? await readJson(c) : ok(undefined);
  const sent = json.ok ? read(body, json.value) : json;
  if (!sent.ok) return refuse(c, { code: sent.error });
  const asked = {
    ...means,
    account: c.var.account,
    body: sent.value,
    query: inQuery.value,
    path: path.value,
  };
  const outcome = await operation.run(asked as Parameters<Operation['run']>[0]);
  return outcome.ok ? answer(c, outcome.value) : refuse(c, { code: outcome.error });
}

function isJson(c: Exchange): boolean {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  return type.trim().toLowerCase() === 'application/json';
}

async function readJson(c: Exchange): Promise<Result<unknown, 'bad-message' | 'too-large'>> {
  const body = await readBody(c.req.raw, BODY_BYTES);
  if (!body.ok) return body;
  try {
    return ok(JSON.parse(body.value));
  } catch {
    return err('bad-message');
  }
}

function read(schema: v.GenericSchema | undefined, given: unknown): Result<unknown, 'bad-message'> {
  if (!schema) return ok(undefined);
  const checked = v.safeParse(schema, given, { abortEarly: true });
  return checked.success ? ok(checked.output) : err('bad-message');
}

function answer(c: Exchange, reply: Reply): Response {
  if (reply.status === 204) return c.body(null, 204);
  if (reply.location !== undefined) c.header('Location', reply.location);
  return c.json(reply.body, reply.status);
}

function refuse(c: Exchange, { code, retryAfterMs }: Refusal): Response {
  const status = statusOf(code);
  // RFC 6750 §3: what was sent is named only where something was.
  if (status === 401)
    c.header(
      'WWW-Authenticate',
      `Bearer realm="parley"${code === 'token-invalid' ? ', error="invalid_token"' : ''}`,
    );
  if (retryAfterMs === undefined) return c.json({ error: code }, status);
  const retryAfter = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  c.header('Retry-After', String(retryAfter));
  return c.json({ error: code, retryAfter }, status);
}

function allowedMethods(): Map<string, string[]> {
  const allowed = new Map<string, string[]>();
  for (const { path, method } of OPERATIONS) {
    const route = path.replaceAll(/\{(\w+)\}/g, ':$1');
    allowed.set(route, [...(allowed.get(route) ?? []), method.toUpperCase()]);
  }
  return allowed;
}
