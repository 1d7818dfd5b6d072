// Holds back a socket that sends faster than anybody needs to, so that it slows nobody else (QUALITY I15).
import { ExpiryQueue } from '../expiry-queue.ts';
import type { Clock } from '../clock.ts';
import type { Line } from './line.ts';

const WINDOW_MS = 100;
/** Frames that any socket may send in a window: far more than acknowledgements, pings and signalling ever need. */
const FRAMES = 250;

export interface Floodgate {
  /** Counts a frame of any kind. */
  count(line: Line, now: number): void;
  forget(line: Line): void;
  close(): void;
}

/**
 * Some messages are free of the rate limit, and refusing costs time too. Not reading costs none: TCP slows the sender.
 */
export function createFloodgate(clock: Clock, messagesPerSecond: number): Floodgate {
  const limit = Math.max(FRAMES, (2 * messagesPerSecond * WINDOW_MS) / 1000);
  const paused = new ExpiryQueue<Line>({ clock, ms: WINDOW_MS, onDue: (line) => line.socket.resume() });
  return {
    count(line, now) {
      if (Math.abs(now - line.framesSince) >= WINDOW_MS) {
        line.framesSince = now;
        line.frames = 0;
      }
      line.frames += 1;
      if (line.frames !== Math.ceil(limit)) return;
      line.socket.pause();
      paused.add(line);
    },
    forget(line) {
      paused.delete(line);
    },
    close: () => paused.close(),
  };
}
