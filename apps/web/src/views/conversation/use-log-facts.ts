// What the texts of a log have in common, read from the models once for all of them.
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { SaidId, UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { lastSeen } from '../../model/conversation-acts.ts';
import type { Subject } from '../../model/shared-file.ts';
import { newestSaid, type TimelineItem } from '../../model/timeline.ts';
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
  const { texts, marks, files, timeline } = app.conversations.of(user);
  const last = useSignal<string | undefined>(undefined);
  const handling = useMemo(
    () =>
      createTextHandling(app, (id) => {
        showAll();
        const row = files.peek().get(id)?.row.peek() ?? id;
        requestAnimationFrame(() => scroller.current && goToText(scroller.current, row));
      }),
    [app, user],
  );
  const all = texts.value;
  const byId = useMemo(
    () => new Map<SaidId, Subject>([...files.value, ...all.map((text) => [text.id, text] as const)]),
    [all, files.value],
  );
  const rows = useMemo(() => rowsOf(timeline.value), [timeline.value]);
  const seenTo = app.preferences.current.value.tellSeen ? lastSeen(all, marks.value, app.user) : -1;
  const seenIds = useMemo(() => new Set(all.slice(0, seenTo + 1).map(({ id }) => id)), [all, seenTo]);
  return {
    app,
    marks: marks.value,
    find: (id) => byId.get(id),
    lastOwn: all.findLast(({ from }) => from === app.user)?.id,
    seen: (id) => seenIds.has(id),
    stop: last.value !== undefined && rows.has(last.value) ? last.value : newestSaid(timeline.value)?.key,
    handling,
    entered: (target) => {
      // Not what lies in one: Tab would leave out the text that it is on its way to.
      const row = target instanceof HTMLElement ? target.dataset : {};
      const name = row['row'] ?? row['text'];
      if (name !== undefined) last.value = name;
    },
  };
}

/** What the texts and files of a log are called in it. */
function rowsOf(items: readonly TimelineItem[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const item of items)
    if (item.kind === 'group') for (const { id } of item.texts) names.add(id);
    else if (item.kind === 'note' && item.note.kind.name === 'file') names.add(item.key);
  return names;
}
