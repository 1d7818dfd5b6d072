// How long the two have been talking.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clockLength } from '../../i18n/lengths.ts';
import { t } from '../../i18n/strings.ts';
import type { Timers } from '../../model/timers.ts';

export function CallTimer({ since, timers }: { since: number; timers: Timers }) {
  const now = useSignal(timers.now());
  useEffect(
    () =>
      timers.every(1_000, () => {
        now.value = timers.now();
      }),
    [],
  );
  return (
    <span role="timer" class="call-timer" aria-label={t.call.duration}>
      {clockLength(now.value - since)}
    </span>
  );
}
