// What the two persons of a call compare by voice, to know that nobody sits in between.
import '../../styles/safety.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { safetySymbols } from '../../model/safety-symbols.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface SafetyCheckProps {
  app: AppModel;
  close: () => void;
}

export function SafetyCheck({ app, close }: SafetyCheckProps) {
  const call = app.calls.live.value;
  const code = useSignal<readonly number[] | undefined>(undefined);
  const working = useSignal(true);
  const { id, line } = call ?? {};
  useEffect(() => {
    let isOver = false;
    working.value = true;
    const ask = async (): Promise<void> => {
      const next = await app.calls.safetyCode();
      if (isOver) return;
      code.value = next;
      working.value = false;
    };
    void ask();
    return () => {
      isOver = true;
    };
    // A line that was lost may come back as another connection.
  }, [id, line]);
  useEffect(() => {
    if (!call) close();
  }, [call === undefined]);
  if (!call) return null;
  return (
    <Dialog
      role="dialog"
      label={t.safety.title}
      describedBy="safety-text"
      extraClass="safety"
      onEscape={close}
    >
      <p class="dialog-title">{t.safety.title}</p>
      <p class="dialog-text" id="safety-text">
        {t.safety.text(call.with)}
      </p>
      {code.value ? (
        <ol class="safety-symbols" aria-label={t.safety.symbols}>
          {safetySymbols(code.value).map((symbol, place) => (
            <li key={`${place} ${symbol}`}>{symbol}</li>
          ))}
        </ol>
      ) : (
        <p role="status" class="safety-waiting">
          {working.value ? t.safety.working : t.safety.notYet}
        </p>
      )}
      <p class="dialog-text">{t.safety.differ(call.with)}</p>
      <Button kind="primary" onClick={close}>
        {t.safety.done}
      </Button>
    </Dialog>
  );
}
