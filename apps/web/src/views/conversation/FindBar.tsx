// The bar over a conversation that searches in it. Its code comes when it is asked for.
import '../../styles/find.css';
import { computed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { wordsOf } from '../../model/conversation-acts.ts';
import { createFinding, type Finding } from '../../model/find/finding.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { clearFound, showFound } from './found.ts';

export interface FindBarProps {
  app: AppModel;
  user: UserId;
  close: () => void;
}

export function FindBar({ app, user, close }: FindBarProps) {
  const finding = useFinding(app, user);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  useFound(finding, app, user);
  const { query, matches, current } = finding;
  return (
    <search
      class="find"
      aria-label={t.find.open}
      onKeyDown={(event) => {
        const isEnter = event.key === 'Enter' && event.target === field.current && !event.isComposing;
        if (event.key === 'Escape') close();
        else if (isEnter && event.shiftKey) finding.later();
        else if (isEnter) finding.earlier();
        else return;
        event.preventDefault();
      }}
    >
      <input
        ref={field}
        type="search"
        dir="auto"
        autocomplete="off"
        aria-label={t.find.field}
        placeholder={t.find.field}
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      <p class="find-count" role="status">
        {countWords(finding)}
      </p>
      {finding.further.value === 'can' && (
        <button type="button" class="find-further" onClick={finding.earlier}>
          {t.find.further}
        </button>
      )}
      <IconButton
        label={t.find.earlier}
        icon="up"
        unavailable={current.value <= 0}
        onClick={finding.earlier}
      />
      <IconButton
        label={t.find.later}
        icon="down"
        unavailable={current.value >= matches.value.length - 1}
        onClick={finding.later}
      />
      <IconButton label={t.find.close} icon="close" extraClass="find-close" onClick={close} />
    </search>
  );
}

function countWords({ query, matches, current, further }: Finding): string {
  if (query.value.trim() === '') return '';
  if (further.value === 'doing') return t.find.searching;
  const { length } = matches.value;
  return length === 0 ? t.find.none : t.find.at(current.value + 1, length);
}

function useFinding(app: AppModel, user: UserId): Finding {
  const finding = useMemo(() => {
    const { texts, marks } = app.conversations.of(user);
    const searched = computed(() =>
      texts.value.flatMap((text) => {
        const words = wordsOf(text, marks.value.get(text.id));
        return words === undefined ? [] : [{ id: text.id, words }];
      }),
    );
    const reach = computed(() => app.kept.value?.reach(user) ?? 'unknown');
    return createFinding({ searched, reach, older: () => app.kept.value?.older(user) });
  }, [app, user]);
  useEffect(() => () => finding.close(), [finding]);
  return finding;
}

/** Marks what is found where it is drawn, and brings what is looked at into view. */
function useFound(finding: Finding, app: AppModel, user: UserId): void {
  const matches = finding.matches.value;
  const current = matches[finding.current.value];
  const timeline = app.conversations.of(user).timeline.value;
  const key = current && `${current.id} ${current.start}`;
  const looked = useRef<string | undefined>(undefined);
  useEffect(() => {
    // The log is drawn with all of it after the bar.
    const frame = requestAnimationFrame(() => {
      showFound(document, matches, current, looked.current !== key);
      looked.current = key;
    });
    return () => cancelAnimationFrame(frame);
  }, [matches, key, timeline]);
  useEffect(() => () => clearFound(document), []);
}
