// How loud the microphone is, as a bar and in words.
import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { CheckModel } from '../../model/devices/check.ts';
import { t } from '../../i18n/strings.ts';

export function LevelBar({ check }: { check: CheckModel }) {
  const bar = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const level = check.level.value;
    // Past the views, ten times a second.
    bar.current?.style.setProperty('--level', level.toFixed(2));
    bar.current?.setAttribute('aria-valuenow', String(Math.round(level * 100)));
  });
  const { hearing } = check;
  const words = { listening: t.devices.saySomething, heard: t.devices.heard, silent: t.devices.silent };
  const open = check.local.value?.tracks.microphone !== undefined;
  return (
    <div class="level">
      <div
        ref={bar}
        class="level-bar"
        role="meter"
        aria-label={t.devices.level}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        aria-valuetext={open ? words[hearing.value] : t.devices.level}
      />
      <p class="level-words" role="status" data-hearing={hearing.value}>
        {open && words[hearing.value]}
      </p>
    </div>
  );
}
