// A dialog over everything: takes the focus, keeps it, and gives it back.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface AlertDialogProps {
  label: string;
  /** Ids of what is read out after the label. */
  describedBy?: string;
  extraClass?: string;
  children: ComponentChildren;
}

/**
 * The dialog itself takes the focus, not one of its buttons: it may open while somebody types, and a space or a return
 * meant for a text must not answer a call.
 */
export function AlertDialog({ label, describedBy, extraClass = '', children }: AlertDialogProps) {
  const dialog = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div class="backdrop">
      <div
        ref={dialog}
        class={`dialog ${extraClass}`}
        role="alertdialog"
        aria-modal="true"
        aria-label={label}
        aria-describedby={describedBy}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Tab' && dialog.current) keepInside(event, dialog.current);
        }}
      >
        {children}
      </div>
    </div>
  );
}

function keepInside(event: KeyboardEvent, dialog: HTMLElement): void {
  const buttons = [...dialog.querySelectorAll<HTMLElement>('button, a[href], input')];
  const edge = event.shiftKey ? buttons[0] : buttons.at(-1);
  const next = event.shiftKey ? buttons.at(-1) : buttons[0];
  const active = document.activeElement;
  if (active !== edge && !(event.shiftKey && active === dialog)) return;
  event.preventDefault();
  next?.focus();
}
