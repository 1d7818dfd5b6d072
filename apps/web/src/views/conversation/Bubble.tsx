// One text: its words, and when and how far it got.
import type { Text, TextState } from '@parley/client';
import { timeOfDay } from '../../model/day-names.ts';
import { piecesOf } from '../../model/links.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { memo } from '../../ui/memo.ts';

export interface BubbleProps {
  text: Text;
  own: boolean;
  /** The last of its group tells the time. */
  timed: boolean;
  /** The last of one's own tells its state in words, the others by a sign. */
  worded: boolean;
  retry: (text: Text) => void;
}

export const Bubble = memo(function Bubble({ text, own, timed, worded, retry }: BubbleProps) {
  const { state } = text;
  const failed = state.name === 'failed';
  return (
    <div class={`bubble-row ${failed ? 'bubble-failed' : ''}`}>
      <div class="bubble" dir="auto">
        <Words text={text.text} />
      </div>
      {failed && (
        <p class="bubble-failure">
          <Icon name="alert" size={14} />
          <span>{t.conversation.state.failed}</span>
          <button type="button" class="retry" onClick={() => retry(text)}>
            {t.conversation.retry}
          </button>
        </p>
      )}
      {!failed && own && <OwnMeta text={text} visible={timed || worded} worded={worded} />}
      {!own && timed && <time class="meta">{timeOfDay(text.at)}</time>}
    </div>
  );
});

function Words({ text }: { text: string }) {
  return (
    <>
      {piecesOf(text).map((piece) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <a href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}

type Progress = Exclude<TextState['name'], 'received' | 'failed'>;
const SIGNS: Record<Progress, IconName> = { sending: 'clock', sent: 'check', delivered: 'check-double' };

/** Screen readers hear the state of every text; eyes see it where it matters. */
function OwnMeta({ text, visible, worded }: { text: Text; visible: boolean; worded: boolean }) {
  const { name } = text.state;
  if (name === 'received' || name === 'failed') return null;
  const words = t.conversation.state[name];
  if (!visible) return <span class="unseen">{words}</span>;
  return (
    <p class="meta">
      <time>{timeOfDay(text.at)}</time>
      <span class={worded ? '' : 'unseen'}>{words}</span>
      <Icon name={SIGNS[name]} size={15} />
    </p>
  );
}
