// What was said: the newest below, held there while nobody scrolls up, the oldest drawn only when looked for.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { isAtEnd, isNearBeginning, useHeldScroll } from './held-scroll.ts';
import { Item } from './LogItems.tsx';
import { rove } from './roving.ts';
import { useLogFacts } from './use-log-facts.ts';
import { useNewInView } from './use-new-in-view.ts';
import { Earlier } from './Earlier.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { isNews, newestHeard, newestSaid, type TimelineItem } from '../../model/timeline.ts';

/** Groups and lines drawn at first, and added each time the person scrolls up to the beginning. */
const PORTION = 80;

export function ConversationLog({ app, user }: { app: AppModel; user: UserId }) {
  const { timeline, typing } = app.conversations.of(user);
  const shown = useSignal(PORTION);
  const atEnd = useSignal(true);
  const scroller = useRef<HTMLDivElement>(null);
  const items = timeline.value;
  const newest = newestSaid(items);
  const facts = useLogFacts(app, user, { scroller, showAll: () => (shown.value = items.length) });
  const heard = newestHeard(items);
  const isNew = useIsNews(items);
  const missed = useMissed(heard, atEnd.value);
  const line = items.findLast(({ kind }) => kind === 'note')?.key;
  useHeldScroll(scroller, { newest: `${newest?.key} ${heard} ${line}`, own: isNew && newest?.own === true });
  useNewInView(scroller);

  const onScroll = (element: HTMLElement): void => {
    atEnd.value = isAtEnd(element);
    if (!isNearBeginning(element)) return;
    if (shown.value < items.length) shown.value += PORTION;
    else if (app.kept.value?.reach(user) === 'more') older();
  };
  const older = (): void => {
    shown.value = items.length + PORTION;
    app.kept.value?.older(user);
  };
  const toLatest = (): void => {
    shown.value = PORTION;
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus({ preventScroll: true });
  };
  // What is searched in is drawn, so that what is found can be shown.
  const first = app.finding.value ? 0 : Math.max(0, items.length - shown.value);
  return (
    <div class="log-frame">
      <div
        ref={scroller}
        class="log"
        role="log"
        aria-label={t.conversation.log(user)}
        // Other words for a text that was read out are told in a sentence of their own.
        aria-relevant="additions"
        aria-busy={app.kept.value?.reach(user) === 'loading'}
        tabIndex={0}
        onScroll={(event) => onScroll(event.currentTarget)}
        onKeyDown={(event) => rove(event, event.currentTarget)}
        onFocusIn={({ target }) => facts.entered(target)}
      >
        <div class="log-content">
          {first === 0 && <Earlier app={app} user={user} older={older} />}
          {items.slice(first).map((item) => (
            <Item key={item.key} item={item} facts={facts} />
          ))}
        </div>
      </div>
      {!atEnd.value && <ToLatest count={missed} press={toLatest} />}
      <p class="typing" aria-hidden={!typing.value}>
        {typing.value && <span class="typing-words">{t.conversation.typing(user)}</span>}
      </p>
    </div>
  );
}

function ToLatest({ count, press }: { count: number; press: () => void }) {
  const name = count > 0 ? t.talk.latest(count) : t.conversation.latest;
  return (
    <button type="button" class="to-latest" aria-label={name} title={name} onClick={press}>
      <Icon name="down" />
      {count > 0 && <span class="to-latest-count">{count}</span>}
    </button>
  );
}

/** Whether the newest has come since the log was last drawn. */
function useIsNews(items: readonly TimelineItem[]): boolean {
  const before = useRef(items);
  const isNew = isNews(items, before.current);
  before.current = items;
  return isNew;
}

/** How many texts and files of the other have come since the end was last in view. */
function useMissed(heard: string | undefined, atEnd: boolean): number {
  const since = useRef({ heard, count: 0 });
  if (atEnd) since.current = { heard, count: 0 };
  else if (heard !== since.current.heard) since.current = { heard, count: since.current.count + 1 };
  return since.current.count;
}
