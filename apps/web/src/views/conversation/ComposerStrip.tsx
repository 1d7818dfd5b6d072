// Over the field: which text is answered, or edited, and the way out of that.
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { isFile } from '../../model/shared-file.ts';
import { quotedOf, QuotePicture, QuoteWords } from './Quote.tsx';

export function ComposerStrip({ app, user, leave }: { app: AppModel; user: UserId; leave: () => void }) {
  const { composing, marks } = app.conversations.of(user);
  const current = composing.value;
  if (current.name === 'new') return null;
  const isEdit = current.name === 'edit';
  const text = isEdit ? current.of : current.to;
  const { words, picture } = quotedOf(text, marks.value);
  const replying = text.from === app.user ? t.talk.replyingToSelf : t.talk.replyingTo(text.from);
  return (
    <div class="composer-strip">
      <Icon name={isEdit ? 'edit' : 'reply'} size={18} />
      <p class="composer-about" id="composer-about">
        <span class="quote-by">{isEdit ? t.talk.editing : replying}</span>
        <QuoteWords
          by={undefined}
          words={words ?? t.talk.quoteDeleted}
          isFile={isFile(text)}
          self={app.user}
        />
      </p>
      <QuotePicture url={picture} isFile={isFile(text)} />
      <IconButton label={isEdit ? t.talk.stopEditing : t.talk.stopReplying} icon="close" onClick={leave} />
    </div>
  );
}
