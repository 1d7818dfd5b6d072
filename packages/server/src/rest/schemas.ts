// What the REST API takes and answers: the routes check by these, and its description is made from them (protocol R2).
import { END_REASONS, isSendableText, LIMITS, SERVER, type CallView } from '@parley/protocol';
import * as v from 'valibot';

const account = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(LIMITS.accountLength),
  v.description('An account, as it was registered: in its own capitals and small letters.'),
);
const callId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));
const media = v.pipe(
  v.picklist(['video', 'voice']),
  v.description('What a call is about: camera and microphone, or the microphone alone.'),
);
const milliseconds = v.pipe(v.number(), v.minValue(0));

export const person = v.object({
  user: account,
  call: v.optional(v.pipe(callId, v.description('The call that they are in, ringing included.'))),
});
export const people = v.object({ people: v.array(person) });

export const text = v.strictObject({
  to: account,
  text: v.pipe(
    v.string(),
    v.maxLength(LIMITS.textBytes),
    v.check(isSendableText, 'blank or too long'),
    v.description(
      `Not blank, at most ${LIMITS.textBytes} bytes in UTF-8. It comes from the account of the key.`,
    ),
  ),
});
export const custom = v.strictObject({
  to: account,
  type: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9._:/-]{1,64}$/),
    v.description('What the program at the other end has a handler for.'),
  ),
  payload: v.pipe(
    v.unknown(),
    v.description(
      `Any JSON value, at most ${LIMITS.payloadBytes} bytes. It comes from the server (\`${SERVER}\`).`,
    ),
  ),
});
export const message = v.union([text, custom]);

export const delivery = v.object({
  state: v.pipe(
    v.picklist(['accepted', 'delivered']),
    v.description('`delivered` once every device of theirs that is online has it.'),
  ),
});
export const deliveryQuery = v.strictObject({
  wait: v.optional(
    v.pipe(
      v.literal('delivered'),
      v.description('Answer when it is delivered, or is given up, which takes at most 30 s.'),
    ),
  ),
});

export const question = v.strictObject({
  ...custom.entries,
  timeout: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(60_000),
      v.description('For how long to wait for the answer, in ms; 5,000 unless told.'),
    ),
  ),
});
export const reply = v.object({
  answer: v.optional(
    v.pipe(v.unknown(), v.description('Any JSON value; absent where the handler has answered with nothing.')),
  ),
});

export const callStart = v.strictObject({
  from: v.pipe(account, v.description('Who counts as the caller. It rings at both alike.')),
  to: account,
  media: v.optional(media, 'video'),
});
export const callPath = v.strictObject({ id: callId });
export const call = v.object({
  id: callId,
  from: account,
  media,
  participants: v.array(
    v.object({
      user: account,
      state: v.pipe(
        v.picklist(['invited', 'ringing', 'joined']),
        v.description('`ringing` once a device of theirs says so, `joined` once they have accepted.'),
      ),
      media,
    }),
  ),
  state: v.picklist(['ringing', 'connecting', 'active', 'ended']),
  since: v.optional(
    v.pipe(milliseconds, v.description('Of an active call, when it became so, in ms of the Unix epoch.')),
  ),
  reason: v.optional(v.pipe(v.picklist(END_REASONS), v.description('Why it ended.'))),
  duration: v.optional(
    v.pipe(milliseconds, v.description('Of an ended call: for how long it was active, in ms.')),
  ),
  by: v.optional(v.pipe(account, v.description('Whose act or loss ended it, where it was anybody’s.'))),
});
export const calls = v.object({ calls: v.array(call) });

export const openApi = v.looseObject({ openapi: v.string() });

export const failure = v.object({
  error: v.pipe(v.string(), v.description('One of the codes that are listed with the status.')),
  retryAfter: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.description('When to try again, in seconds.')),
  ),
});

/** What has a name of its own in the description. */
export const NAMED = {
  People: people,
  Person: person,
  Text: text,
  CustomMessage: custom,
  Delivery: delivery,
  Query: question,
  Reply: reply,
  CallStart: callStart,
  Call: call,
  Calls: calls,
  Failure: failure,
} as const;

export type CallAnswer = v.InferOutput<typeof call>;

/** A call as the API tells of it: without the devices. */
export function callAnswer(view: CallView): CallAnswer {
  const { call: id, caller: from, media, state } = view;
  const participants = view.participants.map(({ user, state, media }) => ({ user, state, media }));
  const base = { id, from, media, participants, state };
  if (view.state === 'active') return { ...base, since: view.since };
  if (view.state !== 'ended') return base;
  const { duration, by } = view;
  const reason = view.quiet ? 'do-not-disturb' : view.reason;
  return { ...base, reason, duration, ...(by !== undefined && { by }) };
}
