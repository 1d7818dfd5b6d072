// The real server and the real SDK in one process, joined by sockets in memory, on a clock and a network of the test's.
import type { CallId, UserId } from '@parley/protocol';
import { createMemoryRealtime, type MemoryClient } from '../../packages/server/src/testing/memory-socket.ts';
import { createVirtualClock } from '../../packages/server/src/testing/virtual-clock.ts';
import { createPage, type Page } from './page.ts';

export type World = ReturnType<typeof createWorld>;
export type Member = Page;

export interface WorldOptions {
  seed: number;
  policy?: 'replace' | 'multiple';
  /** The most that a message takes, in ms. */
  latency?: number;
}

/** Numbers in [0, 1) from a seed (mulberry32): the same seed, the same world. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createWorld({ seed, policy = 'replace', latency = 20 }: WorldOptions) {
  const random = seeded(seed);
  const clock = createVirtualClock();
  const pages: Page[] = [];
  let lag = 0;
  let boots = 0;
  let bootedAt = -Infinity;
  let server = boot();
  let isUp = true;

  function boot() {
    boots += 1;
    const delay = (): number => Math.floor(random() * latency) + lag;
    // To a server that is restarted everybody was here before.
    const mayReturn = (): boolean => boots > 1;
    return createMemoryRealtime({ policy, clock, epoch: `boot ${boots}`, latency: delay, mayReturn });
  }

  const connect = (cookie: string): MemoryClient | undefined => (isUp ? server.connect(cookie) : undefined);
  /** Media goes between pages, whatever the server does. */
  const reaches = (to: UserId, call: CallId): boolean =>
    pages.some(
      ({ user, pulse, reachable, calls }) =>
        user === to && pulse === 'awake' && reachable && calls.current?.id === call,
    );

  function look(): void {
    for (const page of pages) if (page.pulse === 'awake') page.media.look();
  }

  return {
    clock,
    random,
    pages: pages as readonly Page[],
    get realtime() {
      return server.realtime;
    },
    get boots() {
      return boots;
    },
    /** When the server that runs was started; the first one always ran. */
    get bootedAt() {
      return bootedAt;
    },
    get isUp() {
      return isUp;
    },
    get lag() {
      return lag;
    },
    /** Every message takes this much longer, in ms. */
    setLag(ms: number) {
      lag = ms;
    },
    join(name: string): Page {
      const user = name as UserId;
      const page = createPage({ user, clock, random, connect, reaches, moved: look });
      pages.push(page);
      // Packets go as soon as there is somebody to take them.
      page.calls.on('changed', () => void clock.after(1, look));
      return page;
    },
    /** kill -9; see MemoryRealtime.crash. */
    crash(isNoticed: boolean) {
      if (!isUp) return;
      isUp = false;
      server.crash(isNoticed);
    },
    /** SIGTERM: clients are told. */
    stop() {
      if (!isUp) return;
      isUp = false;
      void server.realtime.close();
    },
    /** A new process, which knows nothing. */
    start() {
      if (isUp) return;
      server = boot();
      bootedAt = clock.now();
      isUp = true;
    },
    /** Moves the time on; the media lines are looked at once a second. */
    async advance(ms: number): Promise<void> {
      const until = clock.now() + ms;
      while (clock.now() < until) {
        await clock.advanceAsync(Math.min(1_000, until - clock.now()));
        look();
      }
    },
  };
}
