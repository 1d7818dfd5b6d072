// One labelled field of the sign-in form, with room for a small button beside its label.
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../../ui/Icon.tsx';

export interface FieldProps {
  id: string;
  label: string;
  value: Signal<string>;
  type?: 'text' | 'password';
  autoComplete?: string;
  /** Has the focus from the beginning. */
  focused?: boolean;
  hint?: string | undefined;
  side?: { text: string; icon?: IconName; onClick: () => void };
}

export function Field({
  id,
  label,
  value,
  type = 'text',
  autoComplete = 'off',
  focused = false,
  hint,
  side,
}: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // On a phone the keyboard would cover the page before it has been read.
    if (focused && matchMedia('(hover: hover)').matches) input.current?.focus();
  }, []);
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{label}</label>
        {side && (
          <button type="button" class="field-side" onClick={side.onClick}>
            {side.icon && <Icon name={side.icon} size={15} />}
            {side.text}
          </button>
        )}
      </div>
      <input
        ref={input}
        id={id}
        name={id}
        {...(type === 'password' ? { type } : { type })}
        autoComplete={autoComplete}
        autoCapitalize="none"
        autoCorrect="off"
        spellcheck={false}
        value={value.value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
