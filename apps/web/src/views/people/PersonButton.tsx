// One person: choose them to talk to them.
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';

export interface PersonButtonProps {
  app: AppModel;
  user: UserId;
  online: boolean;
  /** Whether the Tab key reaches this one; arrow keys reach the others. */
  reachable?: boolean;
}

export function PersonButton({ app, user, online, reachable = true }: PersonButtonProps) {
  const conversation = app.conversations.find(user);
  const unread = conversation?.unread.value ?? 0;
  const missed = conversation?.missed.value ?? 0;
  const status = online ? app.people.statusOf(user) : undefined;
  const chosen = app.layout.selected.value === user;
  // In the open conversation it is told below the texts.
  const typing = !chosen && conversation?.typing.value;
  return (
    <button
      type="button"
      class="person"
      data-user={user}
      aria-label={t.people.person(user, online, unread, status)}
      aria-description={missed > 0 ? t.manners.missed(missed) : undefined}
      aria-current={chosen ? 'true' : undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={() => app.choose(user)}
    >
      <Avatar name={user} status={status} />
      <span class="person-words">
        <span class="person-name" dir="auto" title={user}>
          {user}
        </span>
        {typing && <span class="person-line">{t.conversation.typing(user)}</span>}
      </span>
      {missed > 0 && (
        <span class="person-missed" title={t.manners.missed(missed)}>
          <Icon name="missed" size={19} />
          {missed > 1 && <span class="person-missed-count">{missed > 99 ? '99+' : missed}</span>}
        </span>
      )}
      {unread > 0 && <span class="badge">{unread > 99 ? '99+' : unread}</span>}
    </button>
  );
}
