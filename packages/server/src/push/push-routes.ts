// /api/push: whether and how this browser is told while no page is open. /api/calls/ID/decline: what its notification answers.
import type { HttpBindings } from '@hono/node-server';
import { callId, err, ok, type ErrorCode, type Result } from '@parley/protocol';
import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import { readBody } from '../http/body.ts';
import type { Callers } from '../http/callers.ts';
import { readCredentials } from '../http/credentials.ts';
import type { OriginGuard } from '../http/origin-guard.ts';
import { createWindowedCount } from '../limits/windowed-count.ts';
import type { Identity, Realtime } from '../realtime-api.ts';
import type { Store } from '../store/store.ts';
import type { OpenPush } from './open-push.ts';

export interface PushRouteParts {
  accounts: Pick<Accounts, 'recognise'>;
  callers: Callers;
  originGuard: OriginGuard;
  clock: Clock;
  store: Pick<Store, 'addPush' | 'removePush'>;
  realtime: Pick<Realtime, 'declineCall'>;
  /** Absent where notifications are off. */
  opened: OpenPush | undefined;
}

const BODY_BYTES = 4 * 1024;
/** Changes and tests of an account in a minute. */
const CHANGES = 20;

/** As `PushSubscription.toJSON()` has it (W3C Push API §8). The keys: a P-256 point, and 16 bytes (RFC 8291 §3.1, §3.2). */
const subscription = v.object({
  endpoint: v.string(),
  keys: v.object({
    p256dh: v.pipe(v.string(), v.regex(/^B[\w-]{86}=?$/)),
    auth: v.pipe(v.string(), v.regex(/^[\w-]{22}(==)?$/)),
  }),
});

type Env = { Bindings: HttpBindings; Variables: { who: Identity } };
type Exchange = Context<Env>;

export function pushRoutes(parts: PushRouteParts): Hono<Env> {
  const { store, opened } = parts;
  const changes = createWindowedCount<string>({ clock: parts.clock, limit: CHANGES, ms: 60_000 });
  const app = new Hono<Env>();
  app.use('/api/push/*', guard(parts));
  app.use('/api/push', guard(parts));
  app.use('/api/calls/*', guard(parts));
  app.get('/api/push', (c) => c.json(opened ? { key: opened.push.publicKey } : {}));
  app.put('/api/push/subscription', async (c) => {
    if (!opened) return refuse(c, 'forbidden', 403);
    if (!changes.take(c.var.who.user)) return refuse(c, 'rate-limited', 429);
    const read = await readSubscription(c);
    if (!read.ok) return refuse(c, read.error, read.error === 'too-large' ? 413 : 400);
    const { endpoint, keys } = read.value;
    if (!opened.hosts.accepts(endpoint)) return refuse(c, 'forbidden', 403);
    const added = store.addPush(c.var.who.signIn, { endpoint, ...keys }, parts.clock.now());
    if (added.ok) return c.body(null, 204);
    return added.error === 'stale' ? refuse(c, 'not-signed-in', 401) : refuse(c, 'forbidden', 403);
  });
  app.delete('/api/push/subscription', (c) => {
    store.removePush(c.var.who.signIn);
    return c.body(null, 204);
  });
  app.post('/api/push/test', async (c) => {
    if (!opened) return refuse(c, 'forbidden', 403);
    if (!changes.take(c.var.who.user)) return refuse(c, 'rate-limited', 429);
    const { user, signIn } = c.var.who;
    const answer = await opened.push.test(user, signIn);
    return answer.name === 'taken' ? c.body(null, 204) : refuse(c, 'not-delivered', 502);
  });
  app.post('/api/calls/:id/decline', (c) => {
    const id = v.safeParse(callId, c.req.param('id'));
    const { user, signIn } = c.var.who;
    const declined = id.success && parts.realtime.declineCall(id.output, user, signIn);
    return declined ? c.body(null, 204) : refuse(c, 'no-such-call', 404);
  });
  return app;
}

/** Only the page of this server's own origin, signed in: its cookie, which no page of another site's comes with. */
function guard({ accounts, callers, originGuard }: PushRouteParts) {
  return async (c: Exchange, next: () => Promise<void>): Promise<Response | void> => {
    c.header('Cache-Control', 'no-store');
    const { secure } = callers.of(c.env.incoming);
    if (originGuard.refuses(c.env.incoming.headers, secure)) return refuse(c, 'foreign-origin', 403);
    const headers = { authorization: c.req.header('authorization'), cookie: c.req.header('cookie') };
    const credentials = readCredentials(headers, secure);
    const who = credentials.kind === 'none' ? undefined : accounts.recognise(credentials.token);
    if (!who) return refuse(c, 'not-signed-in', 401);
    c.set('who', who);
    return next();
  };
}

type Subscription = v.InferOutput<typeof subscription>;

async function readSubscription(c: Exchange): Promise<Result<Subscription, 'bad-message' | 'too-large'>> {
  const [type = ''] = (c.req.header('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return err('bad-message');
  const body = await readBody(c.req.raw, BODY_BYTES);
  if (!body.ok) return body;
  try {
    return ok(v.parse(subscription, JSON.parse(body.value)));
  } catch {
    return err('bad-message'); // Neither JSON nor a subscription: the answer says so.
  }
}

function refuse(c: Exchange, error: ErrorCode, status: 400 | 401 | 403 | 404 | 413 | 429 | 502): Response {
  if (status === 429) c.header('Retry-After', '60');
  return c.json<{ error: ErrorCode }>({ error }, status);
}
