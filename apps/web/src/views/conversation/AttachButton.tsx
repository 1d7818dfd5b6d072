// Lets a person choose files to send.
import { useRef } from 'preact/hooks';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';

export function AttachButton({ app, user }: { app: AppModel; user: UserId }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const field = event.currentTarget;
          app.files.give(user, { files: [...(field.files ?? [])], hasFolder: false });
          // The same file may be chosen again.
          field.value = '';
        }}
      />
      <button
        type="button"
        class="attach"
        aria-label={t.conversation.attach}
        title={t.conversation.attach}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
    </>
  );
}
