// Signed requests to an ACME server with an account on it (RFC 8555 §6 and §7.1 to §7.3).
import type { AccountKey } from './acme-jws.ts';
import { AcmeError, type Problem } from './acme-failure.ts';

export interface Answer {
  /** What was asked, or where the answer says that it is to be found from now on. */
  location: string;
  /** The JSON object, empty where there is none. */
  body: Record<string, unknown>;
  text: string;
  /** What the server asks to wait for, in ms. */
  retryAfterMs: number | undefined;
}

export interface AcmeSession {
  readonly newOrder: string;
  /** Signed by the account. Without a payload it only asks (POST-as-GET). Throws AcmeError. */
  post(url: string, payload?: object): Promise<Answer>;
  /** What the server at a challenge's token answers. */
  authorise(token: string): string;
}

export interface SessionOptions {
  directory: string;
  /** The empty text for none. */
  email: string;
  key: AccountKey;
  now: () => number;
  /** Ends every request. */
  signal: AbortSignal;
}

const REQUEST_MS = 30_000;
/** A nonce may be refused at any time (RFC 8555 §6.5). */
const TRIES = 6;

/** Opens the account, or finds the one that the key already has. Agrees to the authority's terms. Throws AcmeError. */
export async function openSession(options: SessionOptions): Promise<AcmeSession> {
  const { directory, email, key } = options;
  const start = await send(directory, { method: 'GET' }, options);
  const { body } = await read(start, directory, options);
  const where = (name: string): string => {
    const url = body[name];
    if (typeof url === 'string') return url;
    throw new AcmeError({ kind: 'not-acme', cause: `it names no ${name}` });
  };
  const nonces = createNonces(where('newNonce'), options);
  let account: string | undefined;
  const post = async (url: string, payload?: object): Promise<Answer> => {
    for (let tries = 1; ; tries += 1) {
      const signed = key.sign({ url, nonce: await nonces.take(), account }, payload);
      const headers = { 'content-type': 'application/jose+json' };
      const response = await send(url, { method: 'POST', headers, body: signed }, options);
      nonces.keep(response);
      try {
        return await read(response, url, options);
      } catch (cause) {
        if (!isBadNonce(cause) || tries === TRIES) throw cause;
      }
    }
  };
  const contact = email === '' ? {} : { contact: [`mailto:${email}`] };
  account = (await post(where('newAccount'), { termsOfServiceAgreed: true, ...contact })).location;
  return { newOrder: where('newOrder'), post, authorise: (token) => key.authorise(token) };
}

/** Each answer brings the nonce of the next request; only the first one is asked for. */
function createNonces(url: string, options: SessionOptions) {
  const kept: string[] = [];
  const keep = ({ headers }: Response): void => {
    const nonce = headers.get('replay-nonce');
    if (nonce !== null) kept.push(nonce);
  };
  return {
    keep,
    async take(): Promise<string> {
      if (kept.length === 0) keep(await send(url, { method: 'HEAD' }, options));
      const nonce = kept.pop();
      if (nonce !== undefined) return nonce;
      throw new AcmeError({ kind: 'not-acme', cause: 'it gives no nonce' });
    },
  };
}

interface Request {
  method: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

async function send(url: string, init: Request, { signal }: SessionOptions): Promise<Response> {
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]);
    const headers = { 'user-agent': 'Parley', ...init.headers };
    return await fetch(url, { ...init, headers, signal: either });
  } catch (cause) {
    throw new AcmeError({ kind: 'unreachable', cause: reasonOf(cause) });
  }
}

/** Throws AcmeError where the server refuses. */
async function read(response: Response, url: string, { now }: SessionOptions): Promise<Answer> {
  const text = await response.text().catch((cause: unknown) => {
    throw new AcmeError({ kind: 'unreachable', cause: reasonOf(cause) });
  });
  const body = parseObject(text);
  const retryAfterMs = waitOf(response.headers.get('retry-after'), now());
  const location = response.headers.get('location') ?? url;
  if (response.ok) return { location, body, text, retryAfterMs };
  const problem = problemOf(body);
  if (!problem) throw new AcmeError({ kind: 'not-acme', cause: `HTTP ${response.status}` });
  throw new AcmeError({ kind: 'refused', problem, name: '', retryAfterMs: retryAfterMs ?? 0 });
}

/** `undefined` where it is no problem document. */
export function problemOf(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { type, detail } = body as Record<string, unknown>;
  if (typeof type !== 'string') return undefined;
  const words = typeof detail === 'string' ? detail : type;
  return { type: type.replace('urn:ietf:params:acme:error:', ''), detail: words.slice(0, 500) };
}

function isBadNonce(cause: unknown): boolean {
  if (!(cause instanceof AcmeError)) return false;
  return cause.failure.kind === 'refused' && cause.failure.problem.type === 'badNonce';
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // A certificate is no JSON.
  }
}

/** Seconds or a date (RFC 9110 §10.2.3). */
function waitOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** `fetch` hides why it failed in the cause. */
function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error;
  const { code, message: words } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? words ?? (name === 'TimeoutError' ? 'no answer within 30 s' : message);
}
