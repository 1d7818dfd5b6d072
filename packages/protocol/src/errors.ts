// The closed list of error codes, and of the WebSocket close codes that carry them.

/** `fatal`: trying again without a change is useless. `retryable`: the same request may succeed later. */
export const ERROR_CODES = {
  'bad-message': 'fatal',
  'unknown-message': 'fatal',
  'too-large': 'fatal',
  'rate-limited': 'retryable',
  'not-delivered': 'retryable',
  'id-reused': 'fatal',
  'no-such-call': 'fatal',
  /** Whom it is for is not online. */
  'not-online': 'retryable',
  /** Nothing there handles or answers messages of this type. */
  'no-handler': 'fatal',
  /** What handles it there failed. */
  'handler-failed': 'retryable',
  /** Given up by whoever asked for it. */
  cancelled: 'fatal',
  'no-such-transfer': 'fatal',
  /** Another device of this account has accepted the transfer. */
  'accepted-elsewhere': 'fatal',
  /** There was no way to the other device for too long, or it has gone for good. */
  interrupted: 'retryable',
  /** The other device does not keep to the protocol. */
  misbehaved: 'fatal',
  /** The other has declined the transfer. */
  declined: 'fatal',
  /** More than the server lets this account send in a time. */
  'quota-exceeded': 'retryable',
  /** What arrived is not what was sent. */
  damaged: 'retryable',
  /** Where it was to be written has failed. */
  'sink-failed': 'retryable',
  /** Where it was to be read from has failed. */
  'source-failed': 'retryable',
  /** The server's operator does not allow it. */
  forbidden: 'fatal',
  'token-invalid': 'fatal',
  /** The OpenID provider can't be asked. */
  'provider-unreachable': 'retryable',
  /** The OpenID provider, or what came back from it, does not say who somebody is. */
  'provider-refused': 'retryable',
  'already-in-call': 'retryable',
  'not-signed-in': 'fatal',
  'foreign-origin': 'fatal',
  'https-required': 'fatal',
  /** A program's: the server's certificate is not one that it trusts. */
  'certificate-untrusted': 'fatal',
  'wrong-password': 'fatal',
  'account-invalid': 'fatal',
  'password-invalid': 'fatal',
  'account-banned': 'fatal',
  /** An account of that name belongs to somebody who signs in in another way. */
  'account-taken': 'fatal',
  'too-many-attempts': 'retryable',
  'server-full': 'retryable',
  'server-busy': 'retryable',
  'disk-full': 'retryable',
  'unsupported-version': 'fatal',
  displaced: 'fatal',
  'signed-out': 'fatal',
  offline: 'retryable',
  timeout: 'retryable',
  'media-unavailable': 'retryable',
  closed: 'fatal',
  internal: 'retryable',
} as const;

/** One of `ERROR_CODES`. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Whether this version knows the code. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}

/** WebSocket close codes (RFC 6455 §7.4). 4000–4999 are Parley's. */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  /** The server stops or restarts: come back. */
  restart: 1012,
  /** Signed in elsewhere. Terminal: the client does not come back by itself. */
  displaced: 4001,
  /** The sign-in ended (sign-out, ban, password change). Terminal. */
  signedOut: 4002,
  /** Five strikes of bad messages. Terminal. */
  misbehaved: 4003,
  /** Another socket has resumed this session. The old socket's owner does nothing. */
  resumedElsewhere: 4004,
  /** The reader is too slow or does not acknowledge. Come back and resume. */
  tooSlow: 4005,
  /** No common protocol version. Terminal until the page is reloaded. */
  unsupportedVersion: 4006,
  /** No hello in time. */
  helloTimeout: 4007,
  /** The heartbeat went unanswered. */
  heartbeatLost: 4008,
  /** The server holds as many sessions as it may. */
  serverFull: 4009,
} as const;

/** Why a close code forbids reconnecting, or `undefined` where the client is to come back. */
export function terminalCode(close: number): ErrorCode | undefined {
  switch (close) {
    case CLOSE.displaced:
      return 'displaced';
    case CLOSE.signedOut:
      return 'signed-out';
    case CLOSE.misbehaved:
      return 'bad-message';
    case CLOSE.unsupportedVersion:
      return 'unsupported-version';
    default:
      return undefined;
  }
}
