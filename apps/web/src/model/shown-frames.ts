// Finds a picture that stands still before a person's eyes: of frames that are decoded, browsers at times show none.

/** Ms without a new frame. A camera in the dark or on a weak line still sends some a second. */
const STILL = 3_000;

/** What an element says of its picture: pixels, and frames so far (W3C Media Playback Quality). */
export interface Showing {
  readonly width: number;
  readonly frames: number;
}

/** What was seen last, since when more is waited for, and whether the stream has been given anew. */
export interface ShownFrames {
  readonly frames: number;
  readonly since: number;
  readonly isAnew: boolean;
}

/**
 * What is to be done: nothing; to give the element its stream `anew`, where it has never shown a frame; or to say that it is
 * `still`, at every look for as long as it is. `at` in ms; `showing`: nothing where no picture is to be seen.
 */
export function stepShownFrames(
  before: ShownFrames | undefined,
  { at, showing }: { at: number; showing: Showing | undefined },
): { shown: ShownFrames | undefined; act: 'nothing' | 'anew' | 'still' } {
  // Firefox counts no frames of what is live.
  if (!showing || (showing.frames === 0 && showing.width > 0)) return { shown: undefined, act: 'nothing' };
  const { frames, width } = showing;
  // An element that is given another stream counts from the start.
  if (!before || frames !== before.frames)
    return { shown: { frames, since: at, isAnew: false }, act: 'nothing' };
  if (at - before.since < STILL) return { shown: before, act: 'nothing' };
  if (width > 0 || before.isAnew) return { shown: before, act: 'still' };
  return { shown: { frames, since: at, isAnew: true }, act: 'anew' };
}
