// Where texts are written. Return sends, Shift and Return begins a new line.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { assertNever, type UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { Hint } from '../../model/conversation.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { AttachButton } from './AttachButton.tsx';
import { filesOf } from './given-files.ts';

export function Composer({ app, user }: { app: AppModel; user: UserId }) {
  const { conversations, layout, page } = app;
  const { call } = layout.state.value;
  const chat = call.name === 'full' && call.chat;
  const { draft, hint } = conversations.of(user);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => fit(field.current), [draft.value]);
  useLayoutEffect(() => {
    // On a phone the keyboard would cover half of what is to be read.
    if (page.wide.value) field.current?.focus({ preventScroll: true });
  }, [chat]);

  const send = (): void => {
    conversations.send(user);
    field.current?.focus({ preventScroll: true });
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {hint.value && (
        <p class="composer-hint" id="composer-hint" aria-live="polite">
          {hintWords(hint.value, app)}
        </p>
      )}
      {app.files.carried.value && <AttachButton app={app} user={user} />}
      <textarea
        ref={field}
        rows={1}
        aria-label={t.conversation.message}
        aria-describedby={hint.value ? 'composer-hint' : undefined}
        aria-invalid={hint.value === 'empty' || hint.value === 'too-long'}
        placeholder={t.conversation.placeholder(user)}
        dir="auto"
        value={draft.value}
        onInput={(event) => conversations.write(user, event.currentTarget.value)}
        onPaste={(event) => {
          const given = filesOf(event.clipboardData);
          if (given.files.length === 0 && !given.hasFolder) return;
          event.preventDefault();
          app.files.give(user, given);
        }}
        onKeyDown={(event) => {
          // While an input method composes, Return chooses a word.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="send" aria-label={t.conversation.send} title={t.conversation.send}>
        <Icon name="send" />
      </button>
    </form>
  );
}

function hintWords(hint: Hint, { calls }: AppModel): string {
  switch (hint) {
    case 'empty':
      return t.conversation.empty;
    case 'too-long':
      return t.conversation.tooLong;
    case 'failed':
      return t.conversation.failedToSend;
    case 'in-call':
      return t.conversation.alreadyInCall(calls.live.value?.with ?? '');
    case 'cannot-call':
      return t.conversation.cannotCall;
    case 'too-many-files':
      return t.conversation.tooManyFiles;
    case 'folder':
      return t.conversation.folder;
    case 'no-files':
      return t.conversation.noFiles;
    default:
      return assertNever(hint);
  }
}

/** As high as what is written in it; the style sheet says how high at most. */
function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + 2}px`;
}
