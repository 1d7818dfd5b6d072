// The door to the socket: who may upgrade, decided before the 101 (protocol H5). Refusals are plain HTTP.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { BLOB_SUBPROTOCOL, blobAt, err, ok, SOCKET_PATH, SUBPROTOCOL } from '@parley/protocol';
import type { BlobId, Result } from '@parley/protocol';
import type { Log } from '../log.ts';
import type { Identity, Realtime } from '../realtime-api.ts';
import { offeredProtocols } from './credentials.ts';
import { refuseSocket } from './raw-response.ts';
import { admitSocket, type AdmissionParts, type RefusedUpgrade } from './socket-admission.ts';

export interface UpgradeParts extends AdmissionParts {
  realtime: Pick<Realtime, 'accept' | 'acceptBlob'>;
  log: Log;
}

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

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

function admit(request: IncomingMessage, parts: AdmissionParts): Result<Admitted, RefusedUpgrade> {
  const { headers } = request;
  // The target is compared, not parsed: `new URL()` throws on some of what may stand there.
  const [path = ''] = (request.url ?? '').split('?', 1);
  const blob = blobAt(path);
  if (path !== SOCKET_PATH && blob === undefined) return err({ status: 404, code: 'bad-message' });
  const subprotocol = blob === undefined ? SUBPROTOCOL : BLOB_SUBPROTOCOL;
  if (request.method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') {
    return err({ status: 400, code: 'bad-message' });
  }
  if (!offeredProtocols(headers['sec-websocket-protocol']).includes(subprotocol)) {
    return err({ status: 400, code: 'unsupported-version' });
  }
  const admitted = admitSocket(request, parts);
  return admitted.ok ? ok({ identity: admitted.value, blob }) : admitted;
}

function ignore(): void {}
