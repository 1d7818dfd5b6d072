// The bounds that both sides know. QUALITY.md's numbers; the server may tighten rates, never these.

/** The version of the wire protocol, agreed in `session.hello`. */
export const PROTOCOL_VERSION = 1;

/** WebSocket subprotocol and path of the control channel. */
export const SUBPROTOCOL = 'parley.v1';
export const SOCKET_PATH = '/ws';
/** With a token behind it, a further subprotocol by which a page of another site signs its socket in (RFC 6455 §4.1). */
export const BEARER_PROTOCOL = 'parley.bearer.';

/** What no server or client goes beyond. */
export const LIMITS = {
  /** Bytes in one control frame. */
  frameBytes: 64 * 1024,
  /** UTF-8 bytes in one text. */
  textBytes: 8 * 1024,
  /** UTF-16 units in one session description. */
  sdpLength: 48 * 1024,
  /** Candidates that one participant may send in one call. */
  candidatesPerCall: 200,
  /** People in one call. */
  participants: 4,
  /** Characters in an account name. */
  accountLength: 32,
  /** UTF-8 bytes in a password. */
  passwordBytes: { min: 8, max: 1024 },
  /** Texts and messages that a client may have sent and not yet seen accepted; the server's dedupe window is larger. */
  textsInFlight: 64,
  /** UTF-16 units that a client has on the way to one recipient: the server holds some more. */
  undeliveredLength: 256 * 1024,
  /** UTF-16 units in the name and in the media type of a transfer. */
  blobName: 255,
  blobType: 127,
  /** Bytes of a transfer in one frame, and those that may be on the way to a receiver that has not taken them. */
  blobChunk: 64 * 1024 - 16,
  blobWindow: 2 * 1024 * 1024,
  /** Transfers that an account has offered and that have not ended, and offers to it that wait for an answer. */
  blobsFrom: 16,
  blobsTo: 64,
  /** Session descriptions that a device may send in one transfer. */
  blobDescriptions: 8,
  /** UTF-8 bytes of a message's or query's payload, as JSON text or base64. */
  payloadBytes: 48 * 1024,
  /** The same once it is escaped as a JSON string of its frame, which has a header too. */
  escapedBytes: 63 * 1024,
  /** Queries of one account that are open, and UTF-16 units of what they ask. */
  queriesFrom: 64,
  queryLengthFrom: 256 * 1024,
  /** Open queries to one account, and UTF-16 units of what they ask. */
  queriesTo: 256,
  queryLengthTo: 512 * 1024,
  /** UTF-16 units in which a handler that failed may say why. */
  reasonLength: 256,
} as const;

/** Milliseconds. */
export const TIMES = {
  /** A ringing call nobody answers ends after this. */
  ring: 45_000,
  /** An accepted call whose media never connects ends after this: both sides are told why within 15 s. */
  connect: 14_000,
  /** A device whose media has not connected this long after the accept says why. */
  stuck: 13_000,
  /** A participant whose line is lost is waited for this long, counted from when it was last heard. */
  callLost: 28_000,
  /** A hang-up is told at most this long after it happened. */
  hangUpAgo: 600_000,
  /** A query is answered within this, unless its asker says otherwise, and within the other at most. */
  query: 5_000,
  queryMost: 60_000,
  /** An offer of a transfer that nobody answers ends after this. */
  blobOffer: 600_000,
  /** A transfer ends when one of its devices is lost, or there is no way between the two, for this long. */
  blobLost: 60_000,
  /** A direct way that is not there after this is given up. */
  blobDirect: 3_000,
} as const;

const utf8 = new TextEncoder();

/** Whether a text has at most so many bytes in UTF-8. */
export function isWithin(text: string, bytes: number): boolean {
  if (text.length > bytes) return false;
  return text.length * 3 <= bytes || utf8.encode(text).length <= bytes;
}
