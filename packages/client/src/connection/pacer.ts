// Keeps what the client sends under the server's rate (protocol E2): a token bucket in front of what can wait.
import type { Platform } from './platform.ts';

export interface Rate {
  burst: number;
  perSecond: number;
}

export interface Pacer {
  setRate(rate: Rate): void;
  /** Takes one message's worth if there is one. */
  take(): boolean;
  /** The server counted otherwise: start again from nothing. */
  drain(): void;
  /** Calls `ready` once, when a message can be taken again. */
  wait(ready: () => void): void;
  close(): void;
}

export function createPacer(platform: Pick<Platform, 'now' | 'after'>): Pacer {
  let rate: Rate = { burst: 1, perSecond: 1 };
  let tokens = 0;
  let at = platform.now();
  let cancel: (() => void) | undefined;

  function refill(): void {
    const now = platform.now();
    tokens = Math.min(rate.burst, tokens + (Math.max(0, now - at) / 1000) * rate.perSecond);
    at = now;
  }

  return {
    setRate(next) {
      rate = next;
      tokens = next.burst;
      at = platform.now();
    },
    take() {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    drain() {
      tokens = 0;
      at = platform.now();
    },
    wait(ready) {
      if (cancel) return;
      refill();
      const ms = Math.max(1, Math.ceil(((1 - tokens) / rate.perSecond) * 1000));
      cancel = platform.after(ms, () => {
        cancel = undefined;
        ready();
      });
    },
    close() {
      cancel?.();
      cancel = undefined;
    },
  };
}
