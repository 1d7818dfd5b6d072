// Quietly beside the people: a newer build is there, or the call of a notification was over.
import { useSignal } from '@preact/signals';
import type { NoteTaker } from '../../model/notes.ts';
import type { PageWorker } from '../../model/worker.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

export interface ReachPromptsProps {
  worker: Pick<PageWorker, 'outdated' | 'reload'> | undefined;
  notes: Pick<NoteTaker, 'told' | 'putAway'>;
  /** Whether no call is on, which nothing may interrupt. */
  free: boolean;
}

export function ReachPrompts({ worker, notes, free }: ReachPromptsProps) {
  // Until the next page, where it is offered again.
  const later = useSignal(false);
  const told = notes.told.value;
  const isOutdated = free && worker?.outdated.value === true && !later.value;
  return (
    <div aria-live="polite">
      {told !== undefined && (
        <div class="ring-prompt">
          <Icon name="missed" size={18} />
          <p>{told}</p>
          <div class="ring-prompt-buttons">
            <Button kind="quiet" onClick={notes.putAway}>
              {t.push.close}
            </Button>
          </div>
        </div>
      )}
      {isOutdated && (
        <div class="ring-prompt">
          <Icon name="retry" size={18} />
          <p>{t.push.updated.text}</p>
          <div class="ring-prompt-buttons">
            <Button onClick={() => worker.reload()}>{t.push.updated.reload}</Button>
            <Button kind="quiet" onClick={() => (later.value = true)}>
              {t.push.updated.later}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
