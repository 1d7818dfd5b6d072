// What the words of every language need to know of what they tell.
import type { CallMedia, ConnectCause, EndReason } from '@parley/client';

/** What each side's device says of why media did not connect; nothing where it could not say it in time. */
export interface CallCauses {
  self: ConnectCause | undefined;
  other: ConnectCause | undefined;
}

/** What a finished call was, for its line in the conversation and the card after it. */
export interface CallOutcome {
  with: string;
  media: CallMedia;
  direction: 'outgoing' | 'incoming';
  reason: EndReason;
  /** Ms for which the two could talk. */
  duration: number;
  by: 'self' | 'other' | 'nobody';
  /** Empty for any other end than `media-failed`. */
  causes: CallCauses;
}

/** By where they hide what a page may use. `ios`: Safari there; `ios-other`: every other browser there. */
export type BrowserFamily =
  | 'chromium'
  | 'edge'
  | 'firefox'
  | 'safari'
  | 'ios'
  | 'ios-other'
  | 'android'
  | 'samsung'
  | 'firefox-android';

/** A file of a conversation. `who`: the other person. */
export interface FileFacts {
  own: boolean;
  who: string;
  name: string;
  /** Bytes, where they are known. */
  size: number | undefined;
}
