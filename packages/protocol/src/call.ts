// What both sides say about a call: its view, its parts and the closed list of reasons for its end.
import * as v from 'valibot';
import { callId, deviceId, userId } from './ids.ts';
import { LIMITS } from './limits.ts';

/** As a view has it. */
const SENT_REASONS = [
  'declined',
  'busy',
  'no-answer',
  'cancelled',
  'unavailable',
  'answered-elsewhere',
  'displaced',
  'hung-up',
  'connection-lost',
  'media-failed',
  'blocked',
] as const;
export const endReason = v.picklist(SENT_REASONS);
/** Why calls end. A callee who does not want to be disturbed is `busy` to clients that know of no more (rule C40). */
export const END_REASONS = [...SENT_REASONS, 'do-not-disturb'] as const;
/** Why a call has ended. */
export type EndReason = (typeof END_REASONS)[number];

/**
 * Why a device's media did not connect, as far as that device can tell (protocol C19). About the way between the two networks:
 * `no-relay`: there is none by which they reach each other, and the server has no relay. `relay-only`: this person wants
 * nothing but the relay, and there is none. `relay-unreachable`: the relay
 * can't be reached from this device's network. `relay-refused`: it answers and takes nothing. `relay-failed`: both are
 * at the relay and nothing comes through. `other-unreachable`: this device is at the relay, the other is not.
 * `no-candidates`: the browser offers no address at all. `dtls-failed`: there is a way, and no secure connection over it.
 * `unanswered`: the other's device has not answered with a description.
 */
export const CONNECT_CAUSES = [
  'no-relay',
  'relay-only',
  'relay-unreachable',
  'relay-refused',
  'relay-failed',
  'other-unreachable',
  'no-candidates',
  'dtls-failed',
  'unanswered',
] as const;
export const connectCause = v.picklist(CONNECT_CAUSES);
/** One of `CONNECT_CAUSES`. */
export type ConnectCause = (typeof CONNECT_CAUSES)[number];

/** What a participant chose to bring: `video` is camera and microphone, `voice` the microphone alone. */
export type CallMedia = 'video' | 'voice';
export const callMedia = v.picklist(['video', 'voice'] as const satisfies CallMedia[]);

/** A participant is `invited` until a device of theirs says that it rings, and `joined` once they are in. */
const participant = v.object({
  user: userId,
  state: v.picklist(['invited', 'ringing', 'joined']),
  media: callMedia,
  /**
   * Names the one device that signals for this participant: absent while several ring. Peers drop their peer
   * connection and make another when it changes.
   */
  device: v.optional(deviceId),
  /** Of who is `invited` or `ringing`: a push service has taken the call, to tell devices without an open page (rule C24). */
  notified: v.optional(v.literal(true)),
});
export type Participant = v.InferOutput<typeof participant>;

const callBase = {
  call: callId,
  /** Ids of invites that were taken for this call: they crossed it, or their maker was in it already (C5, C13). */
  aliases: v.optional(v.array(callId)),
  caller: userId,
  media: callMedia,
  participants: v.array(participant),
};

/** The whole of a call as one participant may see it. Sent on every change; the last one wins. */
export const callView = v.variant('state', [
  v.object({ ...callBase, state: v.literal('ringing') }),
  v.object({ ...callBase, state: v.literal('connecting') }),
  /** `since`: server time in ms at which media was connected. */
  v.object({ ...callBase, state: v.literal('active'), since: v.number() }),
  /**
   * `duration`: ms for which it was active, 0 if it never was. `by`: whose act or loss ended it. `causes`: of
   * `media-failed`, what each device had to say about it.
   */
  v.object({
    ...callBase,
    state: v.literal('ended'),
    reason: endReason,
    duration: v.number(),
    by: v.optional(userId),
    causes: v.optional(v.array(v.object({ user: userId, cause: connectCause }))),
    /** Of `busy`: the callee does not want to be disturbed. */
    quiet: v.optional(v.literal(true)),
  }),
]);
export type CallView = v.InferOutput<typeof callView>;

/**
 * What a device says of a call that it is in, to a server that may have been restarted since: the view it had last, in
 * short. `since`: server time in ms, where the call is active.
 */
export const callClaim = v.strictObject({
  caller: userId,
  media: callMedia,
  participants: v.pipe(
    v.array(v.strictObject({ user: userId, media: callMedia })),
    v.minLength(2),
    v.maxLength(LIMITS.participants),
  ),
  /**
   * `declined`: by the maker of the claim, while there was no server to tell. `rung`: its maker is the caller of a call that
   * they have not dialled and has not accepted it (rule C20).
   */
  state: v.picklist(['ringing', 'rung', 'connecting', 'active', 'declined']),
  since: v.optional(v.number()),
});
export type CallClaim = v.InferOutput<typeof callClaim>;

/** What of a participant's is on, as their device says. */
export interface MediaStatus {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  /** They want little data, so the others are to send them small pictures. */
  saver?: boolean | undefined;
  /** What they show is held back, because their line is too weak. */
  voiceFirst?: boolean | undefined;
  /** They are in another call: this one is on hold, or rings on meanwhile. */
  held?: boolean | undefined;
  /** Why a device that they want is not on: one of the words for what may be wrong with it (rule C42). */
  lacks?: { camera?: string | undefined; microphone?: string | undefined } | undefined;
}
/** What a device says of itself. */
export interface OwnStatus extends MediaStatus {
  /** A second call may ring on it meanwhile (rule C31); for the server alone. */
  waits?: boolean | undefined;
}
const why = v.optional(v.pipe(v.string(), v.maxLength(16)));
const statusFields = {
  microphone: v.boolean(),
  camera: v.boolean(),
  screen: v.boolean(),
  saver: v.optional(v.boolean()),
  voiceFirst: v.optional(v.boolean()),
  held: v.optional(v.boolean()),
  lacks: v.optional(v.object({ camera: why, microphone: why })),
};
export const mediaStatus = v.object(statusFields);
export const ownStatus = v.strictObject(
  // Marked, so that clients' bundles can leave it out.
  /* @__PURE__ */ Object.assign({ waits: v.optional(v.boolean()) }, statusFields),
);

/**
 * A JSEP description or candidate (RFC 8829) from one device to another, relayed unread. `answers`: of an answer, the ICE
 * user name fragment of its offer (RFC 8839), since an offer may be said twice, or be taken back when two cross.
 */
export const signal = v.variant('kind', [
  v.strictObject({
    kind: v.literal('description'),
    type: v.picklist(['offer', 'answer']),
    sdp: v.pipe(v.string(), v.maxLength(LIMITS.sdpLength)),
    answers: v.optional(v.pipe(v.string(), v.maxLength(256))),
  }),
  v.strictObject({
    kind: v.literal('candidate'),
    candidate: v.pipe(v.string(), v.maxLength(1024)),
    sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(32))),
    sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
    usernameFragment: v.nullable(v.pipe(v.string(), v.maxLength(256))),
  }),
]);
export type Signal = v.InferOutput<typeof signal>;

/** One of the servers that candidates come from, as RTCIceServer has it (W3C webrtc §4.2.4). `turn:` ones have credentials. */
export const relayServer = v.object({
  urls: v.array(v.string()),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});
export type RelayServer = v.InferOutput<typeof relayServer>;
