// Whether a microphone that is being checked hears a voice: pure.
import { VOICE } from './muted-talk.ts';

/** Ms of a voice that are enough to be sure. */
const SURE = 200;
/** Ms without one after which something seems to be wrong. */
const PATIENCE = 6_000;

export type Hearing =
  | { name: 'listening'; since: number | undefined; voiced: number }
  | { name: 'silent'; voiced: number }
  | { name: 'heard' };

export const LISTENING: Hearing = { name: 'listening', since: undefined, voiced: 0 };

/** `passed`: ms since the look before. Once heard is enough; another microphone begins anew. */
export function stepHearing(
  state: Hearing,
  { at, passed, level }: { at: number; passed: number; level: number },
): Hearing {
  if (state.name === 'heard') return state;
  const voiced = level >= VOICE ? state.voiced + passed : 0;
  if (voiced >= SURE) return { name: 'heard' };
  if (state.name === 'silent') return { ...state, voiced };
  const since = state.since ?? at;
  return at - since >= PATIENCE ? { name: 'silent', voiced } : { name: 'listening', since, voiced };
}
