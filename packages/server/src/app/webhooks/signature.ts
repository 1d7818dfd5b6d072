// The signature of a webhook, as the Standard Webhooks specification 1.0.0 has it (standardwebhooks.com, "Signature scheme").
import { createHmac } from 'node:crypto';
import { err, ok, type Result } from '@parley/protocol';

const PREFIX = 'whsec_';
/** Bytes of a secret that the specification allows. */
const SECRET = { least: 24, most: 64 } as const;

/** The key of a secret like `whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`. The error completes "must be". */
export function readSecret(text: string): Result<Buffer, string> {
  const wanted = `"${PREFIX}" and then ${SECRET.least} to ${SECRET.most} random bytes in base64`;
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  const key = Buffer.from(encoded, 'base64');
  const isBase64 = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  const fits = key.length >= SECRET.least && key.length <= SECRET.most;
  return isBase64 && fits ? ok(key) : err(wanted);
}

export interface Signed {
  /** The same each time that the event is sent. */
  readonly id: string;
  /** Seconds since the Unix epoch at which it is sent. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers that prove who sends it, and when. */
export function signedHeaders(key: Buffer, { id, timestamp, body }: Signed): Record<string, string> {
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
