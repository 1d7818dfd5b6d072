// What the other is told of devices that this person wants and has not.
import type { MediaStatus } from '@parley/protocol';
import type { DeviceProblem } from '../api/media.ts';

type Lacks = NonNullable<MediaStatus['lacks']>;

/** Of a stand-in there is nothing to tell, nor of a question that is still open: it takes seconds. */
const UNTOLD = new Set<DeviceProblem['kind']>(['switched', 'stand-in', 'kept', 'asking']);

export function lacksOf(problems: readonly DeviceProblem[]): { lacks?: Lacks } {
  const told = problems.filter(({ device, kind }) => device !== 'screen' && !UNTOLD.has(kind));
  if (told.length === 0) return {};
  return { lacks: Object.fromEntries(told.map(({ device, kind }) => [device, kind])) };
}
