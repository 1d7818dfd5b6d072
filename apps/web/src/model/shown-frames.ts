// Finds a picture that stands still before a person's eyes: of frames that are decoded, browsers at times show none.

/** Ms without a new frame. A camera in the dark or on a weak line still sends some a second. */
const STILL = 3_000;
/** Ms of the last wait. */
const LONGEST = 60_000;

/** What an element says of its picture: pixels, and frames so far (W3C Media Playback Quality). */
export interface Showing {
  readonly width: number;
  readonly frames: number;
}

/** What was seen last, since when more is waited for, and for how long still. */
export interface ShownFrames {
  readonly frames: number;
  readonly since: number;
  readonly waits: number;
}

/**
 * What is to be tried: nothing; the stream given to the element `anew`, where it has never shown a frame; or to have the picture
 * come by another way (`renew`). `at` in ms; `showing`: nothing where no picture is to be seen.
 */
export function stepShownFrames(
  before: ShownFrames | undefined,
  { at, showing }: { at: number; showing: Showing | undefined },
): { shown: ShownFrames | undefined; act: 'nothing' | 'anew' | 'renew' } {
  // Firefox counts no frames of what is live.
  if (!showing || (showing.frames === 0 && showing.width > 0)) return { shown: undefined, act: 'nothing' };
  const { frames, width } = showing;
  // An element that is given another stream counts from the start.
  if (!before || frames !== before.frames) return { shown: { frames, since: at, waits: 0 }, act: 'nothing' };
  const { since, waits } = before;
  if (at - since < Math.min(STILL * 2 ** Math.max(0, waits - 1), LONGEST))
    return { shown: before, act: 'nothing' };
  return {
    shown: { frames, since: at, waits: waits + 1 },
    act: width === 0 && waits === 0 ? 'anew' : 'renew',
  };
}
