// A link asks to call somebody: the person does, or does not.
import { useEffect } from 'preact/hooks';
import type { CallMedia, UserId } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { AppModel } from '../../model/app-model.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface CallPromptProps {
  app: AppModel;
  user: UserId;
  /** What the link asks for: the first choice. */
  media: CallMedia;
  close: () => void;
}

export function CallPrompt({ app, user, media, close }: CallPromptProps) {
  const words = t.desktop.callPrompt;
  const online = app.people.isOnline(user);
  const inCall = app.calls.live.value !== undefined;
  useEffect(() => {
    // Somebody has called meanwhile.
    if (inCall) close();
  }, [inCall]);
  const call = (media: CallMedia): void => {
    close();
    app.calls.start(user, media);
  };
  const other = media === 'video' ? 'voice' : 'video';
  return (
    <Dialog
      role="alertdialog"
      label={words.title(user)}
      describedBy="call-prompt-text"
      extraClass="call-prompt"
      onEscape={close}
    >
      <Avatar name={user} size="large" status={app.people.statusOf(user)} />
      <p class="dialog-title" dir="auto">
        {words.title(user)}
      </p>
      <p class="dialog-text" id="call-prompt-text">
        {online ? words.online : words.offline}
      </p>
      <Button kind="primary" icon={iconOf(media)} onClick={() => call(media)}>
        {words.call(media)}
      </Button>
      <Button icon={iconOf(other)} onClick={() => call(other)}>
        {words.call(other)}
      </Button>
      <Button kind="quiet" onClick={close}>
        {words.cancel}
      </Button>
    </Dialog>
  );
}

function iconOf(media: CallMedia): 'video' | 'phone' {
  return media === 'video' ? 'video' : 'phone';
}
