// What the texts of a log have in common, read from the models once for all of them.
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Text, TextId, UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { lastSeen } from '../../model/conversation-acts.ts';
import type { LogFacts } from './LogItems.tsx';
import { goToText } from './roving.ts';
import { createTextHandling } from './text-handling.ts';

interface LogParts {
  scroller: { current: HTMLElement | null };
  /** Has the oldest drawn, too. */
  showAll: () => void;
}

/** `entered`: the focus has come to something in the log. */
export function useLogFacts(
  app: AppModel,
  user: UserId,
  { scroller, showAll }: LogParts,
): LogFacts & { entered(target: EventTarget | null): void } {
  const { texts, marks } = app.conversations.of(user);
  const last = useSignal<TextId | undefined>(undefined);
  const handling = useMemo(
    () =>
      createTextHandling(app, (id) => {
        showAll();
        requestAnimationFrame(() => scroller.current && goToText(scroller.current, id));
      }),
    [app, user],
  );
  const all = texts.value;
  const byId = useMemo(() => new Map<TextId, Text>(all.map((text) => [text.id, text])), [all]);
  const seenTo = app.preferences.current.value.tellSeen ? lastSeen(all, marks.value, app.user) : -1;
  const seenIds = useMemo(() => new Set(all.slice(0, seenTo + 1).map(({ id }) => id)), [all, seenTo]);
  return {
    app,
    marks: marks.value,
    find: (id) => byId.get(id),
    lastOwn: all.findLast(({ from }) => from === app.user)?.id,
    seen: (id) => seenIds.has(id),
    stop: last.value !== undefined && byId.has(last.value) ? last.value : all.at(-1)?.id,
    handling,
    entered: (target) => {
      // Not what lies in one: Tab would leave out the text that it is on its way to.
      const id = target instanceof HTMLElement ? target.dataset['text'] : undefined;
      if (id !== undefined) last.value = id as TextId;
    },
  };
}
