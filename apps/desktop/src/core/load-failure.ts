// Why a page could not be loaded, in words.
import type { LoadFailure } from '../shell.ts';
import type { Words } from '../words/en.ts';

/** Chromium's names of what is in the way. */
const REASONS = {
  ERR_CONNECTION_REFUSED: 'refused',
  ERR_CONNECTION_RESET: 'reset',
  ERR_CONNECTION_CLOSED: 'closed',
  ERR_EMPTY_RESPONSE: 'empty',
  ERR_CONNECTION_TIMED_OUT: 'silent',
  ERR_TIMED_OUT: 'silent',
  ERR_NAME_NOT_RESOLVED: 'unknown',
  ERR_INTERNET_DISCONNECTED: 'offline',
  ERR_NETWORK_CHANGED: 'changed',
  ERR_ADDRESS_UNREACHABLE: 'noWay',
  ERR_PROXY_CONNECTION_FAILED: 'proxy',
  ERR_TUNNEL_CONNECTION_FAILED: 'tunnel',
  ERR_SSL_PROTOCOL_ERROR: 'noHttps',
  ERR_CERT_AUTHORITY_INVALID: 'untrusted',
  ERR_CERT_COMMON_NAME_INVALID: 'otherName',
  ERR_CERT_DATE_INVALID: 'date',
  ERR_TOO_MANY_REDIRECTS: 'redirects',
  ERR_FILE_NOT_FOUND: 'file',
  ERR_UNSAFE_PORT: 'port',
} as const satisfies Record<string, keyof Words['page']>;

export function failureInWords(failure: LoadFailure, { page }: Words): string {
  switch (failure.what) {
    case 'network': {
      const name = failure.code.replace(/^net::/, '');
      const reason = Object.hasOwn(REASONS, name) ? REASONS[name as keyof typeof REASONS] : 'unexplained';
      return page.failed(placeOf(failure.url), page[reason], name);
    }
    case 'status':
      return page.status(placeOf(failure.url), failure.status);
    case 'crashed':
      return page.crashed;
    default:
      return failure satisfies never;
  }
}

/** Nothing where it is the server's own page, if only one that says what is not there. */
export function statusFailure(url: string, status: number): LoadFailure | undefined {
  return status < 500 ? undefined : { what: 'status', url, status };
}

function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}
