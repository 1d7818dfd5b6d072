// Somebody calls: over everything, until it is answered one way or another.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';

export function IncomingCall({ app }: { app: AppModel }) {
  const { calls } = app;
  const call = calls.live.value;
  if (call?.state.name !== 'ringing') return null;
  const { media } = call;
  return (
    <AlertDialog key={call.id} label={t.call.incoming(media, call.with)} extraClass="incoming">
      <div class="incoming-rings">
        <span class="incoming-ring" />
        <span class="incoming-ring" />
        <Avatar name={call.with} size="huge" />
      </div>
      <p class="incoming-name" dir="auto">
        {call.with}
      </p>
      <p class="incoming-kind">{t.call.incomingShort(media)}</p>
      <div class="incoming-buttons">
        <Button kind="danger" icon="hang-up" onClick={calls.decline}>
          {t.call.decline}
        </Button>
        <Button
          kind="accept"
          icon={media === 'video' ? 'video' : 'phone'}
          onClick={() => calls.accept(media)}
        >
          {t.call.accept}
        </Button>
      </div>
      {media === 'video' && (
        <Button kind="quiet" onClick={() => calls.accept('voice')}>
          {t.call.answerWithoutCamera}
        </Button>
      )}
    </AlertDialog>
  );
}
