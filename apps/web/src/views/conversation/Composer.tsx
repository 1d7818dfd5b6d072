// Where texts are written. Return sends, Shift and Return begins a new line.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { assertNever, type UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { Composing } from '../../model/conversation-composing.ts';
import type { Hint } from '../../model/conversation.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { AttachButton } from './AttachButton.tsx';
import { ComposerStrip } from './ComposerStrip.tsx';
import { EmojiButton } from './EmojiButton.tsx';
import { filesOf } from './given-files.ts';

export function Composer({ app, user }: { app: AppModel; user: UserId }) {
  const { conversations, layout, page } = app;
  const { call } = layout.state.value;
  const chat = call.name === 'full' && call.chat;
  const { composing, hint } = conversations.of(user);
  const mode = composing.value.name;
  const written = conversations.written(user);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => fit(field.current), [written]);
  useLayoutEffect(() => (field.current ? refit(field.current) : undefined), []);
  useLayoutEffect(() => {
    // On a phone the keyboard would cover half of what is to be read.
    if (page.wide.value) field.current?.focus({ preventScroll: true });
  }, [chat]);

  const send = (): void => {
    conversations.send(user);
    field.current?.focus({ preventScroll: true });
  };
  const leave = (): boolean => {
    field.current?.focus({ preventScroll: true });
    return conversations.stopComposing(user);
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
      <ComposerStrip app={app} user={user} leave={leave} />
      {app.files.carried.value && mode !== 'edit' && <AttachButton app={app} user={user} />}
      <EmojiButton app={app} user={user} field={field} />
      <textarea
        ref={field}
        rows={1}
        aria-label={t.conversation.message}
        aria-describedby={describedBy(hint.value, mode)}
        aria-invalid={hint.value === 'empty' || hint.value === 'too-long'}
        placeholder={t.conversation.placeholder(user)}
        dir="auto"
        value={written}
        onInput={(event) => conversations.write(user, event.currentTarget.value)}
        onPaste={(event) => {
          const given = filesOf(event.clipboardData);
          if (given.files.length === 0 && !given.hasFolder) return;
          event.preventDefault();
          app.files.give(user, given);
        }}
        onKeyDown={(event) => {
          // While an input method composes, Return chooses a word.
          if (event.isComposing) return;
          const done = taken(event, { send, leave, editLast: () => conversations.editLast(user) });
          if (done) event.preventDefault();
        }}
      />
      <SendButton
        name={mode === 'edit' ? t.talk.save : t.conversation.send}
        icon={mode === 'edit' ? 'check' : 'send'}
      />
    </form>
  );
}

function SendButton({ name, icon }: { name: string; icon: IconName }) {
  return (
    <button type="submit" class="send" aria-label={name} title={name}>
      <Icon name={icon} />
    </button>
  );
}

interface KeyActions {
  send(): void;
  leave(): boolean;
  editLast(): boolean;
}

/** Whether the key has been taken for something else than writing. */
function taken(event: TypedKey, { send, leave, editLast }: KeyActions): boolean {
  const { key, shiftKey, currentTarget: field } = event;
  if (key === 'Enter' && !shiftKey) {
    send();
    return true;
  }
  if (key === 'Escape') return leave();
  return key === 'ArrowUp' && field.value === '' && editLast();
}
type TypedKey = Pick<KeyboardEvent, 'key' | 'shiftKey'> & { currentTarget: HTMLTextAreaElement };

function describedBy(hint: Hint | undefined, mode: Composing['name']): string | undefined {
  const ids = [mode === 'new' ? '' : 'composer-about', hint ? 'composer-hint' : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function hintWords(hint: Hint, { calls }: AppModel): string {
  switch (hint) {
    case 'empty':
      return t.conversation.empty;
    case 'too-long':
      return t.conversation.tooLong;
    case 'failed':
      return t.conversation.failedToSend;
    case 'not-changed':
      return t.talk.notChanged;
    case 'not-copied':
      return t.talk.copyFailed;
    case 'not-loaded':
      return t.talk.notLoaded;
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

/** In another width the same words take another height. */
function refit(field: HTMLTextAreaElement): () => void {
  let width = field.clientWidth;
  const sizes = new ResizeObserver(() => {
    if (field.clientWidth === width) return;
    width = field.clientWidth;
    fit(field);
  });
  sizes.observe(field);
  return () => sizes.disconnect();
}
