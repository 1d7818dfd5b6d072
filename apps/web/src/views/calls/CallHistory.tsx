// The last calls: who, which way, when, how long, and a button to call again.
import '../../styles/call-history.css';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { LoggedCall } from '../../model/call-log.ts';
import { wasMissed } from '../../model/conversations.ts';
import { dayName, timeOfDay } from '../../model/day-names.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface CallHistoryProps {
  app: AppModel;
  close: () => void;
}

export function CallHistory({ app, close }: CallHistoryProps) {
  const calls = app.callLog.calls.value;
  const words = t.manners.log;
  return (
    <Dialog role="dialog" label={words.title} extraClass="call-history" onEscape={close}>
      <div class="call-history-head">
        <h1 class="dialog-title">{words.title}</h1>
        {calls.length > 0 && (
          <Button kind="quiet" onClick={app.callLog.clear}>
            {words.clear}
          </Button>
        )}
        <IconButton label={words.close} icon="close" onClick={close} />
      </div>
      {calls.length === 0 ? (
        <div class="call-history-none">
          <p class="call-history-none-title">{words.none}</p>
          <p>{words.noneText}</p>
        </div>
      ) : (
        <ul role="list">
          {calls.map((call, index) => (
            <Entry key={calls.length - index} app={app} call={call} close={close} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Entry({ app, call: { at, outcome }, close }: CallHistoryProps & { call: LoggedCall }) {
  const { calls, timers } = app;
  const user = outcome.with as UserId;
  const open = (): void => {
    app.choose(user);
    close();
  };
  return (
    <li class={wasMissed(outcome) ? 'logged logged-missed' : 'logged'}>
      <button type="button" class="logged-who" onClick={open}>
        <Avatar name={user} />
        <span class="logged-words">
          <span class="logged-name" title={user} dir="auto">
            {user}
          </span>
          <span class="logged-kind">{t.manners.log.entry(outcome)}</span>
        </span>
        <span class="logged-when">
          <span>{dayName(at, timers.now())}</span>
          <time>{timeOfDay(at)}</time>
        </span>
      </button>
      {calls.supported && (
        <IconButton
          label={t.manners.log.call(user)}
          icon={outcome.media === 'video' ? 'video' : 'phone'}
          unavailable={calls.live.value !== undefined}
          onClick={() => {
            if (calls.live.peek()) return;
            calls.start(user, outcome.media);
            close();
          }}
        />
      )}
    </li>
  );
}
