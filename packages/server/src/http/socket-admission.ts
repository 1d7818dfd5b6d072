// Whose socket an upgrade asks for, decided before the 101 (protocol H5, H9).
import type { IncomingMessage } from 'node:http';
import { err, ok, type ErrorCode, type Result } from '@parley/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import type { Identity } from '../realtime-api.ts';
import type { Callers } from './callers.ts';
import { readSocketCredentials } from './credentials.ts';
import type { OriginGuard } from './origin-guard.ts';

export interface AdmissionParts {
  accounts: Pick<Accounts, 'recognise'>;
  callers: Callers;
  originGuard: OriginGuard;
}

export interface RefusedUpgrade {
  status: 400 | 401 | 403 | 404;
  code: ErrorCode;
}

/** Path and subprotocol are the caller's business, who answers no subprotocol but its own: never the one with the token. */
export function admitSocket(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  { accounts, callers, originGuard }: AdmissionParts,
): Result<Identity, RefusedUpgrade> {
  const { headers } = request;
  const { secure } = callers.of(request);
  const read = readSocketCredentials(headers, secure);
  if (!read.ok) return err({ status: 400, code: read.error });
  const credentials = read.value;
  if (credentials.kind === 'none') return err({ status: 401, code: 'not-signed-in' });
  // A browser sends the cookie along for any page, and always says which: no origin, no page.
  const isNoPage = credentials.kind === 'cookie' && headers.origin === undefined;
  // A header is set by programs alone, whose word for an origin says nothing.
  const isForeign = credentials.kind !== 'bearer' && originGuard.refuses(headers, secure);
  if (isNoPage || isForeign) return err({ status: 403, code: 'foreign-origin' });
  const found = accounts.recognise(credentials.token);
  if (!found) return err({ status: 401, code: 'not-signed-in' });
  const host = hostOf(credentials.kind === 'cookie' ? headers.origin : `http://${headers.host}`);
  return ok({ user: found.user, signIn: found.signIn, ...(host !== undefined && { host }) });
}

/** A page's origin says by which name it came, whatever a proxy has made of the `Host` since. */
function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : undefined;
}
