// Keeps what the client sends under the server's rate (protocol E2): a token bucket in front of what can wait.
import type { Connection } from '../connection/connection.ts';
import type { Platform } from '../connection/platform.ts';

/** The part of the server's rate that may be used: the rest is for calls. */
const SHARE = 0.75;

export interface Pacer {
  /** Takes one message's worth if there is one. */
  take(): boolean;
  /** The server counted otherwise: start again from nothing. */
  drain(): void;
  /** Calls `ready` once, when a message can be taken again, however often it is asked to meanwhile. */
  wait(ready: () => void): void;
  close(): void;
}

/** To be made before what it paces: a welcome says the rate, and sets off what waits. */
export function createPacer(options: {
  connection: Pick<Connection, 'messages'>;
  platform: Pick<Platform, 'now' | 'after'>;
}): Pacer {
  const { connection, platform } = options;
  const rate = { burst: 1, perSecond: 1 };
  const waiting = new Set<() => void>();
  let tokens = 0;
  let at = platform.now();
  let cancel: (() => void) | undefined;

  function refill(): void {
    const now = platform.now();
    tokens = Math.min(rate.burst, tokens + (Math.max(0, now - at) / 1000) * rate.perSecond);
    at = now;
  }

  function wake(): void {
    cancel = undefined;
    const all = [...waiting];
    waiting.clear();
    for (const ready of all) ready();
  }

  connection.messages.on('welcome', (welcome) => {
    rate.burst = welcome.rate.burst * SHARE;
    rate.perSecond = welcome.rate.perSecond * SHARE;
    tokens = rate.burst;
    at = platform.now();
  });

  return {
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
      waiting.add(ready);
      refill();
      const ms = Math.max(1, Math.ceil(((1 - tokens) / rate.perSecond) * 1000));
      cancel ??= platform.after(ms, wake);
    },
    close() {
      cancel?.();
      cancel = undefined;
    },
  };
}
