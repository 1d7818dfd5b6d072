// Sends one notification to one browser's push service, encrypted for that browser alone (RFC 8030, RFC 8291, RFC 8292).
import { Agent, request } from 'node:https';
import webPush from 'web-push';
import type { PushSubscription } from '../store/store.ts';
import type { PushHosts } from './push-hosts.ts';
import type { PushKeys } from './push-keys.ts';

/** `gone`: the browser has taken its subscription back. */
export type PushAnswer = { name: 'taken' } | { name: 'gone' } | { name: 'failed'; why: string };

export interface PushMessage {
  readonly payload: string;
  /** Seconds for which the service keeps it for a device that is away (RFC 8030 §5.2). */
  readonly ttl: number;
  readonly urgency: 'high' | 'normal';
  /** At most 32 characters of base64url: a later one takes the place of one that waits (RFC 8030 §5.4). */
  readonly topic: string;
}

export interface PushSender {
  /** Never rejects. */
  send(to: PushSubscription, message: PushMessage): Promise<PushAnswer>;
  close(): void;
}

export interface PushSenderOptions {
  keys: PushKeys;
  /** Where a push service may write to about this server: a `mailto:` or `https:` address. */
  subject: string;
  hosts: PushHosts;
  /** Certificates to trust beside those of the machine's. */
  ca?: string | undefined;
}

/** The caller waits for it, so that a service that hangs counts as one that is not there. */
const TIMEOUT_MS = 8_000;
/** More than a push service has to say besides its status. Whose address a browser has named may have more. */
const ANSWER_BYTES = 64 * 1024;

export function createPushSender({ keys, subject, hosts, ca }: PushSenderOptions): PushSender {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    maxFreeSockets: 2,
    ...(ca !== undefined && { ca }),
  });
  const post = (to: PushSubscription, message: PushMessage): Promise<PushAnswer> => {
    const { endpoint, p256dh, auth } = to;
    const { payload, ttl, urgency, topic } = message;
    const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails: { subject, publicKey: keys.publicKey, privateKey: keys.privateKey },
      TTL: ttl,
      urgency,
      topic,
      contentEncoding: 'aes128gcm',
    });
    return new Promise((resolve, reject) => {
      const { method, headers, body } = details;
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      // A redirect is an answer like any other: nobody is followed elsewhere.
      const sending = request(
        endpoint,
        { method, headers, agent, signal, lookup: hosts.lookup },
        (response) => {
          let left = ANSWER_BYTES;
          response.on('data', (chunk: Buffer) => {
            left -= chunk.length;
            if (left < 0) sending.destroy();
          });
          resolve(answerOf(response.statusCode ?? 0));
        },
      );
      sending.on('error', reject);
      sending.end(body);
    });
  };
  return {
    async send(to, message) {
      // Names are looked at when they are resolved; an address is one already, and what is allowed may have changed.
      if (!hosts.accepts(to.endpoint)) return { name: 'failed', why: 'its address is not allowed' };
      try {
        return await post(to, message);
      } catch (cause) {
        return { name: 'failed', why: cause instanceof Error ? cause.message : String(cause) };
      }
    },
    close: () => agent.destroy(),
  };
}

function answerOf(status: number): PushAnswer {
  if (status >= 200 && status < 300) return { name: 'taken' };
  return status === 404 || status === 410
    ? { name: 'gone' }
    : { name: 'failed', why: `it answers ${status}` };
}
