// What of conversations stays: on the server, which its operator decides, and on this device.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { KeptModel } from '../../model/kept/kept.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Switch.tsx';

export function KeepHere({ app }: { app: AppModel }) {
  const kept = app.kept.value;
  if (!kept) return null;
  const { here, server } = kept;
  const problem = here.problem.value;
  return (
    <>
      {server.value.name === 'days' && (
        <p class="setting setting-text">{t.history.serverKeeps(server.value.days)}</p>
      )}
      <Switch
        id="keep-here"
        label={t.history.keep}
        text={t.history.keepText}
        on={here.on.value}
        change={(on) => here.set(on)}
      />
      {problem && (
        <p class="setting setting-problem" role="alert">
          {t.history.problem[problem]}
        </p>
      )}
      {here.on.value && <Clearing here={here} />}
    </>
  );
}

function Clearing({ here }: Pick<KeptModel, 'here'>) {
  const step = useSignal<'offered' | 'asked' | 'done'>('offered');
  const harmless = useRef<HTMLButtonElement>(null);
  const asked = step.value === 'asked';
  const wasAsked = useRef(false);
  useLayoutEffect(() => {
    // What was pressed to come here is gone.
    if (asked !== wasAsked.current) harmless.current?.focus();
    wasAsked.current = asked;
  }, [asked]);
  if (asked)
    return (
      <div class="setting setting-question" role="group" aria-label={t.history.clearText}>
        <p>{t.history.clearText}</p>
        <div class="setting-answers">
          <Button
            kind="danger"
            onClick={() => {
              here.clear();
              step.value = 'done';
            }}
          >
            {t.history.clearNow}
          </Button>
          <Button buttonRef={harmless} onClick={() => (step.value = 'offered')}>
            {t.history.clearNot}
          </Button>
        </div>
      </div>
    );
  return (
    <div class="setting setting-question">
      <Button buttonRef={harmless} onClick={() => (step.value = 'asked')}>
        {t.history.clear}
      </Button>
      <p role="status">{step.value === 'done' && !here.problem.value ? t.history.cleared : ''}</p>
    </div>
  );
}
