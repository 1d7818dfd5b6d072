// The beginning of what is shown of a conversation: what is before it, or why nothing is.
import { assertNever, type UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';

interface EarlierProps {
  app: AppModel;
  user: UserId;
  older: () => void;
}

export function Earlier({ app, user, older }: EarlierProps) {
  const reach = app.kept.value?.reach(user) ?? 'unknown';
  switch (reach) {
    case 'loading':
      return <p class="earlier">{t.history.loading}</p>;
    case 'more':
      return (
        <p class="earlier">
          <button type="button" onClick={older}>
            {t.history.more}
          </button>
        </p>
      );
    case 'failed':
      return (
        <p class="earlier">
          <span>{t.history.notLoaded}</span>
          <button type="button" onClick={older}>
            {t.history.again}
          </button>
        </p>
      );
    case 'unknown':
    case 'all':
      return <Beginning app={app} user={user} />;
    default:
      return assertNever(reach);
  }
}

function Beginning({ app, user }: { app: AppModel; user: UserId }) {
  const server = app.kept.value?.server.value ?? { name: 'unasked' };
  const isNew = app.conversations.of(user).texts.value.length === 0;
  return (
    <div class="beginning">
      {(isNew || server.name !== 'days') && <p>{t.conversation.begin(user)}</p>}
      <p>{keptWords(app, isNew)}</p>
    </div>
  );
}

function keptWords({ kept }: AppModel, isNew: boolean): string | undefined {
  const server = kept.value?.server.value ?? { name: 'unasked' };
  switch (server.name) {
    case 'unasked':
      return undefined;
    case 'days':
      return isNew ? t.history.onServer(server.days) : t.history.onServerOlder(server.days);
    case 'nothing':
      return kept.value?.here.on.value ? t.history.onDevice : t.conversation.notKept;
    default:
      return assertNever(server);
  }
}
