// A setting that is one of several: the browser's own list, which every phone and screen reader knows best.
import type { ComponentChildren } from 'preact';

export interface ChoiceProps<T extends string> {
  id: string;
  label: string;
  /** What it means, below. */
  text?: ComponentChildren;
  options: readonly { value: T; label: string }[];
  value: T;
  change: (value: T) => void;
  /** Beside the list, such as a button to try the choice. */
  children?: ComponentChildren;
}

export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { id, label, text, options, value, change, children } = props;
  return (
    <div class="setting">
      <div class="setting-line">
        <label class="setting-label" for={id}>
          {label}
        </label>
        <span class="choice">
          <select
            id={id}
            value={value}
            aria-describedby={text ? `${id}-text` : undefined}
            onChange={(event) => {
              const chosen = options[event.currentTarget.selectedIndex];
              if (chosen) change(chosen.value);
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </span>
        {children}
      </div>
      {text && (
        <p class="setting-text" id={`${id}-text`}>
          {text}
        </p>
      )}
    </div>
  );
}
