// Whom one talks with, their state, and the buttons to call them.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CallMedia, PresenceStatus, UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { Hint } from '../../model/conversation.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/Button.tsx';

export function ConversationHeader({ app, user }: { app: AppModel; user: UserId }) {
  const { layout, people, page } = app;
  const status = people.statusOf(user);
  const inCall = layout.state.value.call.name === 'full';
  const heading = useRef<HTMLHeadingElement>(null);
  const { pane, call } = layout.state.value;
  const chat = call.name === 'full' && call.chat;
  useLayoutEffect(() => {
    // The pane with what had the focus is gone.
    if (pane === 'conversation' && !page.wide.value) heading.current?.focus({ preventScroll: true });
  }, [pane, chat]);
  return (
    <header class="conversation-head">
      {(inCall || !page.wide.value) && (
        <IconButton
          label={inCall ? t.conversation.backToCall : t.conversation.back}
          icon={inCall ? 'close' : 'back'}
          onClick={() => goBack(app)}
        />
      )}
      <Avatar name={user} status={status} />
      <div class="conversation-who">
        <h2 ref={heading} tabIndex={-1} dir="auto" title={user}>
          {user}
        </h2>
        <Subtitle app={app} status={status} />
      </div>
      <IconButton
        label={t.find.open}
        icon="search"
        extraClass="find-open"
        onClick={() => (app.finding.value = true)}
      />
      {!inCall && <CallButtons app={app} user={user} />}
    </header>
  );
}

/** The focus goes back to where it came from. */
function goBack({ layout }: AppModel): void {
  const place = layout.state.value.call.name === 'full' ? '.call' : '.person[aria-current]';
  layout.send({ name: 'went-back' });
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
  });
}

/** Where the people pane is hidden, nothing else would tell that the line is lost. */
function Subtitle({ app, status }: { app: AppModel; status: PresenceStatus | undefined }) {
  const standing = app.connection.standing.value;
  const words = status ? t.status.seen[status] : t.people.offline;
  const lost = standing !== 'connected' && !app.page.wide.value;
  return <span class="conversation-state">{lost ? t.connection[standing] : words}</span>;
}

function CallButtons({ app, user }: { app: AppModel; user: UserId }) {
  const { calls, conversations } = app;
  const obstacle: Hint | undefined = !calls.supported
    ? 'cannot-call'
    : calls.live.value
      ? 'in-call'
      : undefined;
  const call = (media: CallMedia) => (): void => {
    if (obstacle) conversations.of(user).hint.value = obstacle;
    else calls.start(user, media);
  };
  const unavailable = obstacle !== undefined;
  const why = obstacle === 'cannot-call' && { title: t.conversation.cannotCall };
  return (
    <div class="call-buttons">
      <IconButton
        label={t.conversation.voiceCall}
        icon="phone"
        unavailable={unavailable}
        {...why}
        onClick={call('voice')}
      />
      <IconButton
        label={t.conversation.videoCall}
        icon="video"
        kind="primary"
        unavailable={unavailable}
        {...why}
        onClick={call('video')}
      />
    </div>
  );
}
