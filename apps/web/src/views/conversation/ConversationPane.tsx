// The right pane: the conversation with the chosen person, or what to do while nobody is chosen.
import { useRef } from 'preact/hooks';
import { assertNever, type UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { ActNews } from '../../model/conversation-acting.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CheckHint } from '../devices/CheckHint.tsx';
import { Invite } from '../people/Invite.tsx';
import { Composer } from './Composer.tsx';
import { ConversationHeader } from './ConversationHeader.tsx';
import { ConversationLog } from './ConversationLog.tsx';
import { DropZone } from './DropZone.tsx';
import { Find } from './Find.tsx';

export function ConversationPane({ app }: { app: AppModel }) {
  const user = app.layout.selected.value;
  if (user !== undefined) return <OneConversation key={user} app={app} user={user} />;
  // A narrow window shows the invitation among the people.
  if (app.people.alone.value && app.page.wide.value) return <Invite timers={app.timers} />;
  return (
    <div class="empty">
      <span class="empty-picture">
        <Icon name="chat" size={34} />
      </span>
      <p class="empty-title">{t.conversation.choose}</p>
      <p class="empty-text">{t.conversation.chooseText}</p>
    </div>
  );
}

function OneConversation({ app, user }: { app: AppModel; user: UserId }) {
  return (
    <DropZone app={app} user={user}>
      <ConversationHeader app={app} user={user} />
      <Find app={app} user={user} />
      <CheckHint app={app} />
      <ConversationLog app={app} user={user} />
      <Composer app={app} user={user} />
      <News news={app.conversations.acting.news.value} user={user} />
    </DropZone>
  );
}

/** What is done twice is told twice: the same words once more would be no change, and read out by nobody. */
function News({ news, user }: { news: ActNews | undefined; user: UserId }) {
  const told = useRef({ news, count: 0 });
  if (told.current.news !== news) told.current = { news, count: told.current.count + 1 };
  return (
    <p class="unseen" role="status">
      <span key={told.current.count}>{newsWords(news, user)}</span>
    </p>
  );
}

/** Something that was done with a text, in a sentence for screen readers. */
function newsWords(news: ActNews | undefined, user: UserId): string {
  if (news?.with !== user) return '';
  switch (news.name) {
    case 'edited':
      return t.talk.news.edited(user, news.words);
    case 'deleted':
      return t.talk.news.deleted(user);
    case 'reacted':
      return t.talk.news.reacted(user, news.emoji, news.words);
    case 'discarded':
      return t.talk.news.discarded;
    default:
      return assertNever(news);
  }
}
