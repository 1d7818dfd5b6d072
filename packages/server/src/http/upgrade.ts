// The door to the socket: who may upgrade, decided before the 101 (protocol H5). Refusals are plain HTTP.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { BLOB_SUBPROTOCOL, blobAt, err, ok, SOCKET_PATH, SUBPROTOCOL } from '@parley/protocol';
import type { BlobId, ErrorCode, Result } from '@parley/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import type { Log } from '../log.ts';
import type { Identity, Realtime } from '../realtime-api.ts';
import type { Callers } from './callers.ts';
import { readCredentials } from './credentials.ts';
import type { OriginGuard } from './origin-guard.ts';
import { refuseSocket } from './raw-response.ts';

export interface UpgradeParts {
  accounts: Pick<Accounts, 'recognise'>;
  callers: Callers;
  originGuard: OriginGuard;
  realtime: Pick<Realtime, 'accept' | 'acceptBlob'>;
  log: Log;
}

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface Refused {
  status: 400 | 401 | 403 | 404;
  code: ErrorCode;
}

export function createUpgrade(parts: UpgradeParts): UpgradeListener {
  const { realtime, log } = parts;
  return (request, socket, head) => {
    // From the upgrade on nobody else listens: an unheard error would stop the process.
    socket.on('error', ignore);
    try {
      const admitted = admit(request, parts);
      if (!admitted.ok) return refuseSocket(socket, admitted.error.status, admitted.error.code);
      socket.off('error', ignore);
      const { identity, blob } = admitted.value;
      if (blob === undefined) realtime.accept(request, socket, head, identity);
      else realtime.acceptBlob(request, socket, head, identity, blob);
    } catch (cause) {
      socket.on('error', ignore);
      log.error({ cause: String(cause) }, 'an upgrade failed');
      refuseSocket(socket, 503, 'server-busy');
    }
  };
}

interface Admitted {
  identity: Identity;
  /** The transfer whose bytes are to come, where it is not the control channel. */
  blob: BlobId | undefined;
}

function admit(
  request: IncomingMessage,
  { accounts, callers, originGuard }: UpgradeParts,
): Result<Admitted, Refused> {
  const { headers } = request;
  // The target is compared, not parsed: `new URL()` throws on some of what may stand there.
  const [path = ''] = (request.url ?? '').split('?', 1);
  const blob = blobAt(path);
  if (path !== SOCKET_PATH && blob === undefined) return err({ status: 404, code: 'bad-message' });
  const subprotocol = blob === undefined ? SUBPROTOCOL : BLOB_SUBPROTOCOL;
  if (request.method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') {
    return err({ status: 400, code: 'bad-message' });
  }
  if (!offers(headers['sec-websocket-protocol'], subprotocol))
    return err({ status: 400, code: 'unsupported-version' });
  const { secure } = callers.of(request);
  const credentials = readCredentials(headers, secure);
  // A browser sends the cookie along for any page, and always says which: no origin, no page.
  const foreign =
    credentials.kind === 'cookie' && (headers.origin === undefined || originGuard.refuses(headers, secure));
  if (foreign) return err({ status: 403, code: 'foreign-origin' });
  const found = credentials.kind === 'none' ? undefined : accounts.recognise(credentials.token);
  if (!found) return err({ status: 401, code: 'not-signed-in' });
  const host = hostOf(credentials.kind === 'cookie' ? headers.origin : `http://${headers.host}`);
  const identity = { user: found.user, signIn: found.signIn, ...(host !== undefined && { host }) };
  return ok({ identity, blob });
}

/** A page's origin says by which name it came, whatever a proxy has made of the `Host` since. */
function hostOf(origin: string | undefined): string | undefined {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : undefined;
}

function offers(protocols: string | undefined, wanted: string): boolean {
  return (protocols ?? '').split(',').some((one) => one.trim() === wanted);
}

function ignore(): void {}
