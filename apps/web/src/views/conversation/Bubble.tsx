// One text: its words, what it answers, what was done with it, and when and how far it got.
import { isTransferRef, type Mark, type Text, type TextState } from '@parley/client';
import { mayAnswer, wordsOf } from '../../model/conversation-acts.ts';
import { timeOfDay } from '../../model/day-names.ts';
import { isFewEmoji } from '../../model/few-emoji.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { memo } from '../../ui/memo.ts';
import { QuotePicture, QuoteWords } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import type { TextHandling } from './text-handling.ts';
import { focusRow, neighbourOf } from './roving.ts';
import { TalkRow } from './TalkRow.tsx';
import { Words } from './Words.tsx';

export interface BubbleProps {
  text: Text;
  mark: Mark | undefined;
  own: boolean;
  /** The last of its group tells the time. */
  timed: boolean;
  /** The last of one's own tells its state in words, the others by a sign. */
  worded: boolean;
  /** The other has seen it, and wants that to be known. */
  seen: boolean;
  /** Where Tab comes into the log. */
  isStop: boolean;
  /** What it answers; as one string, so that it stays the same while it is the same. */
  quotedBy: Text['from'] | undefined;
  quotedWords: string | undefined;
  quotedPicture: string | undefined;
  handling: TextHandling;
}

export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { text, mark, own, isStop, handling } = props;
  return (
    <TalkRow
      id={text.id}
      role="article"
      label={{ of: `words-${text.id} meta-${text.id}` }}
      class={classOf(props)}
      subject={mayAnswer(text, mark) ? text : undefined}
      isStop={isStop}
      handling={handling}
      draw={(longPress) => (
        <div class="bubble" dir="auto" id={`words-${text.id}`} {...longPress}>
          <Inside {...props} />
        </div>
      )}
    >
      <Reactions subject={text} mark={mark} handling={handling} />
      <Below {...props} own={own} />
    </TalkRow>
  );
});

function classOf({ text, mark }: BubbleProps): string {
  const words = wordsOf(text, mark);
  const kind =
    words === undefined ? 'bubble-gone' : isFewEmoji(words) && !mark?.answers ? 'bubble-emoji' : '';
  return `bubble-row ${text.state.name === 'failed' ? 'bubble-failed' : ''} ${kind}`;
}

function Inside({ text, mark, own, handling, quotedBy, quotedWords, quotedPicture }: BubbleProps) {
  const words = wordsOf(text, mark);
  if (words === undefined) return <>{own ? t.talk.deletedOwn : t.talk.deleted}</>;
  const answered = mark?.answers?.value;
  return (
    <>
      {answered !== undefined && (
        <button
          type="button"
          class="quote"
          title={isTransferRef(answered) ? t.talk.goToFile : t.talk.goToQuoted}
          onClick={() => handling.goTo(answered)}
        >
          <span class="quote-lines">
            <QuoteWords
              by={quotedBy}
              words={quotedWords}
              isFile={isTransferRef(answered)}
              self={handling.self}
            />
          </span>
          <QuotePicture url={quotedPicture} isFile={isTransferRef(answered) && quotedWords !== undefined} />
        </button>
      )}
      <Words words={words} />
      {mark?.edited && <span class="bubble-edited">{t.talk.edited}</span>}
    </>
  );
}

function Below({ text, own, timed, worded, seen, handling }: BubbleProps) {
  if (text.state.name === 'failed') {
    return (
      <p class="bubble-failure" id={`meta-${text.id}`}>
        <Icon name="alert" size={14} />
        <span>{text.state.code === 'disk-full' ? t.history.serverFull : t.conversation.state.failed}</span>
        <span class="bubble-choice">
          <button type="button" class="retry" onClick={() => handling.retry(text)}>
            {t.conversation.retry}
          </button>
          <button
            type="button"
            class="retry retry-quiet"
            onClick={({ currentTarget }) => discard(text, currentTarget, handling)}
          >
            {t.conversation.discard}
          </button>
        </span>
      </p>
    );
  }
  if (own) return <OwnMeta text={text} visible={timed || worded} worded={worded} seen={seen} />;
  if (!timed) return null;
  return (
    <time class="meta" id={`meta-${text.id}`}>
      {timeOfDay(text.at)}
    </time>
  );
}

function discard(text: Text, button: HTMLElement, { discard }: TextHandling): void {
  const log = button.closest<HTMLElement>('[role=log]');
  const next = log ? neighbourOf(log, text.id) : undefined;
  discard(text);
  // The button is gone with its text: what is beside it takes the focus.
  if (log) requestAnimationFrame(() => focusRow(log, next));
}

type Progress = Exclude<TextState['name'], 'received' | 'failed'> | 'seen';
const SIGNS: Record<Progress, IconName> = {
  sending: 'clock',
  sent: 'check',
  delivered: 'check-double',
  seen: 'check-double',
};

interface OwnMetaProps {
  text: Text;
  visible: boolean;
  worded: boolean;
  seen: boolean;
}

/** Screen readers hear the state of every text; eyes see it where it matters. */
function OwnMeta({ text: { id, at, state }, visible, worded, seen }: OwnMetaProps) {
  if (state.name === 'received' || state.name === 'failed') return null;
  const progress: Progress = seen ? 'seen' : state.name;
  const words = progress === 'seen' ? t.talk.seen : t.conversation.state[progress];
  if (!visible) {
    return (
      <span class="unseen" id={`meta-${id}`}>
        {words}
      </span>
    );
  }
  return (
    <p class={`meta meta-${progress}`} id={`meta-${id}`}>
      <time>{timeOfDay(at)}</time>
      <span class={worded ? '' : 'unseen'}>{words}</span>
      <Icon name={SIGNS[progress]} size={15} />
    </p>
  );
}
