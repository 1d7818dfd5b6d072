// What lies beside a bubble or a file while it is pointed at or has the focus.
import { useEffect } from 'preact/hooks';
import { isFile, type Subject } from '../../model/shared-file.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { fetchMenu, type TextHandling } from './text-handling.ts';

interface BubbleToolsProps {
  subject: Subject;
  row: () => HTMLElement | null;
  handling: TextHandling;
}

export function BubbleTools({ subject, row, handling }: BubbleToolsProps) {
  useEffect(fetchMenu, []);
  const menu = (part: 'reactions' | 'list') => (): void => {
    const element = row();
    if (element) handling.openMenu(subject, element, part);
  };
  return (
    // It comes and goes with the pointer: nothing to be told of.
    <span
      class="bubble-tools"
      role="toolbar"
      aria-label={isFile(subject) ? t.talk.fileToolbar : t.talk.toolbar}
      aria-live="off"
    >
      <Tool name={t.talk.react} icon="smile" press={menu('reactions')} />
      <Tool name={t.talk.reply} icon="reply" press={() => handling.reply(subject)} />
      <Tool name={t.talk.more} icon="more" press={menu('list')} />
    </span>
  );
}

function Tool({ name, icon, press }: { name: string; icon: IconName; press: () => void }) {
  return (
    <button
      type="button"
      // For pointers, and fingers that a screen reader leads: keys open the menu, which has all of it, from the text itself.
      tabIndex={-1}
      class={`bubble-tool bubble-tool-${icon}`}
      aria-label={name}
      title={name}
      aria-haspopup={icon === 'reply' ? undefined : 'menu'}
      onClick={press}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}
