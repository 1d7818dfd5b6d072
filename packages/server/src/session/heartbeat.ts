// Looks after all lines once a second: silence, readers that don't read, clients that don't acknowledge (S10, S14).
import { CLOSE } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { PING_FRAME } from '../ws/frame.ts';
import type { Line } from './line.ts';

/** A line that was silent this long is pinged, and dropped after twice that. Clients are told in the welcome. */
export const HEARTBEAT_MS = 5_000;
const BLOCKED_MS = 10_000;
const UNACKNOWLEDGED_MS = 20_000;
const SWEEP_MS = 1_000;

export interface Heartbeat {
  readonly lines: Iterable<Line>;
  readonly size: number;
  add(line: Line): void;
  delete(line: Line): void;
  close(): void;
}

type Verdict = 'well' | 'ping' | { close: number };

export interface HeartbeatWatch {
  /** Closes a line whose session may be resumed. */
  drop(line: Line, code: number): void;
  /** All lines have been looked at. */
  swept(now: number): void;
}

/** One timer for all lines, and none while there are none. */
export function createHeartbeat(clock: Clock, { drop, swept }: HeartbeatWatch): Heartbeat {
  const lines = new Set<Line>();
  let sweptAt = 0;
  let cancel: (() => void) | undefined;

  function schedule(): void {
    if (lines.size === 0) return;
    sweptAt = clock.now();
    cancel = clock.after(SWEEP_MS, sweep);
  }

  function sweep(): void {
    cancel = undefined;
    const now = clock.now();
    // A stalled process or a clock that was set is nobody's silence: what came meanwhile is still to be read.
    const skipped = now - sweptAt - SWEEP_MS;
    const slack = Math.abs(skipped) > SWEEP_MS ? skipped : 0;
    for (const line of lines) {
      line.heardAt += slack;
      const verdict = examine(line, now);
      if (verdict === 'ping') ping(line);
      else if (verdict !== 'well') drop(line, verdict.close);
    }
    swept(now);
    schedule();
  }

  return {
    lines,
    get size() {
      return lines.size;
    },
    add(line) {
      lines.add(line);
      if (!cancel) schedule();
    },
    delete: (line) => void lines.delete(line),
    close() {
      cancel?.();
      cancel = undefined;
    },
  };
}

function examine(line: Line, now: number): Verdict {
  if (line.state.name === 'closed') return 'well';
  const silent = now - line.heardAt;
  if (silent >= 2 * HEARTBEAT_MS) return { close: CLOSE.heartbeatLost };
  const { blockedSince } = line.socket;
  if (blockedSince !== undefined && now - blockedSince >= BLOCKED_MS) return { close: CLOSE.tooSlow };
  const unacknowledged = line.state.name === 'active' ? line.state.session.unacknowledgedSince() : undefined;
  if (unacknowledged !== undefined && now - unacknowledged >= UNACKNOWLEDGED_MS)
    return { close: CLOSE.tooSlow };
  return silent >= HEARTBEAT_MS && !line.pinged ? 'ping' : 'well';
}

function ping(line: Line): void {
  line.pinged = true;
  line.socket.send(PING_FRAME, 'bulk');
}
