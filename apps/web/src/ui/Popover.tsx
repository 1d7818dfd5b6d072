// Something small that opens beside what it is about, and at the foot of a narrow window. Whatever lies under it waits.
import '../styles/popover.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { keepInside } from './keep-inside.ts';

export interface PopoverProps {
  role: 'dialog' | 'menu';
  label: string;
  /** Beside it, and there the focus goes afterwards. */
  anchor: HTMLElement;
  /** On which side of a wide anchor. */
  side: 'start' | 'end';
  extraClass?: string;
  close: () => void;
  /** Takes the focus first; else the panel itself does. */
  first?: { current: HTMLElement | null };
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
}

/** CSS pixels kept free around it. */
const MARGIN = 8;

export function Popover(props: PopoverProps) {
  const { role, label, anchor, side, extraClass = '', close, first, onKeyDown, children } = props;
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = (): void => {
      if (panel.current) placeBeside(panel.current, anchor, side);
    };
    place();
    (first?.current ?? panel.current)?.focus({ preventScroll: true });
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('resize', place);
      // What lies under it can't take the focus before it is gone. Where the focus went elsewhere it stays there.
      queueMicrotask(() => {
        const { activeElement: active } = document;
        if (active === null || active === document.body) anchor.focus({ preventScroll: true });
      });
    };
  }, []);
  return (
    <div
      class="popover-ground"
      // A menu is no place of its own for those who go from place to place: what it lies in is.
      role={role === 'menu' ? 'dialog' : undefined}
      aria-modal={role === 'menu' ? true : undefined}
      aria-label={role === 'menu' ? label : undefined}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div
        ref={panel}
        class={`popover ${extraClass}`}
        role={role}
        aria-modal={role === 'dialog' ? true : undefined}
        aria-label={label}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (role === 'menu' && event.key === 'Tab')) {
            event.preventDefault();
            close();
            return;
          }
          if (event.key === 'Tab' && panel.current) keepInside(event, panel.current);
          onKeyDown?.(event);
        }}
      >
        {children}
      </div>
    </div>
  );
}

/** Below it, above it where there is more room, and always within the window. */
function placeBeside(panel: HTMLElement, anchor: HTMLElement, side: 'start' | 'end'): void {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const { clientWidth, clientHeight } = document.documentElement;
  const isBelow =
    box.bottom + MARGIN + height + MARGIN <= clientHeight || box.top < clientHeight - box.bottom;
  const top = isBelow ? box.bottom + MARGIN : box.top - MARGIN - height;
  const isLeft = (side === 'start') === (getComputedStyle(anchor).direction === 'ltr');
  const left = isLeft ? box.left : box.right - width;
  const within = (at: number, size: number, room: number): number =>
    Math.max(MARGIN, Math.min(at, room - size - MARGIN));
  panel.style.setProperty('--left', `${within(left, width, clientWidth)}px`);
  panel.style.setProperty('--top', `${within(top, height, clientHeight)}px`);
}
