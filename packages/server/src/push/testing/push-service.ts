// A push service of the test's own, and a browser that subscribes to it: real requests, decrypted as RFC 8291 has it.
import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { selfSigned } from '../../tls/testing/self-signed.ts';

export interface PushService {
  readonly port: number;
  readonly host: string;
  /** PEM, for who is to trust it. */
  readonly ca: string;
  /** Of connections that are open. */
  connections(): Promise<number>;
  readonly requests: { path: string; headers: IncomingHttpHeaders; body: Buffer }[];
  /** What it answers from now on. */
  status: number;
  /** Whether its answers from now on have no end. */
  isEndless: boolean;
  subscribe(): TestBrowser;
  close(): Promise<void>;
}

export interface TestBrowser {
  /** As `PushSubscription.toJSON()` has it. */
  readonly subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** What it has been told by now. */
  told(): unknown[];
}

export async function startPushService(): Promise<PushService> {
  const certificate = await selfSigned({ names: ['127.0.0.1'] });
  const requests: PushService['requests'] = [];
  const server = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(service.status);
      if (service.isEndless) Readable.from(endless()).pipe(response);
      else response.end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const service: PushService = {
    port,
    host,
    ca: certificate.cert,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    requests,
    status: 201,
    isEndless: false,
    subscribe: () => subscribeAt(host, requests),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
  return service;
}

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(16 * 1024);
}

function subscribeAt(host: string, requests: PushService['requests']): TestBrowser {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  const path = `/push/${randomBytes(9).toString('base64url')}`;
  return {
    subscription: {
      endpoint: `https://${host}${path}`,
      keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
    },
    told: () =>
      requests
        .filter((request) => request.path === path)
        .map(({ body }): unknown => JSON.parse(decrypt(body, keys, auth))),
  };
}

/** RFC 8291 §3.4 over RFC 8188 §2.1: one record, by a key that only the browser and this message's sender can make. */
function decrypt(body: Buffer, keys: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const opening = createDecipheriv('aes-128-gcm', key, nonce);
  opening.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}
