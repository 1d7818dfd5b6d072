// Who sends a request, and whether the way to them is encrypted: with reverse proxies in between, what the trusted say.
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Caller } from '../accounts/login-limits.ts';
import { isLoopback } from '../limits/address.ts';
import type { Networks } from '../limits/network.ts';
import type { Hint } from './hint.ts';

export interface HttpCaller extends Caller {
  /** Every part of the way that is known was HTTPS, so cookies are for HTTPS only. */
  secure: boolean;
}

/** What is looked at of a request. */
export interface CallerRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: Pick<Socket, 'remoteAddress'>;
}

export interface Callers {
  /** Never throws, whatever the headers hold. */
  of(request: CallerRequest): HttpCaller;
}

/** Any of them says that a request was passed on. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** `trusted` are the proxies that are believed. `hint` is told of one that should perhaps be. */
export function createCallers({ trusted, hint }: { trusted: Networks; hint: Hint }): Callers {
  return {
    of({ headers, socket }) {
      const peer = socket.remoteAddress;
      const encrypted = socket instanceof TLSSocket;
      const forwarded = PASSED_ON.some((name) => headers[name] !== undefined);
      if (!trusted.includes(peer)) {
        const told = headers['x-forwarded-for'] ?? headers['x-forwarded-proto'];
        if (told !== undefined) hint({ address: peer }, untrustedSentence(peer));
        return { address: peer, forwarded, secure: encrypted };
      }
      const chain = listOf(headers['x-forwarded-for']);
      // Of several values the last one is from the proxy that connected; the others are hearsay.
      const scheme = listOf(headers['x-forwarded-proto']).at(-1)?.toLowerCase();
      const secure = scheme === undefined ? encrypted : scheme === 'https';
      return { address: clientOf(chain, peer, trusted), forwarded, secure };
    },
  };
}

/**
 * Walks from the server towards the client, as far as those are trusted who say who came before them. What is no
 * address ends the walk: the request then counts for whoever passed that on.
 */
function clientOf(chain: readonly string[], peer: string | undefined, trusted: Networks): string | undefined {
  let client = peer;
  for (const entry of chain.toReversed()) {
    if (!trusted.includes(client)) break;
    const address = addressOf(entry);
    if (address === undefined) break;
    client = address;
  }
  return client;
}

/** Some proxies add the port: `192.0.2.7:1234`, `[2001:db8::7]:1234`. */
function addressOf(entry: string): string | undefined {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(entry) ?? [];
  const address = bracketed ?? dotted ?? entry;
  return isIP(address) === 0 ? undefined : address;
}

/** Node joins headers that come repeatedly with commas, in their order. */
function listOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text === '' ? [] : text.split(',').map((one) => one.trim());
}

function untrustedSentence(peer: string | undefined): string {
  const flag = isLoopback(peer) ? 'loopback' : peer;
  return `a request says that it was passed on, and its sender is not trusted: if that is your reverse proxy, add --trust-proxy ${flag}`;
}
