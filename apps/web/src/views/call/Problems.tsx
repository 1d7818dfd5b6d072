// What could not be had for this call, one plain sentence each. The call goes on without it.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { DeviceProblem } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { problemKey, type CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { AllowHelp, needsAllowing } from '../devices/AllowHelp.tsx';
import { canRetry, isNotice } from '../devices/retry.ts';

const ICONS: Record<DeviceProblem['device'], IconName> = {
  microphone: 'mic-off',
  camera: 'video-off',
  screen: 'screen-off',
};
/** How long a card stays that asks for nothing. */
const NOTICE_STAYS = 10_000;

export function Problems({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const { dismissed } = app.calls;
  const problems = call.local.problems.filter((problem) => !dismissed.value.has(problemKey(problem)));
  return (
    <ul class="problems" role="list" aria-live="polite">
      {problems.map((problem) => (
        // By the device alone: a card whose words change keeps the focus that is on its button.
        <Problem key={problem.device} app={app} problem={problem} other={call.with} />
      ))}
      <SpeakerNotice app={app} />
    </ul>
  );
}

/** The chosen speaker is not there: sound comes out elsewhere. */
function SpeakerNotice({ app: { devices } }: { app: AppModel }) {
  const away = devices.speakerAway.value;
  const put = useSignal<string | undefined>(undefined);
  if (away === undefined || put.value === away) return null;
  return (
    <li class="problem">
      <Icon name="sound" size={18} />
      <p>{t.devices.speakerAway(away)}</p>
      <IconButton label={t.call.dismiss} icon="close" onClick={() => (put.value = away)} />
    </li>
  );
}

function Problem({ app, problem, other }: { app: AppModel; problem: DeviceProblem; other: string }) {
  const { calls, page, timers } = app;
  const { device, kind } = problem;
  const words = `problem-${device}`;
  const card = useRef<HTMLLIElement>(null);
  const dismiss = (): void => calls.dismissProblem(problem);
  useEffect(() => (isNotice(kind) ? timers.after(NOTICE_STAYS, dismiss) : undefined), [kind]);
  useLayoutEffect(() => {
    const call = card.current?.closest<HTMLElement>('.call');
    return () => {
      // Gone with what had the focus, its own button: whoever uses keys is not to begin at the top of the page.
      if (card.current?.contains(document.activeElement)) call?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <li ref={card} class="problem">
      <Icon name={ICONS[device]} size={18} />
      <div class="problem-words">
        <p id={words}>{t.problem(problem, other, page.browser)}</p>
        {device !== 'screen' && needsAllowing(problem) && (
          <AllowHelp device={device} browser={page.browser} />
        )}
      </div>
      {device !== 'screen' && canRetry(kind) && (
        <Button kind="quiet" busy={problem.trying ?? false} about={words} onClick={() => calls.retry(device)}>
          {t.call.tryAgain}
        </Button>
      )}
      <IconButton label={t.call.dismiss} icon="close" onClick={dismiss} />
    </li>
  );
}
