// A setting that is on or off.
import type { ComponentChildren } from 'preact';

export interface SwitchProps {
  id: string;
  label: string;
  /** What it means, below. */
  text?: ComponentChildren;
  on: boolean;
  change: (on: boolean) => void;
}

export function Switch({ id, label, text, on, change }: SwitchProps) {
  return (
    <div class="setting">
      <label class="setting-line" for={id}>
        <span class="setting-label">{label}</span>
        <input
          id={id}
          class="switch"
          type="checkbox"
          role="switch"
          checked={on}
          aria-describedby={text ? `${id}-text` : undefined}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      </label>
      {text && (
        <p class="setting-text" id={`${id}-text`}>
          {text}
        </p>
      )}
    </div>
  );
}
