// The one class of error that the SDK throws and rejects with.
import type { ErrorCode } from '@parley/protocol';

/** `code` says what it is, `message` in a sentence where there is one, `cause` what is behind it. */
export class ParleyError extends Error {
  /** One of the protocol's closed list (`ERROR_CODES`). */
  readonly code: ErrorCode;
  /** Seconds after which to try again, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: { message?: string; cause?: unknown; retryAfter?: number } = {}) {
    super(options.message ?? code, { cause: options.cause });
    this.name = 'ParleyError';
    this.code = code;
    this.retryAfter = options.retryAfter;
  }
}
