// The HTTP status of each error of the REST API (protocol R3).
import type { ErrorCode } from '@parley/protocol';

export type FailureStatus = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 502 | 503 | 504;

const STATUS: Readonly<Partial<Record<ErrorCode, FailureStatus>>> = {
  'not-signed-in': 401,
  'token-invalid': 401,
  'foreign-origin': 403,
  'account-banned': 403,
  'unknown-message': 404,
  'no-such-call': 404,
  'not-online': 409,
  'not-delivered': 409,
  'no-handler': 409,
  'already-in-call': 409,
  'media-unavailable': 409,
  'too-large': 413,
  'too-many-attempts': 429,
  'rate-limited': 429,
  internal: 500,
  'handler-failed': 502,
  'server-busy': 503,
  'disk-full': 503,
  closed: 503,
  timeout: 504,
};

export function statusOf(code: ErrorCode): FailureStatus {
  return STATUS[code] ?? 400;
}
