// The lines between texts: days, comings and goings, calls.
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { dayName, timeOfDay } from '../../model/day-names.ts';
import { t } from '../../i18n/strings.ts';
import type { CallOutcome } from '../../i18n/facts.ts';
import { Icon } from '../../ui/Icon.tsx';

export function DayLine({ at, now }: { at: number; now: number }) {
  return <p class="line line-day">{dayName(at, now)}</p>;
}

/** Over what had not been read when the conversation was opened. */
export function NewLine() {
  return (
    <p class="line line-new">
      <span>{t.talk.newTexts}</span>
    </p>
  );
}

export function PresenceLine({ name, app }: { name: 'went-offline' | 'came-online'; app: AppModel }) {
  const user = app.layout.selected.value ?? '';
  return (
    <p class="line">
      {name === 'went-offline' ? t.conversation.wentOffline(user) : t.conversation.cameOnline(user)}
    </p>
  );
}

export function CallLine({ app, outcome, at }: { app: AppModel; outcome: CallOutcome; at: number }) {
  const missed = outcome.direction === 'incoming' && outcome.duration === 0 && outcome.by !== 'self';
  const plain = outcome.media === 'video' ? 'video' : 'phone';
  return (
    <p class={missed ? 'line line-call line-missed' : 'line line-call'}>
      <Icon name={missed ? 'missed' : plain} size={16} />
      <span>{t.ended.line(outcome)}</span>
      <time>{timeOfDay(at)}</time>
      {missed && <CallBack app={app} outcome={outcome} />}
    </p>
  );
}

function CallBack({
  app: { calls },
  outcome: { with: user, media },
}: {
  app: AppModel;
  outcome: CallOutcome;
}) {
  if (!calls.supported) return null;
  const unavailable = calls.live.value !== undefined;
  return (
    <button
      type="button"
      class="line-button"
      title={t.manners.callBackTo(user)}
      aria-disabled={unavailable}
      onClick={() => calls.start(user as UserId, media)}
    >
      {t.call.callBack}
    </button>
  );
}
