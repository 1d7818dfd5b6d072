// How present somebody is who is online.
import * as v from 'valibot';

/** `away`: set so, or nobody at any of their devices for a while. `do-not-disturb`: calls do not ring. */
export type PresenceStatus = 'available' | 'away' | 'do-not-disturb';
export const presenceStatus = v.picklist([
  'available',
  'away',
  'do-not-disturb',
] as const satisfies PresenceStatus[]);
