// The one class of error that the SDK throws and rejects with.
import type { ErrorCode } from '@parley/protocol';

/** What an error says beside its code. */
export interface ParleyErrorOptions {
  /** A sentence. Default: the code. */
  message?: string;
  /** What is behind it. */
  cause?: unknown;
  /** Seconds after which to try again. */
  retryAfter?: number | undefined;
}

/** `code` says what it is, `message` in a sentence what happened and what to do, `cause` what is behind it. */
export class ParleyError extends Error {
  /** One of the protocol's closed list (`ERROR_CODES`). */
  readonly code: ErrorCode;
  /** Seconds after which to try again, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: ParleyErrorOptions = {}) {
    super(options.message ?? code, { cause: options.cause });
    this.name = 'ParleyError';
    this.code = code;
    this.retryAfter = options.retryAfter;
  }
}

/** Makes the error of a code with its sentence (`explain.ts`, which is not in the core). */
export type Explain = (code: ErrorCode, options?: ParleyErrorOptions) => ParleyError;
