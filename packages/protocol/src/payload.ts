// What programs say to each other, as the wire carries it: JSON text or base64. The server never looks into it.
import { isWithin, LIMITS } from './limits.ts';
import { err, ok, type Result } from './result.ts';

export interface Payload {
  /** JSON text; empty for `undefined`. Base64 (RFC 4648 §4) where `bytes` is true. */
  data: string;
  bytes?: true | undefined;
}

/** Characters that `String.fromCharCode` takes at once without a deep stack. */
const CHUNK = 8 * 1024;

/** With what the types of Parley's own messages and queries begin (protocol T12). */
export const OWN_TYPES = 'parley.';

/** Whether it may be the type of a message or query. */
export function isMessageType(type: string): boolean {
  return /^[A-Za-z0-9._:/-]{1,64}$/.test(type);
}

/**
 * `undefined`, what JSON.stringify makes text of, or bytes. `bad-message` where it makes none (a function, a cycle, a
 * BigInt); `too-large` over LIMITS.payloadBytes, or where escaping it again would not fit into a frame.
 */
export function encodePayload(payload: unknown): Result<Payload, 'bad-message' | 'too-large'> {
  if (payload === undefined) return ok({ data: '' });
  if (payload instanceof Uint8Array) {
    // Four characters for three bytes.
    if (payload.length > (LIMITS.payloadBytes / 4) * 3) return err('too-large');
    return ok({ data: toBase64(payload), bytes: true });
  }
  const data = toJson(payload);
  if (data === undefined) return err('bad-message');
  if (!isWithin(data, LIMITS.payloadBytes)) return err('too-large');
  const escaped = data.length * 2 > LIMITS.escapedBytes ? JSON.stringify(data) : data;
  return isWithin(escaped, LIMITS.escapedBytes) ? ok({ data }) : err('too-large');
}

/** An error where the sender's program has not made it by `encodePayload`. */
export function decodePayload({ data, bytes }: Payload): Result<unknown, 'bad-message'> {
  try {
    if (bytes) return ok(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
    return ok(data === '' ? undefined : JSON.parse(data));
  } catch {
    return err('bad-message');
  }
}

function toJson(payload: unknown): string | undefined {
  try {
    return JSON.stringify(payload);
  } catch {
    return undefined; // A cycle, a BigInt, or a toJSON that throws: the caller is told `bad-message`.
  }
}

function toBase64(bytes: Uint8Array): string {
  let latin1 = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    latin1 += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(latin1);
}
