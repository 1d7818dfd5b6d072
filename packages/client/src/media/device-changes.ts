// Which devices came and went between two looks: pure.
import type { DeviceChange } from '../api/media.ts';
import type { Listed } from './device-choice.ts';
import { KINDS, STAND_INS } from './device-list.ts';

export function changesOf(before: readonly Listed[], now: readonly Listed[]): readonly DeviceChange[] {
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) => {
    const [old, there] = [before, now].map((list) => list.filter((one) => one.kind === kind));
    // Without names, one device can't be told from another; and that they have names now is no change of theirs.
    if (!old || !there || [...old, ...there].some(({ deviceId }) => deviceId === '')) return [];
    return [
      ...without(there, old).map(({ label }) => ({ change: 'added', kind: KINDS[kind], label }) as const),
      ...without(old, there).map(({ label }) => ({ change: 'removed', kind: KINDS[kind], label }) as const),
    ];
  });
}

function without(list: readonly Listed[], others: readonly Listed[]): readonly Listed[] {
  const known = new Set([...STAND_INS, ...others.map(({ deviceId }) => deviceId)]);
  return list.filter(({ deviceId }) => !known.has(deviceId));
}
