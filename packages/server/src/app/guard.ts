// Runs the operator's code so that neither what it throws nor what it never answers harms anybody else.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** Code that holds everybody up for longer is worth a line in the log. */
const SLOW_MS = 50;
/** One line a second and part of the app: a hook that fails is asked thousands of times. */
const QUIET_MS = 1_000;
/** Frames of a stack in the log. */
const FRAMES = 3;

export interface Guard {
  /** What the code answers at once, or `undefined` where it throws. */
  run<T>(part: string, code: () => T): T | undefined;
  /** The same and throws on. */
  runOrThrow<T>(part: string, code: () => T): T;
  failed(part: string, cause: unknown): void;
  /** A line for the operator about that part, with its fields. */
  complain(part: string, message: string, fields?: Record<string, string | number>): void;
}

export function createGuard({ clock, log }: { clock: Clock; log: Log }): Guard {
  /** When each part and kind of line was logged last, and how many were not since. */
  const logged = new Map<string, { at: number; more: number }>();

  function complain(part: string, message: string, fields: Record<string, string | number> = {}): void {
    const key = `${part} ${message}`;
    const before = logged.get(key);
    const now = clock.now();
    if (before && now - before.at < QUIET_MS) {
      before.more += 1;
      return;
    }
    logged.set(key, { at: now, more: 0 });
    const more = before && before.more > 0 ? { more: before.more } : {};
    log.warn({ part, ...fields, ...more }, message);
  }

  function failed(part: string, cause: unknown): void {
    complain(part, 'the app failed', whereOf(cause));
  }

  function runOrThrow<T>(part: string, code: () => T): T {
    const begun = clock.now();
    try {
      return code();
    } finally {
      const ms = clock.now() - begun;
      if (ms > SLOW_MS) complain(part, 'the app holds everybody up', { ms });
    }
  }

  return {
    run(part, code) {
      try {
        return runOrThrow(part, code);
      } catch (cause) {
        failed(part, cause);
        return undefined;
      }
    },
    runOrThrow,
    failed,
    complain,
  };
}

/** What failed and where. An error's message may quote what somebody wrote, so it is no part of that. */
function whereOf(cause: unknown): Record<string, string> {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const at = frames.slice(0, FRAMES).map((line) => line.trim().slice(3, 203));
  return { error: cause.name, at: at.join(' < ') };
}
