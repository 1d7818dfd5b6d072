// Whether somebody talks into a microphone that they have muted: pure.

/** As `loudness` counts. A voice at a desk is well above, a keyboard's clicks don't last. */
export const VOICE = 0.42;
/** Ms for which it has to be heard. */
const LASTS = 500;
/** A voice has pauses between words. */
const PAUSE = 400;
/** After so much silence, what is said next is another talk, and is told again. */
const OVER = 8_000;

export type MutedTalk =
  { name: 'quiet' } | { name: 'rising'; since: number; heard: number } | { name: 'told'; heard: number };

export const QUIET: MutedTalk = { name: 'quiet' };

export interface Heard {
  /** Ms. */
  at: number;
  level: number;
  muted: boolean;
}

export function stepMutedTalk(state: MutedTalk, { at, level, muted }: Heard): MutedTalk {
  if (!muted) return QUIET;
  const loud = level >= VOICE;
  switch (state.name) {
    case 'quiet':
      return loud ? { name: 'rising', since: at, heard: at } : state;
    case 'rising':
      if (!loud) return at - state.heard > PAUSE ? QUIET : state;
      return at - state.since >= LASTS ? { name: 'told', heard: at } : { ...state, heard: at };
    case 'told':
      if (loud) return { name: 'told', heard: at };
      return at - state.heard > OVER ? QUIET : state;
    default:
      return state satisfies never;
  }
}
