// Lets the controls step back while the pointer rests.
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { createIdle } from '../../model/idle.ts';
import type { Timers } from '../../model/timers.ts';

const RESTS = 3_500;

export function useIdle(timers: Timers): { idle: ReadonlySignal<boolean>; stir: () => void } {
  const idle = useMemo(() => createIdle(timers, RESTS), []);
  useEffect(() => idle.close, []);
  return idle;
}
