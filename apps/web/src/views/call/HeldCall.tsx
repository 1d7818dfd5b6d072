// The call that is on hold: who waits, and the way back to them.
import '../../styles/held-call.css';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';

export function HeldCall({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const { beside, resume } = app.calls;
  const other = beside.value;
  if (other?.held)
    return (
      <div class="held-call">
        <Avatar name={other.with} />
        <p class="held-words">{t.manners.isHeld(other.with)}</p>
        <Button onClick={resume}>{t.manners.returnTo(other.with)}</Button>
      </div>
    );
  if (!call.held) return null;
  return (
    <div class="held-call held-alone">
      <Button kind="primary" icon="phone" onClick={resume}>
        {t.manners.resume}
      </Button>
    </div>
  );
}
