// What could not be had for this call, one plain sentence each. The call goes on without it.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { DeviceProblem } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { problemKey, type CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';

const ICONS: Record<DeviceProblem['device'], IconName> = {
  microphone: 'mic-off',
  camera: 'video-off',
  screen: 'screen-off',
};
/** What another try can't change, or is no trouble. */
const SETTLED: ReadonlySet<DeviceProblem['kind']> = new Set(['switched', 'asking', 'insecure', 'forbidden']);
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
    </ul>
  );
}

function Problem({ app, problem, other }: { app: AppModel; problem: DeviceProblem; other: string }) {
  const { calls, page, timers } = app;
  const { device, kind } = problem;
  const words = `problem-${device}`;
  const card = useRef<HTMLLIElement>(null);
  const dismiss = (): void => calls.dismissProblem(problem);
  useEffect(() => (kind === 'switched' ? timers.after(NOTICE_STAYS, dismiss) : undefined), [kind]);
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
      <p id={words}>{t.problem(problem, other, page.browser)}</p>
      {device !== 'screen' && !SETTLED.has(kind) && (
        <Button kind="quiet" busy={problem.trying ?? false} about={words} onClick={() => calls.retry(device)}>
          {t.call.tryAgain}
        </Button>
      )}
      <IconButton label={t.call.dismiss} icon="close" onClick={dismiss} />
    </li>
  );
}
