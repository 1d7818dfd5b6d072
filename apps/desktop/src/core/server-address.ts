// What a person writes as the address of their server, and whether a Parley server is there: a sentence for each way it is not.
import { isLoopback, LINK_SCHEME, parseLink, shortened, type Result } from './links.ts';
import type { Answer } from '../shell.ts';
import type { Get } from './requests.ts';
import type { Trust } from './trust.ts';

const EXAMPLE = 'such as parley.example or https://192.168.1.5:8443';

/** The origin. Nothing is asked. */
export function readAddress(text: string): Result<string> {
  const address = text.trim();
  if (address === '') return wrong(`Enter the address of your server, ${EXAMPLE}.`);
  if (address.toLowerCase().startsWith(LINK_SCHEME)) {
    const link = parseLink(address);
    return link.ok ? { ok: true, value: link.value.server } : link;
  }
  const scheme = /^(?<name>[a-z][a-z0-9+.-]*):\/\//i.exec(address)?.groups?.['name']?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return wrong(`An address begins with https://, and this one with ${scheme}://.`);
  const url = scheme === undefined ? `https://${address}` : address;
  if (!URL.canParse(url)) return wrong(`“${shortened(address)}” is not an address, ${EXAMPLE}.`);
  const { host, hostname, username, password, protocol } = new URL(url);
  if (username !== '' || password !== '')
    return wrong('An address has no name and no password in it: those are asked for when you sign in.');
  if (isLoopback(hostname)) return { ok: true, value: new URL(`${scheme ?? 'http'}://${host}`).origin };
  if (protocol === 'http:') return wrong(`Camera and microphone work over https alone: use https://${host}.`);
  return { ok: true, value: `https://${host}` };
}

/** Asks whether a Parley server is there. */
export async function checkServer(origin: string, get: Get, trust: Trust): Promise<Result<undefined>> {
  let answer: Answer;
  try {
    answer = await get(`${origin}/api/session`, { trust });
  } catch (cause) {
    return wrong(unreachable(origin, cause));
  }
  if (answer.status === 200 && isStanding(answer.body)) return { ok: true, value: undefined };
  if (answer.status >= 500)
    return wrong(
      `${origin} answers with an error (${answer.status}): its server may be starting. Try again in a moment.`,
    );
  return wrong(`${origin} answers, but it is not a Parley server.`);
}

/** Protocol H2: who is signed in, or what somebody may do who is not. */
function isStanding(body: unknown): boolean {
  return typeof body === 'object' && body !== null && ('user' in body || 'registration' in body);
}

const CERTIFICATES = new Map([
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'its certificate is for another name: use the address that its operator gives',
  ],
  ['CERT_HAS_EXPIRED', "its certificate has expired, or this computer's clock is wrong"],
  ['CERT_NOT_YET_VALID', "its certificate is not valid yet: this computer's clock is wrong"],
]);

function unreachable(origin: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const { host, hostname } = new URL(origin);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no server called ${hostname}, or this computer is offline.`;
    case 'ECONNREFUSED':
      return `Nothing answers at ${host}: the server is not running, or it has another port.`;
    case 'ETIMEDOUT':
      return `${host} does not answer: it is switched off, or a firewall is in the way.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `There is no way to ${host}: this computer may be offline, or in another network.`;
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return `${host} does not speak https: it may have another port for that.`;
    default:
      return `${host} can't be reached: ${certificate(code) ?? (cause instanceof Error ? cause.message : String(cause))}.`;
  }
}

function certificate(code: string): string | undefined {
  const known = CERTIFICATES.get(code);
  if (known !== undefined) return known;
  return /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)/.test(code)
    ? 'its certificate is from an authority that this computer does not trust. The server offers it on its start page, to be installed here'
    : undefined;
}

function wrong(error: string): { ok: false; error: string } {
  return { ok: false, error };
}
