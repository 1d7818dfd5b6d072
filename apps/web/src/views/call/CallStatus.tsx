// How the call stands, in words: one status, so that screen readers hear each change once.
import { assertNever } from '@parley/client';
import type { CallSnapshot } from '../../model/calls.ts';
import type { Stage, StageNote } from '../../model/stage.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';

export interface CallStatusProps {
  stage: Stage;
  call: CallSnapshot;
}

function phaseWords(phase: Exclude<Stage['phase'], 'talking'>, name: string): string {
  if (phase === 'ringing-beside') return t.manners.ringingBeside(name);
  return phase === 'notified' ? t.push.notified : t.call[phase];
}

export function CallStatus({ stage, call }: CallStatusProps) {
  if (stage.phase !== 'talking') {
    const words = phaseWords(stage.phase, call.with);
    return (
      <p role="status" class="call-status" aria-label={words}>
        {words}
      </p>
    );
  }
  const notes = stage.notes.map((note) => noteOf(note, call));
  return (
    <div
      role="status"
      class="call-status"
      aria-label={notes.map((note) => note.words).join(', ') || undefined}
    >
      {notes.map(({ words, icon, grave }) => (
        <span key={words} class={grave ? 'call-note call-note-grave' : 'call-note'}>
          <Icon name={icon} size={15} />
          <span>{words}</span>
        </span>
      ))}
    </div>
  );
}

function noteOf(
  note: StageNote,
  { with: name, trouble, remote }: CallSnapshot,
): { words: string; icon: IconName; grave?: boolean } {
  const lacks = remote?.status.lacks;
  switch (note) {
    case 'line-lost':
      return { words: t.call.reconnecting, icon: 'retry', grave: true };
    case 'line-weak':
      return { words: t.line.weak(trouble), icon: 'weak' };
    case 'held':
      return { words: t.manners.youHold(name), icon: 'hold' };
    case 'held-by-them':
      return { words: t.manners.theyHold(name), icon: 'hold' };
    case 'voice-first':
      return { words: t.call.voiceFirst, icon: 'sound' };
    case 'camera-off':
      return {
        words: lacks?.camera ? t.line.cameraLacking(name, lacks.camera) : t.call.theirCameraOff(name),
        icon: 'video-off',
      };
    case 'muted':
      return {
        words: lacks?.microphone
          ? t.line.microphoneLacking(name, lacks.microphone)
          : t.call.theyAreMuted(name),
        icon: 'mic-off',
      };
    case 'sharing':
      return { words: t.call.theyShare(name), icon: 'screen' };
    default:
      return assertNever(note);
  }
}
