// The row of a text or a file in the log: keys, pointers and fingers come by it to what can be done with either.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Subject } from '../../model/shared-file.ts';
import { BubbleTools } from './BubbleTools.tsx';
import type { TextHandling } from './text-handling.ts';
import { useLongPress, type LongPress } from './use-long-press.ts';

export interface TalkRowProps {
  /** By which it is found in the log. */
  id: string;
  /** By which the log knows it where it may be given another id. */
  row?: string;
  role: 'article' | 'group';
  /** The name of its own, or whose names it has. */
  label: string | { of: string };
  class: string;
  /** Nothing where nothing can be done with it. */
  subject: Subject | undefined;
  isStop: boolean;
  handling: TextHandling;
  draw: (longPress: LongPress) => ComponentChildren;
  /** Below it. */
  children: ComponentChildren;
}

export function TalkRow(props: TalkRowProps) {
  const { id, role, label, subject, isStop, handling, draw, children } = props;
  const row = useRef<HTMLDivElement>(null);
  const pointed = useSignal(false);
  const focused = useSignal(false);
  const openMenu = (): void => {
    if (subject && row.current) handling.openMenu(subject, row.current, 'list');
  };
  const longPress = useLongPress(openMenu);
  const name = typeof label === 'string' ? { 'aria-label': label } : { 'aria-labelledby': label.of };
  return (
    <div
      ref={row}
      class={props.class}
      role={role}
      {...name}
      // The log around it is read out as it grows: what changes in a file is told apart, in few words.
      aria-live={role === 'group' ? 'off' : undefined}
      tabIndex={isStop ? 0 : -1}
      aria-keyshortcuts={subject ? 'Enter' : undefined}
      data-text={id}
      data-row={props.row}
      onPointerEnter={({ pointerType }) => (pointed.value = pointerType === 'mouse')}
      onPointerLeave={() => (pointed.value = false)}
      onFocusIn={() => (focused.value = true)}
      onFocusOut={({ relatedTarget: to }) =>
        (focused.value = to instanceof Node && row.current?.contains(to) === true)
      }
      onKeyDown={(event) => {
        if (event.target !== row.current || !opensMenu(event)) return;
        event.preventDefault();
        openMenu();
      }}
    >
      <span class="bubble-line">
        {draw(longPress)}
        {subject && (pointed.value || focused.value) && (
          <BubbleTools subject={subject} row={() => row.current} handling={handling} />
        )}
      </span>
      {children}
    </div>
  );
}

function opensMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'Enter' || key === ' ' || key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
