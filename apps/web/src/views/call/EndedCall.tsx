// What became of the call: a card that goes away by itself, and hinders nobody from going on.
import type { UserId } from '@parley/client';
import type { CallOutcome } from '../../i18n/facts.ts';
import { t } from '../../i18n/strings.ts';
import type { AppModel } from '../../model/app-model.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Announced } from './Announced.tsx';
import { FailureDetails } from './FailureDetails.tsx';

export function EndedCall({ app }: { app: AppModel }) {
  const outcome = app.calls.ended.value;
  if (!outcome || app.calls.live.value) return null;
  return <Card key={outcome} app={app} outcome={outcome} />;
}

function Card({ app, outcome }: { app: AppModel; outcome: CallOutcome }) {
  const { calls } = app;
  const detail = t.ended.detail(outcome);
  const failure = calls.failed.value?.outcome === outcome ? calls.failed.value : undefined;
  return (
    <section
      class="ended"
      aria-label={t.call.region(outcome.with)}
      onPointerEnter={() => calls.holdCard(true)}
      onPointerLeave={() => calls.holdCard(false)}
      onFocusIn={() => calls.holdCard(true)}
      onFocusOut={() => calls.holdCard(false)}
    >
      <Avatar name={outcome.with} />
      <div class="ended-words">
        <Announced words={t.ended.sentence(outcome)} />
        {detail && <p class="ended-detail">{detail}</p>}
      </div>
      {failure && <FailureDetails failure={failure} />}
      <div class="ended-buttons">
        <Button kind="quiet" onClick={calls.closeCard}>
          {t.call.close}
        </Button>
        {calls.supported && (
          <Button
            icon={outcome.media === 'video' ? 'video' : 'phone'}
            onClick={() => calls.start(outcome.with as UserId, outcome.media)}
          >
            {outcome.direction === 'incoming' ? t.call.callBack : t.call.again}
          </Button>
        )}
      </div>
    </section>
  );
}
