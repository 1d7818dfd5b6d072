// Somebody's program that takes webhooks: checks signatures by its own code, fails at times, and is slow at times.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Taken {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

export interface Receiver {
  readonly url: string;
  /** What it has taken, each once, in the order in which it came. */
  readonly taken: readonly Taken[];
  /** Requests whose signature was not right, or that were too old. */
  readonly forged: number;
  /** Requests in all. */
  readonly asked: number;
  /** What it answers next, each once: a status, or a pause in ms before it takes the event. */
  readonly next: ({ status: number } | { pause: number })[];
  close(): Promise<void>;
}

export async function startReceiver(secret: string): Promise<Receiver> {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const taken: Taken[] = [];
  const known = new Set<string>();
  const next: Receiver['next'] = [];
  let [forged, asked] = [0, 0];

  async function answer(request: IncomingMessage): Promise<number> {
    asked += 1;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (!isSigned(request, body, key)) {
      forged += 1;
      return 401;
    }
    const behaviour = next.shift();
    if (behaviour && 'status' in behaviour) return behaviour.status;
    if (behaviour) await wait(behaviour.pause);
    const id = String(request.headers['webhook-id']);
    const { type, data } = JSON.parse(body) as Taken;
    if (!known.has(id)) taken.push({ id, type, data });
    known.add(id);
    return 204;
  }

  const server = createServer((request, response) => {
    void answer(request).then((status) => response.writeHead(status).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/parley`,
    taken,
    next,
    get forged() {
      return forged;
    },
    get asked() {
      return asked;
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function isSigned({ headers }: IncomingMessage, body: string, key: Buffer): boolean {
  const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']].map(String);
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}
