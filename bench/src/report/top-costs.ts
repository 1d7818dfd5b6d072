// The functions in which a CPU profile spent its time.
import type { Profiler } from 'node:inspector';

export interface Cost {
  /** Share of the busy time, 0 to 1. */
  share: number;
  where: string;
}

// Time that is not the program's: waiting, and the profiler itself.
const IDLE = new Set(['(idle)', '(root)']);

export function topCosts(profile: Profiler.Profile, count: number): Cost[] {
  const places = new Map(profile.nodes.map((node) => [node.id, place(node)]));
  const spent = new Map<string, number>();
  let busy = 0;
  for (const [i, sample] of (profile.samples ?? []).entries()) {
    const where = places.get(sample) ?? '?';
    const took = profile.timeDeltas?.[i] ?? 0;
    if (IDLE.has(where)) continue;
    busy += took;
    spent.set(where, (spent.get(where) ?? 0) + took);
  }
  return [...spent]
    .map(([where, took]) => ({ where, share: took / busy }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, count);
}

function place({ callFrame }: Profiler.ProfileNode): string {
  const { functionName, url, lineNumber } = callFrame;
  const file = url.split('/').slice(-2).join('/');
  return file ? `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}` : functionName;
}
