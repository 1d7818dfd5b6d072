// Opens the emoji, whose code comes when they are asked for first.
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';

interface EmojiButtonProps {
  app: AppModel;
  user: UserId;
  field: { current: HTMLTextAreaElement | null };
}

export function EmojiButton({ app, user, field }: EmojiButtonProps) {
  const insert = (emoji: string): void => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(emoji, element.selectionStart, element.selectionEnd, 'end');
    app.conversations.write(user, element.value);
  };
  const open = async (): Promise<void> => {
    try {
      const { emojiOver } = await import('../emoji/EmojiPicker.tsx');
      const anchor = field.current;
      const picker = anchor && (await emojiOver(app, { anchor, chosen: insert }));
      if (picker && anchor.isConnected) app.over.value = picker;
    } catch {
      app.conversations.of(user).hint.value = 'not-loaded';
    }
  };
  return (
    <button
      type="button"
      class="attach emoji-button"
      aria-label={t.emoji.open}
      title={t.emoji.open}
      aria-haspopup="dialog"
      onClick={() => void open()}
    >
      <Icon name="smile" />
    </button>
  );
}
