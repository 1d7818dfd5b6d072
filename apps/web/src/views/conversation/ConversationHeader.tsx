// Whom one talks with, their state, and the buttons to call them.
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/Button.tsx';

export function ConversationHeader({ app, user }: { app: AppModel; user: UserId }) {
  const { calls, layout, people, page } = app;
  const online = people.isOnline(user);
  const inCall = layout.state.value.call.name === 'full';
  return (
    <header class="conversation-head">
      {(inCall || !page.wide.value) && (
        <IconButton
          label={inCall ? t.conversation.backToCall : t.conversation.back}
          icon={inCall ? 'close' : 'back'}
          onClick={() => layout.send({ name: 'went-back' })}
        />
      )}
      <Avatar name={user} online={online} />
      <div class="conversation-who">
        <h2 tabIndex={-1} dir="auto" title={user}>
          {user}
        </h2>
        <Subtitle app={app} online={online} />
      </div>
      {!inCall && <CallButtons app={app} user={user} busyWith={calls.live.value?.with} />}
    </header>
  );
}

/** Where the people pane is hidden, nothing else would tell that the line is lost. */
function Subtitle({ app, online }: { app: AppModel; online: boolean }) {
  const standing = app.connection.standing.value;
  const words = online ? t.people.online : t.people.offline;
  const lost = standing !== 'connected' && !app.page.wide.value;
  return <span class="conversation-state">{lost ? t.connection[standing] : words}</span>;
}

interface CallButtonsProps {
  app: AppModel;
  user: UserId;
  busyWith: UserId | undefined;
}

function CallButtons({ app, user, busyWith }: CallButtonsProps) {
  const unavailable = busyWith !== undefined;
  const reason = busyWith === undefined ? {} : { title: t.conversation.alreadyInCall(busyWith) };
  return (
    <div class="call-buttons">
      <IconButton
        {...reason}
        label={t.conversation.voiceCall}
        icon="phone"
        unavailable={unavailable}
        onClick={() => app.calls.start(user, 'voice')}
      />
      <IconButton
        {...reason}
        label={t.conversation.videoCall}
        icon="video"
        kind="primary"
        unavailable={unavailable}
        onClick={() => app.calls.start(user, 'video')}
      />
    </div>
  );
}
