// A dialog over everything: takes the focus, keeps it, and gives it back.
import '../styles/dialog.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

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
    const before = document.activeElement;
    dialog.current?.focus({ preventScroll: true });
    return () => {
      // What lies under the dialog can't take the focus before it is gone.
      if (before instanceof HTMLElement)
        queueMicrotask(() => before.isConnected && before.focus({ preventScroll: true }));
    };
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

function keepInside(event: KeyboardEvent, dialog: HTMLElement): void {
  const all = [...dialog.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')];
  // What is not drawn, or disabled, can't take the focus.
  const stops = all.filter((stop) => stop.getClientRects().length > 0 && !stop.matches(':disabled'));
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const next = event.shiftKey ? stops.at(-1) : stops[0];
  const active = document.activeElement;
  if (active !== edge && !(event.shiftKey && active === dialog)) return;
  event.preventDefault();
  next?.focus();
}
