// The text that another one answers, in short, over its words.
import type { Text, UserId } from '@parley/client';
import { wordsOf, type Marks } from '../../model/conversation-acts.ts';
import { t } from '../../i18n/strings.ts';

/** `words`: `undefined` where it is not here any more. */
export interface Quoted {
  readonly by: UserId | undefined;
  readonly words: string | undefined;
}

/** Characters that are worth putting into the page: no more are seen of it. */
const MOST = 240;

export function quotedOf(text: Text | undefined, marks: Marks): Quoted {
  if (!text) return { by: undefined, words: undefined };
  return { by: text.from, words: wordsOf(text, marks.get(text.id))?.slice(0, MOST) };
}

export function QuoteWords({ by, words, self }: Quoted & { self: UserId }) {
  return (
    <>
      {by !== undefined && (
        <span class="quote-by" dir="auto">
          {by === self ? t.talk.you : by}
        </span>
      )}
      <span class={words === undefined ? 'quote-words quote-gone' : 'quote-words'} dir="auto" title={words}>
        {words ?? (by === undefined ? t.talk.quoteGone : t.talk.quoteDeleted)}
      </span>
    </>
  );
}
