// Everybody online. Of thousands only the rows in view are in the page, each knowing its place among all.
import { useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { rowAfterKey, scrollToRow, visibleRows } from '../../model/visible-rows.ts';
import { PersonButton } from './PersonButton.tsx';

/** The same as `--row` in people.css. */
const ROW = 60;

export function PeopleList({ app }: { app: AppModel }) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useSignal({ top: 0, height: 800 });
  const active = useSignal<UserId | undefined>(undefined);
  useViewport(scroller, view);

  const listed = app.people.listed.value;
  const { from, to } = visibleRows(listed.length, ROW, view.value.top, view.value.height);
  const reachable = listed.indexOf(active.value ?? app.layout.selected.value ?? ('' as UserId));
  const tabStop = reachable >= from && reachable < to ? reachable : from;

  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys may come faster than the focus moves: the row meant is the one that is about to have it.
    const row = listed.indexOf(active.value ?? userAt(event.target) ?? ('' as UserId));
    const next = rowAfterKey(event.key, row, listed.length);
    if (next === undefined || !scroller.current) return;
    event.preventDefault();
    active.value = listed[next];
    goTo(scroller.current, next, listed[next], view);
  };

  return (
    <div
      ref={scroller}
      class="people-scroll"
      data-empty={listed.length === 0}
      onScroll={(event) => measure(event.currentTarget, view)}
    >
      <ul
        role="list"
        class="people-list"
        style={{ height: `${listed.length * ROW}px` }}
        onFocusIn={(event) => {
          active.value = userAt(event.target);
        }}
        onKeyDown={onKeyDown}
      >
        {listed.slice(from, to).map((user, index) => (
          <li
            key={user}
            class="people-row"
            style={{ transform: `translateY(${(from + index) * ROW}px)` }}
            aria-setsize={listed.length}
            aria-posinset={from + index + 1}
          >
            <PersonButton app={app} user={user} online reachable={from + index === tabStop} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type View = Signal<{ top: number; height: number }>;

function useViewport(scroller: { current: HTMLDivElement | null }, view: View): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => measure(element, view));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
}

function measure(element: HTMLElement, view: View): void {
  view.value = { top: element.scrollTop, height: element.clientHeight };
}

function userAt(target: EventTarget | null): UserId | undefined {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-user]') : null;
  return button?.dataset['user'] as UserId | undefined;
}

/** The row may not be in the page yet: it is after the next drawing. */
function goTo(scroller: HTMLElement, row: number, user: UserId | undefined, view: View): void {
  scroller.scrollTop = scrollToRow(row, ROW, scroller.scrollTop, scroller.clientHeight);
  measure(scroller, view);
  requestAnimationFrame(() => {
    const buttons = [...scroller.querySelectorAll<HTMLElement>('[data-user]')];
    buttons.find((button) => button.dataset['user'] === user)?.focus({ preventScroll: true });
  });
}
