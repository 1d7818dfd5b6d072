// Which picture is large, which small, and what is said about the other side: pure, from a call's snapshot.
import { assertNever } from '@parley/client';
import type { CallSnapshot } from './calls.ts';

export type PictureName = 'theirs' | 'screen' | 'own';

/** `ringing-beside`: at somebody who is in another call. */
export type StagePhase = 'calling' | 'notified' | 'ringing' | 'ringing-beside' | 'connecting' | 'talking';

export interface Stage {
  readonly phase: StagePhase;
  readonly large: PictureName;
  /** The one that changes places with the large one. */
  readonly small: PictureName | undefined;
  /** A third picture, above the small one: the other's camera while their screen is shown. */
  readonly extra: PictureName | undefined;
  /** What the other side's state is, in the order in which it is told. */
  readonly notes: readonly StageNote[];
}

export type StageNote =
  'held' | 'held-by-them' | 'line-lost' | 'line-weak' | 'voice-first' | 'camera-off' | 'muted' | 'sharing';

/** What comes while it is on hold. */
const NOTHING = { screen: false, camera: false };

export function stageOf(call: CallSnapshot, swapped: boolean): Stage {
  const phase = phaseOf(call);
  const notes = notesOf(call);
  if (!call.remote || call.state.name === 'dialling')
    return { phase, large: call.local.picture ? 'own' : 'theirs', small: undefined, extra: undefined, notes };
  const { screen, camera } = call.held ? NOTHING : call.remote.status;
  const main: PictureName = screen ? 'screen' : 'theirs';
  // A voice call has no small picture until somebody turns a camera on.
  const hasOwn = call.local.picture !== undefined || call.media === 'video' || camera || screen;
  const extra = screen && camera ? 'theirs' : undefined;
  if (!hasOwn) return { phase, large: main, small: undefined, extra, notes };
  return { phase, large: swapped ? 'own' : main, small: swapped ? main : 'own', extra, notes };
}

function phaseOf({ state, remote }: CallSnapshot): StagePhase {
  switch (state.name) {
    case 'dialling':
      if (!state.ringing) return state.notified ? 'notified' : 'calling';
      return remote?.status.held ? 'ringing-beside' : 'ringing';
    case 'ringing':
    case 'connecting':
      return 'connecting';
    case 'active':
      return 'talking';
    default:
      return assertNever(state);
  }
}

function notesOf({
  state,
  local,
  remote,
  line,
  media,
  voiceFirst,
  held,
}: CallSnapshot): readonly StageNote[] {
  const notes: StageNote[] = [];
  if (state.name !== 'active' || !remote) return notes;
  if (line === 'lost') notes.push('line-lost');
  if (line === 'weak') notes.push('line-weak');
  // What is on or off is nothing to tell while neither side is heard.
  if (held) return [...notes, 'held'];
  if (remote.status.held) return [...notes, 'held-by-them'];
  // In a voice call a camera that is off is nothing to tell, until somebody has turned one on.
  const pictures = media === 'video' || local.status.camera;
  if (voiceFirst || remote.status.voiceFirst) notes.push('voice-first');
  if (pictures && !remote.status.camera && !remote.status.voiceFirst) notes.push('camera-off');
  if (!remote.status.microphone) notes.push('muted');
  if (remote.status.screen) notes.push('sharing');
  return notes;
}
