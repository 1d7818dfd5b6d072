// How good the line is, in three steps, as on a telephone. The words are told by the call's status.
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';

const BARS = { lost: 1, weak: 2, good: 3 } as const;

export function LineSign({ call: { line, trouble } }: { call: CallSnapshot }) {
  if (line === 'connecting') return null;
  const bars = BARS[line];
  const words = line === 'weak' ? t.line.weak(trouble) : t.line[line];
  return (
    <span class="line-sign" role="img" aria-label={words} title={words} data-line={line}>
      <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true" focusable="false">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            class={bar <= bars ? 'line-bar' : 'line-bar line-bar-off'}
            x={(bar - 1) * 5.5 + 0.5}
            y={14 - bar * 4.5}
            width="4"
            height={bar * 4.5}
            rx="1.2"
          />
        ))}
      </svg>
    </span>
  );
}
