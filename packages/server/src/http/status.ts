// The HTTP status of each error that signing in or the upgrade may answer with (protocol H4).
import type { ErrorCode } from '@parley/protocol';

export type FailureStatus = 400 | 401 | 403 | 429 | 500 | 503;

export function statusOf(code: ErrorCode): FailureStatus {
  switch (code) {
    case 'wrong-password':
    case 'not-signed-in':
      return 401;
    case 'account-banned':
    case 'registration-closed':
      return 403;
    case 'too-many-attempts':
      return 429;
    case 'server-busy':
    case 'server-full':
      return 503;
    case 'internal':
      return 500;
    default:
      return 400;
  }
}
