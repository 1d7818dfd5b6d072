// The clock: against what was written here before, and against a server that would be asked anyway, where there is one.
import { clockDoubt, minute, type WrittenFile } from '../clock-doubt.ts';
import { fail, ok, warn, type Check } from './check.ts';
import { askUnverified } from './unverified.ts';

export interface ClockFacts {
  /** Milliseconds of the Unix epoch. */
  readonly now: number;
  readonly newest: WrittenFile | undefined;
  readonly other: OtherClock | undefined;
}

export interface OtherClock {
  /** Host name. */
  readonly name: string;
  /** How far this machine's is ahead of it, in milliseconds, give or take `errorMs`. */
  readonly aheadMs: number;
  readonly errorMs: number;
}

/** Relay credentials live ten minutes and certificates days: a minute harms nothing yet. */
const FAIL_MS = 60_000;
const WARN_MS = 5_000;
const SET_IT = 'Have it kept right: "timedatectl set-ntp true".';

/** A clock that is off has good certificates refused: they are not looked at. `undefined` where nobody answers in time. */
export async function askClock(url: string): Promise<OtherClock | undefined> {
  try {
    const asked = Date.now();
    const { headers } = await askUnverified(url, 'HEAD');
    const answered = Date.now();
    const date = Date.parse(headers.date ?? '');
    if (Number.isNaN(date)) return undefined;
    // Its seconds are whole, and it looked at some time in between.
    const aheadMs = (asked + answered) / 2 - (date + 500);
    return { name: new URL(url).hostname, aheadMs, errorMs: 500 + (answered - asked) / 2 };
  } catch {
    return undefined;
  }
}

export function checkClock({ now, newest, other }: ClockFacts): Check {
  const doubt = clockDoubt(now, newest);
  if (doubt !== undefined) return fail('clock', doubt, SET_IT);
  if (!other) {
    const sentence = `It says ${minute(now)}, later than every file here. Nobody else can be asked, so compare it with a watch.`;
    return ok('clock', sentence);
  }
  const { name, aheadMs, errorMs } = other;
  const size = Math.abs(aheadMs);
  if (size <= WARN_MS + errorMs) return ok('clock', `It says ${minute(now)}, as does ${name}.`);
  const side = aheadMs > 0 ? 'ahead of' : 'behind';
  const sentence = `This machine's clock is ${duration(size)} ${side} that of ${name}: set it, or browsers and relays will refuse certificates and credentials.`;
  return (size > FAIL_MS + errorMs ? fail : warn)('clock', sentence, SET_IT);
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
