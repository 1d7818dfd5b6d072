// The HTTP status of each error that signing in or the upgrade may answer with (protocol H4).
import type { ErrorCode } from '@parley/protocol';

export type FailureStatus = 400 | 401 | 403 | 429 | 500 | 503;

export function statusOf(code: ErrorCode): FailureStatus {
  return STATUS[code] ?? 400;
}

const STATUS: Readonly<Partial<Record<ErrorCode, FailureStatus>>> = {
  'wrong-password': 401,
  'token-invalid': 401,
  'not-signed-in': 401,
  'account-banned': 403,
  'account-taken': 403,
  'too-many-attempts': 429,
  'server-busy': 503,
  'server-full': 503,
  'disk-full': 503,
  internal: 500,
};
