// A setting between nothing and all.
export interface SliderProps {
  id: string;
  label: string;
  /** From 0 to 1. */
  value: number;
  /** What the value is called, for screen readers. */
  spoken: string;
  /** What it means now, below. */
  text?: string | undefined;
  change: (value: number) => void;
  /** Called once it is let go of. */
  settled?: () => void;
}

const STEPS = 20;

export function Slider({ id, label, value, spoken, text, change, settled }: SliderProps) {
  return (
    <div class="setting">
      <div class="setting-line">
        <label class="setting-label" for={id}>
          {label}
        </label>
        <input
          id={id}
          class="slider"
          type="range"
          min={0}
          max={STEPS}
          step={1}
          value={Math.round(value * STEPS)}
          aria-valuetext={spoken}
          aria-describedby={text ? `${id}-text` : undefined}
          onInput={(event) => change(event.currentTarget.valueAsNumber / STEPS)}
          onChange={() => settled?.()}
        />
      </div>
      {text && (
        <p class="setting-text" id={`${id}-text`}>
          {text}
        </p>
      )}
    </div>
  );
}
