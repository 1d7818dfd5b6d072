// The wire: two tables keyed by message type. Types are inferred from them, docs/protocol.md is generated from them.
import * as v from 'valibot';
import { blobEnd, blobName, blobSize, blobType } from './blob.ts';
import {
  callClaim,
  callMedia,
  callView,
  connectCause,
  mediaStatus,
  ownStatus,
  relayServer,
  signal,
} from './call.ts';
import { blobId, callId, deviceId, queryId, sessionId, textId, userId } from './ids.ts';
import { isWithin, LIMITS, PROTOCOL_VERSION, TIMES } from './limits.ts';
import { isMessageType } from './payload.ts';
import { presenceStatus } from './presence.ts';
import type { ErrorCode } from './errors.ts';

const seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.number();
const users = v.array(userId);
const someUsers = v.optional(users);
/** Counts a caller's peer connections within a call: a signal for any but the newest is stale. */
const peer = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));

/** A text to be read by a person: not blank, at most LIMITS.textBytes in UTF-8. */
export function isSendableText(text: string): boolean {
  return isWithin(text, LIMITS.textBytes) && text.trim() !== '';
}
const text = v.pipe(v.string(), v.check(isSendableText, 'blank or too long'));

/** What a program makes of its messages: see payload.ts. */
const type = v.pipe(v.string(), v.check(isMessageType, 'no type of a message'));
const isPayload = (data: string): boolean => isWithin(data, LIMITS.payloadBytes);
const data = v.pipe(v.string(), v.check(isPayload, 'too long'));
const bytes = v.optional(v.literal(true));

/** From clients. Unknown types and unknown fields are refused. */
export const clientMessages = {
  'session.hello': v.strictObject({
    t: v.literal('session.hello'),
    v: v.literal(PROTOCOL_VERSION),
    client: v.pipe(v.string(), v.maxLength(64)),
    device: deviceId,
    /** Whom the client takes itself for. Another tab may have changed the cookie since. */
    user: v.optional(userId),
    /** Whether it can make calls, which browsers without RTCPeerConnection can't. Absent where it can. */
    calls: v.optional(v.boolean()),
    resume: v.optional(v.strictObject({ session: sessionId, seq })),
  }),
  'session.ack': v.strictObject({ t: v.literal('session.ack'), seq }),
  'session.ping': v.strictObject({ t: v.literal('session.ping') }),
  'session.leave': v.strictObject({ t: v.literal('session.leave') }),
  'presence.set': v.strictObject({
    t: v.literal('presence.set'),
    /** Set by the person, for their account. What is absent stays as it was. */
    status: v.optional(presenceStatus),
    /** Whether nobody is at this device. */
    idle: v.optional(v.boolean()),
    /** Whether `do-not-disturb` lets the second of two calls through (rule C40). */
    again: v.optional(v.boolean()),
  }),
  'chat.send': v.strictObject({ t: v.literal('chat.send'), id: textId, to: userId, text }),
  'chat.typing': v.strictObject({ t: v.literal('chat.typing'), to: userId, on: v.boolean() }),
  'message.send': v.strictObject({ t: v.literal('message.send'), id: textId, to: userId, type, data, bytes }),
  'query.ask': v.strictObject({
    t: v.literal('query.ask'),
    id: queryId,
    to: userId,
    type,
    data,
    bytes,
    /** Ms from now within which an answer is of use. */
    timeout: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(TIMES.queryMost)),
  }),
  'query.answer': v.strictObject({ t: v.literal('query.answer'), id: queryId, to: userId, data, bytes }),
  'query.fail': v.strictObject({
    t: v.literal('query.fail'),
    id: queryId,
    to: userId,
    code: v.picklist(['no-handler', 'handler-failed']),
    /** What the handler has to say to whoever asked. */
    reason: v.optional(v.pipe(v.string(), v.maxLength(LIMITS.reasonLength))),
  }),
  'query.cancel': v.strictObject({ t: v.literal('query.cancel'), id: queryId }),
  'call.invite': v.strictObject({ t: v.literal('call.invite'), call: callId, to: userId, media: callMedia }),
  'call.ringing': v.strictObject({ t: v.literal('call.ringing'), call: callId }),
  'call.accept': v.strictObject({ t: v.literal('call.accept'), call: callId, media: callMedia }),
  'call.decline': v.strictObject({ t: v.literal('call.decline'), call: callId }),
  'call.hangup': v.strictObject({
    t: v.literal('call.hangup'),
    call: callId,
    /** Absent for a click; said by a device that gave up on a line that stayed dead. */
    reason: v.optional(v.literal('connection-lost')),
    /** Ms since it happened: a line may have had to come back first. */
    ago: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(TIMES.hangUpAgo))),
  }),
  'call.connected': v.strictObject({ t: v.literal('call.connected'), call: callId }),
  'call.stuck': v.strictObject({ t: v.literal('call.stuck'), call: callId, cause: connectCause }),
  'call.rejoin': v.strictObject({
    t: v.literal('call.rejoin'),
    call: callId,
    /** For a server that does not know the call: it may have been restarted. */
    claim: v.optional(callClaim),
  }),
  'call.signal': v.strictObject({ t: v.literal('call.signal'), call: callId, to: userId, peer, signal }),
  'call.status': v.strictObject({ t: v.literal('call.status'), call: callId, status: ownStatus }),
  'blob.offer': v.strictObject({
    t: v.literal('blob.offer'),
    id: blobId,
    to: userId,
    name: blobName,
    type: blobType,
    /** Bytes; absent where the sender does not know. */
    size: v.optional(blobSize),
    /** Whether this device can and wants to make a connection of its own to the other's. */
    direct: v.boolean(),
  }),
  'blob.accept': v.strictObject({ t: v.literal('blob.accept'), id: blobId, direct: v.boolean() }),
  'blob.signal': v.strictObject({ t: v.literal('blob.signal'), id: blobId, signal }),
  'blob.end': v.strictObject({ t: v.literal('blob.end'), id: blobId, code: blobEnd }),
} as const;

/** From the server. Unknown types and unknown fields are ignored, so that a newer server can say more. */
export const serverMessages = {
  'session.welcome': v.object({
    t: v.literal('session.welcome'),
    v: v.number(),
    session: sessionId,
    user: userId,
    epoch: v.string(),
    recovered: v.boolean(),
    now: time,
    heartbeat: v.number(),
    preconnect: v.boolean(),
    /** What this socket may send at once, and then per second (rule E2): clients pace themselves by it. */
    rate: v.object({ burst: v.number(), perSecond: v.number() }),
    calls: v.array(callView),
    /** Whether calls have relays: then no peer connection is made before `call.relay` (rule C18). */
    relay: v.optional(v.boolean()),
    /** Bytes that one transfer may have (rule B2); absent where the server has transfers off. */
    largestBlob: v.optional(v.number()),
  }),
  'session.pong': v.object({ t: v.literal('session.pong') }),
  'presence.snapshot': v.object({
    t: v.literal('presence.snapshot'),
    online: users,
    away: someUsers,
    doNotDisturb: someUsers,
  }),
  'presence.update': v.object({
    t: v.literal('presence.update'),
    online: users,
    offline: users,
    available: someUsers,
    away: someUsers,
    doNotDisturb: someUsers,
  }),
  'chat.accepted': v.object({ t: v.literal('chat.accepted'), id: textId, place: v.number(), at: time }),
  'chat.message': v.object({
    t: v.literal('chat.message'),
    seq,
    id: textId,
    from: userId,
    to: userId,
    text: v.string(),
    place: v.number(),
    at: time,
  }),
  'chat.delivered': v.object({ t: v.literal('chat.delivered'), seq, ids: v.array(textId) }),
  'chat.failed': v.object({ t: v.literal('chat.failed'), seq, id: textId, code: v.string() }),
  'chat.typing': v.object({ t: v.literal('chat.typing'), from: userId, on: v.boolean() }),
  'message.received': v.object({
    t: v.literal('message.received'),
    seq,
    id: textId,
    from: userId,
    to: userId,
    type: v.string(),
    data: v.string(),
    bytes,
    place: v.number(),
    at: time,
  }),
  'query.asked': v.object({
    t: v.literal('query.asked'),
    seq,
    id: queryId,
    from: userId,
    type: v.string(),
    data: v.string(),
    bytes,
    timeout: v.number(),
  }),
  'query.answered': v.object({ t: v.literal('query.answered'), seq, id: queryId, data: v.string(), bytes }),
  'query.failed': v.object({
    t: v.literal('query.failed'),
    seq,
    id: queryId,
    code: v.string(),
    reason: v.optional(v.string()),
  }),
  'query.cancelled': v.object({ t: v.literal('query.cancelled'), seq, id: queryId, from: userId }),
  'call.state': v.object({ t: v.literal('call.state'), seq, view: callView }),
  'call.signal': v.object({ t: v.literal('call.signal'), seq, call: callId, from: userId, peer, signal }),
  'call.status': v.object({
    t: v.literal('call.status'),
    seq,
    call: callId,
    from: userId,
    status: mediaStatus,
  }),
  'call.relay': v.object({
    t: v.literal('call.relay'),
    seq,
    call: callId,
    servers: v.array(relayServer),
    /** Server time in ms at which the credentials end; others come before. */
    expires: time,
  }),
  'blob.offered': v.object({
    t: v.literal('blob.offered'),
    seq,
    id: blobId,
    from: userId,
    name: blobName,
    type: blobType,
    size: v.optional(blobSize),
  }),
  'blob.accepted': v.object({
    t: v.literal('blob.accepted'),
    seq,
    id: blobId,
    /** By which this device joins the way through the server. */
    key: v.string(),
    /** Whether the two devices may connect to each other. */
    direct: v.boolean(),
  }),
  'blob.signal': v.object({ t: v.literal('blob.signal'), seq, id: blobId, signal }),
  'blob.ended': v.object({ t: v.literal('blob.ended'), seq, id: blobId, code: v.string() }),
  error: v.object({
    t: v.literal('error'),
    code: v.string(),
    /** The type of the message that was refused, and the id it carried. */
    about: v.optional(v.object({ t: v.string(), id: v.optional(v.string()) })),
  }),
} as const;

type Table = Record<string, v.GenericSchema>;
type Messages<T extends Table> = { [K in keyof T]: v.InferOutput<T[K]> }[keyof T];

export type ClientMessage = Messages<typeof clientMessages>;
export type ServerMessage = Messages<typeof serverMessages>;
export type ClientMessageType = keyof typeof clientMessages;
export type ServerMessageType = keyof typeof serverMessages;
export type ClientMessageOf<T extends ClientMessageType> = v.InferOutput<(typeof clientMessages)[T]>;
export type ServerMessageOf<T extends ServerMessageType> = v.InferOutput<(typeof serverMessages)[T]>;

/** A server message before the session's outbox has given it its sequence number. */
export type Sequenced = Extract<ServerMessage, { seq: number }>;
export type Unsequenced<M extends Sequenced = Sequenced> = M extends Sequenced ? Omit<M, 'seq'> : never;
export type ServerError = Omit<ServerMessageOf<'error'>, 'code'> & { code: ErrorCode };
