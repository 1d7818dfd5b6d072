// Acts: what people do with texts and files that were sent. They go as messages of one type, which a server only relays (protocol M1–M7).
import * as v from 'valibot';
import { textId, transferReference, type TextId, type TransferRef } from './ids.ts';
import { isSendableText } from './messages.ts';

/** The type of message that carries an act. */
export const ACT_TYPE = 'parley.act';

export const ACT_LIMITS = {
  /** Ms after a text within which its author may change its words. */
  editWithin: 24 * 60 * 60_000,
  /** Ms more that are granted where an act arrives: clocks differ, and a line may be down for a while. */
  editGrace: 60 * 60_000,
  /** UTF-16 units of one emoji, however many people, hair and skin it is made of. */
  emojiLength: 40,
} as const;

/** Grows with every act of one person upon one text: of two that can't both hold, the one with the higher number does. */
const order = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const text = v.pipe(v.string(), v.check(isSendableText));

/** Signs that are shown as emoji by themselves, flags and keys, with what changes and joins them. No words. */
const EMOJI =
  /^(?=.*(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]|\u20E3))[\p{Emoji}\p{Emoji_Component}]+$/u;
const emoji = v.pipe(v.string(), v.maxLength(ACT_LIMITS.emojiLength), v.regex(EMOJI));

/** What is answered and reacted to: a text or a transfer. */
export type SaidId = TextId | TransferRef;
const saidId = v.union([textId, transferReference]);

const act = v.variant('act', [
  /** The text `of` now reads `text`. */
  v.object({ act: v.literal('edit'), of: textId, order, text }),
  v.object({ act: v.literal('delete'), of: textId }),
  /** `null` takes the reaction away. */
  v.object({ act: v.literal('react'), of: saidId, order, emoji: v.nullable(emoji) }),
  /** Has been read, and everything before it. */
  v.object({ act: v.literal('seen'), of: textId }),
  /** The text `of` answers `to`. */
  v.object({ act: v.literal('reply'), of: textId, order, to: saidId }),
]);

export type Act = v.InferOutput<typeof act>;
export type ActOf<Name extends Act['act']> = Extract<Act, { act: Name }>;

/** What has come as the payload of an act, or `undefined` where it is none. Whether its sender may is not asked. */
export function readAct(payload: unknown): Act | undefined {
  const read = v.safeParse(act, payload);
  return read.success ? read.output : undefined;
}
