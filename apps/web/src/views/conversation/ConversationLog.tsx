// What was said: the newest below, held there while nobody scrolls up, the oldest drawn only when looked for.
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { assertNever, type Text, type UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { isAtEnd, isNearBeginning, useHeldScroll } from './held-scroll.ts';
import { Bubble } from './Bubble.tsx';
import { Earlier } from './Earlier.tsx';
import { CallLine, DayLine, PresenceLine } from './Lines.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { newestSaid, type Note, type TimelineItem } from '../../model/timeline.ts';

/** Groups and lines drawn at first, and added each time the person scrolls up to the beginning. */
const PORTION = 80;

export function ConversationLog({ app, user }: { app: AppModel; user: UserId }) {
  const { timeline, texts, typing } = app.conversations.of(user);
  const shown = useSignal(PORTION);
  const atEnd = useSignal(true);
  const scroller = useRef<HTMLDivElement>(null);
  const items = timeline.value;
  const lastOwn = texts.value.findLast((text) => text.from === app.user)?.id;
  const newest = newestSaid(items);
  useHeldScroll(scroller, { newest: newest?.key, own: newest?.own ?? false });

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
  const first = Math.max(0, items.length - shown.value);
  return (
    <div class="log-frame">
      <div
        ref={scroller}
        class="log"
        role="log"
        aria-label={t.conversation.log(user)}
        aria-busy={app.kept.value?.reach(user) === 'loading'}
        tabIndex={0}
        onScroll={(event) => onScroll(event.currentTarget)}
      >
        <div class="log-content">
          {first === 0 && <Earlier app={app} user={user} older={older} />}
          {items.slice(first).map((item) => (
            <Item key={item.key} item={item} app={app} lastOwn={lastOwn} />
          ))}
        </div>
      </div>
      {!atEnd.value && (
        <button
          type="button"
          class="to-latest"
          aria-label={t.conversation.latest}
          title={t.conversation.latest}
          onClick={toLatest}
        >
          <Icon name="down" />
        </button>
      )}
      <p class="typing" aria-hidden={!typing.value}>
        {typing.value && <span class="typing-words">{t.conversation.typing(user)}</span>}
      </p>
    </div>
  );
}

function Item({ item, app, lastOwn }: { item: TimelineItem; app: AppModel; lastOwn: string | undefined }) {
  switch (item.kind) {
    case 'day':
      return <DayLine at={item.at} now={app.timers.now()} />;
    case 'group':
      return <Group own={item.own} texts={item.texts} app={app} lastOwn={lastOwn} />;
    case 'note':
      return <NoteLine note={item.note} app={app} />;
    default:
      return assertNever(item);
  }
}

function NoteLine({ note: { kind, at }, app }: { note: Note; app: AppModel }) {
  switch (kind.name) {
    case 'call':
      return <CallLine outcome={kind.outcome} at={at} />;
    case 'file':
      return <kind.file.Card at={at} />;
    case 'went-offline':
    case 'came-online':
      return <PresenceLine name={kind.name} app={app} />;
    default:
      return assertNever(kind);
  }
}

interface GroupProps {
  own: boolean;
  texts: readonly Text[];
  app: AppModel;
  lastOwn: string | undefined;
}

function Group({ own, texts, app, lastOwn }: GroupProps) {
  const last = texts.at(-1);
  return (
    <div class={own ? 'group group-own' : 'group'}>
      {texts.map((text) => (
        <Bubble
          key={text.id}
          text={text}
          own={own}
          timed={text === last}
          worded={text.id === lastOwn}
          retry={app.conversations.retry}
        />
      ))}
    </div>
  );
}
