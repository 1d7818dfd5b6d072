// What goes from the background to a page and back: the session, its texts, and what has not been seen.
import type { Call, Handover, IncomingMessage, Text } from '@parley/client';
import {
  MESSAGE_LENGTH,
  type HostMessage,
  type Intent,
  type PageMemory,
  type PageMessage,
} from '@parley/desktop-port';

type Kept = Extract<PageMessage, { t: 'released' | 'remember' }>;
type CallState = Call['state'];

/** Acts that are kept for the next page; the oldest are dropped first. */
const MOST_ACTS = 500;
/** Calls that nobody answered, for whatever reason of the other's. */
const MISSED: ReadonlySet<string> = new Set(['no-answer', 'cancelled', 'blocked']);

export interface Baggage {
  readonly handover: Handover | undefined;
  readonly unread: number;
  /** Of a page that has let go of its session, or that may end without a word. */
  keep(message: Kept): void;
  /** Of the background. */
  take(handover: Handover | undefined): void;
  received(text: Text): void;
  /** Something was done with a text. */
  acted(act: IncomingMessage): void;
  /** Whether the call was missed. */
  ended(call: Call, state: Extract<CallState, { name: 'ended' }>, at: number): boolean;
  /** The session; and with `all` what was said and seen in it. */
  drop(all: boolean): void;
  /** As the answer to a page that is about to begin. */
  begin(intent: Intent | undefined): Extract<HostMessage, { t: 'begin' }>;
}

export function createBaggage(self: () => string): Baggage {
  let handover: Handover | undefined;
  let memory: PageMemory = { unread: {} };
  const count = (user: string): void => {
    const unread = Object.hasOwn(memory.unread, user) ? (memory.unread[user] ?? 0) : 0;
    memory = { ...memory, unread: { ...memory.unread, [user]: unread + 1 } };
  };
  return {
    get handover() {
      return handover;
    },
    get unread() {
      return Object.values(memory.unread).reduce((sum, one) => sum + one, 0);
    },
    keep(message) {
      ({ memory } = message);
      // A page that had no session yet leaves the one that it was given.
      if (message.t === 'released') handover = message.handover ?? handover;
    },
    take(taken) {
      handover = taken ?? handover;
    },
    received: (text) => count(text.with),
    acted({ from, to, at, payload }) {
      memory = { ...memory, acts: [...(memory.acts ?? []), { from, to, at, payload }].slice(-MOST_ACTS) };
    },
    ended(call, { reason, by }, at) {
      const missed = MISSED.has(reason);
      if (missed) count(call.with);
      const one = { with: call.with, media: call.media, reason, own: by === self(), at };
      memory = { ...memory, calls: [...(memory.calls ?? []), one] };
      return missed;
    },
    drop(all) {
      handover = undefined;
      if (all) memory = { unread: {} };
    },
    begin: (intent) =>
      fitted({ t: 'begin', ...(handover && { handover }), memory, ...(intent && { intent }) }),
  };
}

type Begin = Extract<HostMessage, { t: 'begin' }>;

/** Without the oldest texts where all of them are too long for one message. */
function fitted(message: Begin): Begin {
  if (!message.handover || JSON.stringify(message).length <= MESSAGE_LENGTH) return message;
  const { texts } = message.handover;
  const fewer = texts.slice(Math.ceil(texts.length / 4) || 1);
  const handover = { ...message.handover, texts: fewer };
  return fitted(
    texts.length > 0
      ? { ...message, handover }
      : { t: 'begin', memory: { unread: message.memory?.unread ?? {} } },
  );
}
