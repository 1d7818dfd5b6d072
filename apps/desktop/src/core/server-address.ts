// What a person writes as the address of their server, and whether a Parley server is there: a sentence for each way it is not.
import type { Answer } from '../shell.ts';
import type { Words } from '../words/en.ts';
import { isLoopback, LINK_SCHEME, parseLink, shortened, type Result } from './links.ts';
import type { Get } from './requests.ts';
import type { Trust } from './trust.ts';

/** The origin. Nothing is asked. The error is a sentence of `words`. */
export function readAddress(text: string, words: Words): Result<string> {
  const address = text.trim();
  if (address === '') return wrong(words.address.missing);
  if (address.toLowerCase().startsWith(LINK_SCHEME)) {
    const link = parseLink(address, words);
    return link.ok ? { ok: true, value: link.value.server } : link;
  }
  const scheme = /^(?<name>[a-z][a-z0-9+.-]*):\/\//i.exec(address)?.groups?.['name']?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return wrong(words.address.scheme(scheme));
  const url = scheme === undefined ? `https://${address}` : address;
  if (!URL.canParse(url)) return wrong(words.address.malformed(shortened(address)));
  const { host, hostname, username, password, protocol } = new URL(url);
  if (username !== '' || password !== '') return wrong(words.address.credentials);
  if (isLoopback(hostname)) return { ok: true, value: new URL(`${scheme ?? 'http'}://${host}`).origin };
  if (protocol === 'http:') return wrong(words.address.insecure(host));
  return { ok: true, value: `https://${host}` };
}

/** Asks whether a Parley server is there. */
export async function checkServer(
  origin: string,
  { get, trust, words }: { get: Get; trust: Trust; words: Words },
): Promise<Result<undefined>> {
  let answer: Answer;
  try {
    answer = await get(`${origin}/api/session`, { trust });
  } catch (cause) {
    return wrong(unreachable(origin, cause, words.server));
  }
  if (answer.status === 200 && isStanding(answer.body)) return { ok: true, value: undefined };
  if (answer.status >= 500) return wrong(words.server.failing(origin, answer.status));
  return wrong(words.server.other(origin));
}

/** Protocol H2: who is signed in, or what somebody may do who is not. */
function isStanding(body: unknown): boolean {
  return typeof body === 'object' && body !== null && ('user' in body || 'registration' in body);
}

function unreachable(origin: string, cause: unknown, words: Words['server']): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const { host, hostname } = new URL(origin);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return words.unknown(hostname);
    case 'ECONNREFUSED':
      return words.refused(host);
    case 'ETIMEDOUT':
      return words.silent(host);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return words.noWay(host);
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return words.noHttps(host);
    default: {
      const why = certificateProblem(code);
      return words.unreachable(host, why ? words.certificate[why] : messageOf(cause));
    }
  }
}

function certificateProblem(code: string): keyof Words['server']['certificate'] | undefined {
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'otherName';
    case 'CERT_HAS_EXPIRED':
      return 'expired';
    case 'CERT_NOT_YET_VALID':
      return 'early';
    default:
      return /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)/.test(code) ? 'untrusted' : undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function wrong(error: string): { ok: false; error: string } {
  return { ok: false, error };
}
