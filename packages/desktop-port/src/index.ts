// What a Parley page and the PC client around it say to each other: JSON over a port that the client gives the page.
import * as v from 'valibot';
import { END_REASONS, type Handover } from '@parley/client';

/** In the page as `globalThis.parleyDesktop`, before its first script; absent in a browser. */
export interface DesktopPort {
  /** One `PageMessage` as JSON. */
  post(message: string): void;
  /** Set by the page; gets each `HostMessage` as JSON. */
  receive: ((message: string) => void) | null;
}

declare global {
  var parleyDesktop: DesktopPort | undefined;
}

/** At most; what is longer is dropped by who receives it. */
export const MESSAGE_LENGTH = 4 * 1024 * 1024;

const account = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const media = v.picklist(['voice', 'video']);

/** The session itself is checked by the server that it is resumed on: here it is passed through. */
const handover = v.custom<Handover>(
  (value) => typeof value === 'object' && value !== null && 'session' in value,
);

/**
 * What the page remembers for its next self and nobody else reads, apart from `unread`: which texts and missed calls of each
 * conversation have not been seen. Texts themselves are in the handover.
 */
const memory = v.object({
  unread: v.record(account, v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Calls that rang and ended while there was no page, and are counted in `unread` where missed: the page notes them. */
  calls: v.optional(
    v.array(
      v.object({
        with: account,
        media,
        reason: v.picklist(END_REASONS),
        /** Whether this person's own act ended it. */
        own: v.boolean(),
        /** Ms of the Unix epoch. */
        at: v.number(),
      }),
    ),
  ),
  /** Acts upon texts that came while there was no page (protocol M1). The page judges them. */
  acts: v.optional(
    v.array(v.object({ from: account, to: account, at: v.number(), payload: v.optional(v.unknown()) })),
  ),
  rest: v.optional(v.unknown()),
});
export type PageMemory = v.InferOutput<typeof memory>;

/** What the person wants, said outside the page: in a notification, in the tray, by a key or a link. */
const intent = v.variant('do', [
  /** Answers the call that rings from this person, also where its ring has yet to arrive. */
  v.object({ do: v.literal('accept'), from: account, media: v.optional(media) }),
  v.object({ do: v.literal('decline'), from: account }),
  /** Opens the conversation and, where there is `media`, calls: a link alone opens no camera, so it asks first. */
  v.object({ do: v.literal('open'), with: account, media: v.optional(media) }),
  v.object({ do: v.literal('toggle-microphone') }),
  v.object({ do: v.literal('hang-up') }),
  v.object({ do: v.literal('sign-out') }),
]);
export type Intent = v.InferOutput<typeof intent>;

const call = v.object({
  with: account,
  media,
  state: v.picklist(['ringing', 'calling', 'connecting', 'active']),
  /** Absent before the accept. */
  microphone: v.optional(v.boolean()),
});
export type ShownCall = v.InferOutput<typeof call>;

const pageMessage = v.variant('t', [
  /** The page runs and nobody is signed in, or no more. */
  v.object({ t: v.literal('signed-out') }),
  /** The page is about to open a session as this person, and waits for `begin`. */
  v.object({ t: v.literal('entering'), user: account }),
  /** After every change. */
  v.object({
    t: v.literal('state'),
    user: account,
    connected: v.boolean(),
    /** The session is over until the person takes it back: signed in elsewhere, or this page is too old. */
    over: v.optional(v.boolean()),
    unread: v.pipe(v.number(), v.integer(), v.minValue(0)),
    call: v.optional(call),
  }),
  /** The page has let go of its session: because it goes away, or because it was told `release`. */
  v.object({ t: v.literal('released'), handover: v.optional(handover), memory }),
  /** A second at most after a change of it, for a page that ends without a word. */
  v.object({ t: v.literal('remember'), memory }),
]);
export type PageMessage = v.InferOutput<typeof pageMessage>;

const hostMessage = v.variant('t', [
  /** Answers `entering`: go on with this session where there is one, else open another. */
  v.object({
    t: v.literal('begin'),
    handover: v.optional(handover),
    memory: v.optional(memory),
    intent: v.optional(intent),
  }),
  v.object({ t: v.literal('intent'), intent }),
  /** The window is about to close: let go of the session without leaving it. */
  v.object({ t: v.literal('release') }),
]);
export type HostMessage = v.InferOutput<typeof hostMessage>;

export function parsePageMessage(json: string): PageMessage | undefined {
  return parse(pageMessage, json);
}

export function parseHostMessage(json: string): HostMessage | undefined {
  return parse(hostMessage, json);
}

/** Nothing for what is not such a message: the other side may be of another version, or not ours at all. */
function parse<T>(schema: v.GenericSchema<unknown, T>, json: string): T | undefined {
  if (json.length > MESSAGE_LENGTH) return undefined;
  try {
    const result = v.safeParse(schema, JSON.parse(json));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
