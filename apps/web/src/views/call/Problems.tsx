// What could not be had for this call, one plain sentence each. The call goes on without it.
import type { AppModel } from '../../model/app-model.ts';
import { problemKey, type CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/Button.tsx';

export function Problems({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const { calls, page } = app;
  const problems = call.local.problems.filter((problem) => !calls.dismissed.value.has(problemKey(problem)));
  if (problems.length === 0) return null;
  return (
    <ul class="problems" role="list" aria-live="polite">
      {problems.map((problem) => (
        <li key={problemKey(problem)} class="problem">
          <Icon name={problem.device === 'microphone' ? 'mic-off' : 'video-off'} size={18} />
          <p>{t.problem(problem, call.with, page.browser)}</p>
          <IconButton label={t.call.dismiss} icon="close" onClick={() => calls.dismissProblem(problem)} />
        </li>
      ))}
    </ul>
  );
}
