// The text or file that a text answers, in short, over its words.
import type { UserId } from '@parley/client';
import { wordsOf, type Marks } from '../../model/conversation-acts.ts';
import { isFile, type Subject } from '../../model/shared-file.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';

/** `words`: `undefined` where it is not here any more. */
export interface Quoted {
  readonly by: UserId | undefined;
  readonly words: string | undefined;
  /** Of a file that is one. */
  readonly picture?: string | undefined;
}

/** Characters that are worth putting into the page: no more are seen of it. */
const MOST = 240;

export function quotedOf(text: Subject | undefined, marks: Marks): Quoted {
  if (!text) return { by: undefined, words: undefined };
  if (isFile(text)) return { by: text.from, words: text.name, picture: text.picture.value?.url };
  return { by: text.from, words: wordsOf(text, marks.get(text.id))?.slice(0, MOST) };
}

interface QuoteWordsProps extends Pick<Quoted, 'by' | 'words'> {
  isFile: boolean;
  self: UserId;
}

export function QuoteWords({ by, words, isFile, self }: QuoteWordsProps) {
  const gone = isFile ? t.talk.fileGone : t.talk.quoteGone;
  return (
    <>
      {by !== undefined && (
        <span class="quote-by" dir="auto">
          {by === self ? t.talk.you : by}
        </span>
      )}
      <span class={words === undefined ? 'quote-words quote-gone' : 'quote-words'} dir="auto" title={words}>
        {words ?? (by === undefined ? gone : t.talk.quoteDeleted)}
      </span>
    </>
  );
}

/** What a file looks like, beside its name. */
export function QuotePicture({ url, isFile }: { url: string | undefined; isFile: boolean }) {
  if (url !== undefined) return <img class="quote-picture" src={url} alt="" draggable={false} />;
  return isFile ? <Icon name="attach" size={18} /> : null;
}
