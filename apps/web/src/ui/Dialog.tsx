// A dialog over everything: takes the focus, keeps it, and gives it back.
import '../styles/dialog.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { keepInside } from './keep-inside.ts';

export interface DialogProps {
  role: 'dialog' | 'alertdialog';
  label: string;
  /** Ids of what is read out after the label. */
  describedBy?: string;
  extraClass?: string;
  /** Where it can be put away without a choice. */
  onEscape?: () => void;
  children: ComponentChildren;
}

export function Dialog({ role, label, describedBy, extraClass = '', onEscape, children }: DialogProps) {
  const dialog = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = withAncestors(document.activeElement);
    dialog.current?.focus({ preventScroll: true });
    // What lies under the dialog can't take the focus before it is gone.
    return () => queueMicrotask(() => giveBack(before));
  }, []);
  return (
    <div class="backdrop">
      <div
        ref={dialog}
        class={`dialog ${extraClass}`}
        role={role}
        aria-modal="true"
        aria-label={label}
        aria-describedby={describedBy}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Tab' && dialog.current) keepInside(event, dialog.current);
          if (event.key === 'Escape') onEscape?.();
        }}
      >
        {children}
      </div>
    </div>
  );
}

/** Up to the page itself, which is never the place where somebody was. */
function withAncestors(element: Element | null): readonly HTMLElement[] {
  const all: HTMLElement[] = [];
  for (let one = element; one instanceof HTMLElement && one !== document.body; one = one.parentElement)
    all.push(one);
  return all;
}

/** To what had the focus; where that has gone meanwhile, to what it lay in, so that the next Tab goes on from there. */
function giveBack(before: readonly HTMLElement[]): void {
  const place = before.find((one) => one.isConnected);
  if (!place) return;
  place.focus({ preventScroll: true });
  if (place === before[0] || place === document.activeElement) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
}
