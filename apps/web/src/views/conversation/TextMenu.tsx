// The menu of a text or a file: quick reactions, and all that can be done with it. Loaded when it is asked for.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Text } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { mayDelete, mayEdit, wordsOf } from '../../model/conversation-acts.ts';
import { isFile, type Subject } from '../../model/shared-file.ts';
import { t } from '../../i18n/strings.ts';
import { buttonAfter } from '../../ui/arrow-focus.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { focusField, type MenuPart } from './text-handling.ts';

/** Those that most people reach for. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

interface Opened {
  subject: Subject;
  row: HTMLElement;
  part: MenuPart;
}

/** What to put over the page. */
export function menuOf(app: AppModel, opened: Opened): ComponentType {
  return function OpenTextMenu() {
    return <TextMenu app={app} {...opened} />;
  };
}

function TextMenu({ app, subject, row, part }: Opened & { app: AppModel }) {
  const { conversations, over } = app;
  const { acting } = conversations;
  const deleting = useSignal(false);
  const panel = useRef<HTMLDivElement>(null);
  const mark = conversations.of(subject.with).marks.value.get(subject.id);
  const own = mark?.reactions?.get(app.user)?.value ?? undefined;
  const close = (): void => {
    over.value = undefined;
    // The dialog has taken the place of the menu, and would not know where the focus was.
    if (deleting.value) requestAnimationFrame(() => row.focus({ preventScroll: true }));
  };
  const then = (act: () => void) => (): void => {
    close();
    act();
  };
  useLayoutEffect(() => {
    const first = part === 'reactions' ? '.menu-emoji' : '.menu-item';
    panel.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);
  if (deleting.value && !isFile(subject))
    return <Deletion name={subject.with} close={close} confirm={then(() => acting.delete(subject))} />;
  const react = (emoji: string): void => acting.react(subject, emoji);
  return (
    <Popover
      role="menu"
      label={isFile(subject) ? t.talk.fileToolbar : t.talk.toolbar}
      anchor={row}
      side={subject.from === app.user ? 'end' : 'start'}
      extraClass="text-menu"
      close={close}
      onKeyDown={(event) => panel.current && move(event, panel.current)}
    >
      <div ref={panel} role="none">
        <div class="menu-row" role="none">
          {QUICK.map((emoji) => (
            <Emoji key={emoji} emoji={emoji} chosen={emoji === own} press={then(() => react(emoji))} />
          ))}
          <button
            type="button"
            class="menu-emoji menu-more"
            role="menuitem"
            tabIndex={-1}
            aria-label={t.talk.moreEmoji}
            title={t.talk.moreEmoji}
            onClick={() => void openPicker(app, { subject, row }, react)}
          >
            <Icon name="plus" />
          </button>
        </div>
        <MenuItem icon="reply" press={then(() => (conversations.beginAnswer(subject), focusField()))}>
          {t.talk.reply}
        </MenuItem>
        {!isFile(subject) && (
          <TextItems app={app} text={subject} then={then} remove={() => (deleting.value = true)} />
        )}
      </div>
    </Popover>
  );
}

interface TextItemsProps {
  app: AppModel;
  text: Text;
  then: (act: () => void) => () => void;
  remove: () => void;
}

/** What can be done with words alone. */
function TextItems({ app, text, then, remove }: TextItemsProps) {
  const { conversations } = app;
  const mark = conversations.of(text.with).marks.value.get(text.id);
  const words = wordsOf(text, mark);
  return (
    <>
      {words !== undefined && (
        <MenuItem icon="copy" press={then(() => void copy(app, text, words))}>
          {t.talk.copy}
        </MenuItem>
      )}
      {mayEdit(text, mark, app.user, app.timers.now()) && (
        <MenuItem icon="edit" press={then(() => (conversations.beginEdit(text), focusField()))}>
          {t.talk.edit}
        </MenuItem>
      )}
      {mayDelete(text, mark, app.user) && (
        <MenuItem icon="bin" danger press={remove}>
          {t.talk.remove}
        </MenuItem>
      )}
    </>
  );
}

function Emoji({ emoji, chosen, press }: { emoji: string; chosen: boolean; press: () => void }) {
  return (
    <button
      type="button"
      class="menu-emoji"
      role="menuitemcheckbox"
      tabIndex={-1}
      aria-checked={chosen}
      aria-label={t.talk.reactWith(emoji)}
      onClick={press}
    >
      {emoji}
    </button>
  );
}

interface MenuItemProps {
  icon: IconName;
  danger?: boolean;
  press: () => void;
  children: string;
}

function MenuItem({ icon, danger = false, press, children }: MenuItemProps) {
  return (
    <button
      type="button"
      class={danger ? 'menu-item menu-danger' : 'menu-item'}
      role="menuitem"
      tabIndex={-1}
      onClick={press}
    >
      <Icon name={icon} size={18} />
      {children}
    </button>
  );
}

function move(event: KeyboardEvent, panel: HTMLElement): void {
  const buttons = [...panel.querySelectorAll<HTMLElement>('button')];
  const active = document.activeElement;
  const from = active instanceof HTMLElement && panel.contains(active) ? active : buttons[0];
  const next = from && buttonAfter(event.key, buttons, from);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Deletion({ name, close, confirm }: { name: string; close: () => void; confirm: () => void }) {
  const { title, text, confirm: yes, keep } = t.talk.deletion;
  return (
    <Dialog role="alertdialog" label={title} describedBy="deletion-text" onEscape={close}>
      <p class="dialog-title">{title}</p>
      <p class="dialog-text" id="deletion-text">
        {text(name)}
      </p>
      <div class="dialog-choice">
        <Button onClick={close}>{keep}</Button>
        <Button kind="danger" onClick={confirm}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}

async function copy(app: AppModel, text: Text, words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    app.conversations.of(text.with).hint.value = 'not-copied';
  }
}

async function openPicker(
  app: AppModel,
  { subject, row }: Pick<Opened, 'subject' | 'row'>,
  chosen: (emoji: string) => void,
): Promise<void> {
  try {
    const { emojiOver } = await import('../emoji/EmojiPicker.tsx');
    app.over.value = await emojiOver(app, { anchor: row, chosen });
  } catch {
    app.over.value = undefined;
    app.conversations.of(subject.with).hint.value = 'not-loaded';
  }
}
