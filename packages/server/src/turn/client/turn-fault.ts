// What can go wrong between a client and its TURN server, so that each can be said in a sentence of its own.

export type TurnFault =
  /** Nothing came back in time. */
  | { readonly kind: 'timeout'; readonly message: string }
  /** No line: the name does not resolve, nobody listens, or the line ended. `code` is Node's, such as ECONNREFUSED. */
  | { readonly kind: 'unreachable'; readonly code: string; readonly message: string }
  /** The certificate is not trusted, or TLS is not what is spoken there. `code` is OpenSSL's or Node's. */
  | { readonly kind: 'tls'; readonly code: string; readonly message: string }
  /** The server answered with an error: RFC 8489 §14.8 and RFC 8656 §19 list the codes. */
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  /** What came is not STUN, or is not signed with the key that both sides should have. */
  | { readonly kind: 'malformed'; readonly message: string }
  /** This side has closed it. */
  | { readonly kind: 'closed'; readonly message: string };

/** The error codes that a TURN client meets. */
export const TURN_ERROR = {
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  allocationMismatch: 437,
  staleNonce: 438,
  familyNotSupported: 440,
  wrongCredentials: 441,
  familyMismatch: 443,
  quotaReached: 486,
  insufficientCapacity: 508,
} as const;
