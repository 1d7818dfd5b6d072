// Why a device could not be had, from what a browser throws: the names of Media Capture and Streams §10.2 and Screen Capture
// §5.1, those that browsers had before them, and what only the message or the permission tells.
import type { DeviceProblem } from '../api/media.ts';

type Kind = DeviceProblem['kind'];

/** What is known beside the error itself. */
export interface Circumstances {
  /** What the browser would answer to another request; `undefined` where it does not tell. */
  permission?: PermissionState | undefined;
  /** Whether the page's Permissions-Policy rules the device out. */
  forbidden?: boolean;
  /** Whether a device of this kind is there all the same. */
  listed?: boolean;
}

export function problemKind(cause: unknown, known: Circumstances = {}): Kind {
  switch (errorName(cause)) {
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      // Firefox says so of devices that the system keeps from it.
      return known.listed ? 'system' : 'missing';
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'PermissionDismissedError':
      return refusalKind(cause, known);
    case 'SecurityError':
      return 'forbidden';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'failed';
  }
}

/** Whether asking for less may help. */
export function wantsTooMuch(cause: unknown): boolean {
  return /^(Overconstrained|ConstraintNotSatisfied)Error$/.test(errorName(cause));
}

export function isRefusal(cause: unknown): boolean {
  return /^(NotAllowed|PermissionDenied|PermissionDismissed)Error$/.test(errorName(cause));
}

function refusalKind(cause: unknown, { permission, forbidden }: Circumstances): Kind {
  const message = cause instanceof Error ? cause.message : '';
  if (forbidden) return 'forbidden';
  // Chromium's own words; or the person said yes, and still it is refused.
  if (/by system/i.test(message) || permission === 'granted') return 'system';
  if (/dismissed/i.test(message + errorName(cause)) || permission === 'prompt') return 'dismissed';
  return 'denied';
}

function errorName(cause: unknown): string {
  return cause instanceof Error ? cause.name : '';
}
