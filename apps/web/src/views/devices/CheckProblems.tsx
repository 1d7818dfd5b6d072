// What is wrong with a device that is being checked, and what to do about it.
import type { AppModel } from '../../model/app-model.ts';
import type { CheckModel } from '../../model/devices/check.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AllowHelp, needsAllowing } from './AllowHelp.tsx';
import { canRetry } from './retry.ts';

export function CheckProblems({ app, check }: { app: AppModel; check: CheckModel }) {
  const problems = check.local.value?.problems ?? [];
  return (
    <ul class="check-problems" role="list" aria-live="polite">
      {problems.map((problem) => {
        const { device, kind } = problem;
        if (device === 'screen') return null;
        const words = `check-problem-${device}`;
        return (
          <li key={device} class="check-problem">
            <Icon name={device === 'camera' ? 'video-off' : 'mic-off'} size={18} />
            <div>
              <p id={words}>{t.problem(problem, undefined, app.page.browser)}</p>
              {needsAllowing(problem) && <AllowHelp device={device} browser={app.page.browser} open />}
            </div>
            {canRetry(kind) && (
              <Button busy={problem.trying ?? false} about={words} onClick={() => check.retry(device)}>
                {t.call.tryAgain}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
