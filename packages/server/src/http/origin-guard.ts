// Refuses requests from pages of other origins, and tells the operator what to set where their own are concerned.
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createHint } from './hint.ts';
import type { Origins } from './origins.ts';

export interface OriginGuard {
  /**
   * True for a foreign origin. A request without one is no page's doing in any browser of today. `secure` says whether
   * the request came by HTTPS.
   */
  refuses(headers: IncomingHttpHeaders, secure: boolean): boolean;
}

export function createOriginGuard(parts: { origins: Origins; clock: Clock; log: Log }): OriginGuard {
  const { origins } = parts;
  const foreign = createHint(parts);
  const plain = createHint(parts);
  return {
    refuses(headers, secure) {
      const { origin } = headers;
      if (origin === undefined) return false;
      const shown = origin.slice(0, 256);
      if (!origins.allows(origin)) {
        foreign({ origin: shown }, foreignSentence(headers, shown));
        return true;
      }
      if (!secure && origin.startsWith('https:')) plain({ origin: shown }, PLAIN);
      return false;
    },
  };
}

const PLAIN =
  'a page from https reaches this server as plain http, so cookies are not marked Secure: ' +
  'have the reverse proxy send X-Forwarded-Proto, and name its address with --trust-proxy';

/** A page whose origin is the very host that was asked is likely the operator's own, by a name that is not set. */
function foreignSentence(headers: IncomingHttpHeaders, origin: string): string {
  const host = hostOf(origin);
  const isAsked = [headers['x-forwarded-host'], headers.host].some(
    (one) => hostOf(`http://${String(one)}`) === host,
  );
  return host !== undefined && isAsked
    ? `foreign origin refused: if people open this server at ${origin}, add --origin ${origin}`
    : 'foreign origin refused; allow your own with --origin';
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
