// The real server and the real SDK in one process, joined by sockets in memory, on a clock and a network of the test's.
import type { CallId, UserId } from '@parley/protocol';
import type { History } from '../../packages/server/src/history/history.ts';
import type { ServerInbox } from '../../packages/server/src/realtime-api.ts';
import { createMemoryRealtime, type MemoryClient } from '../../packages/server/src/testing/memory-socket.ts';
import { createVirtualClock, type VirtualClock } from '../../packages/server/src/testing/virtual-clock.ts';
import { seeded } from '../seeded.ts';
import { createPage, type Page } from './page.ts';

export type World = ReturnType<typeof createWorld>;
export type Member = Page;

export interface WorldOptions {
  seed: number;
  policy?: 'replace' | 'multiple';
  /** The most that a message takes, in ms. */
  latency?: number;
  /** Messages that a session may send at once; a third of that a second. The server's own limits if absent. */
  burst?: number;
  /** Whether people may be on their way back to the first server, too. */
  mayReturn?: boolean;
  /** The operator's own code. */
  inbox?: ServerInbox;
  /** What each server keeps texts with. */
  history?: (clock: VirtualClock) => History;
}

export function createWorld({
  seed,
  policy = 'replace',
  latency = 20,
  burst,
  mayReturn = false,
  inbox,
  history,
}: WorldOptions) {
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
    return createMemoryRealtime({
      policy,
      clock,
      inbox,
      history: history?.(clock),
      epoch: `boot ${boots}`,
      latency: delay,
      relay: { grant: (_user, _host, now) => ({ servers: [], expires: now + 600_000 }) },
      // To a server that is restarted everybody was here before.
      mayReturn: () => mayReturn || boots > 1,
      ...(burst !== undefined && {
        limits: { sessions: 100, messageBurst: burst, messagesPerSecond: burst / 3 },
      }),
    });
  }

  const connect = (cookie: string): MemoryClient | undefined => (isUp ? server.connect(cookie) : undefined);
  /** Media goes between pages, whatever the server does. */
  const reaches = (to: UserId, call: CallId): boolean =>
    pages.some(
      ({ user, pulse, reachable, calls }) =>
        user === to &&
        pulse === 'awake' &&
        reachable &&
        [calls.current, calls.other].some((one) => one?.id === call),
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
    join(name: string, { canCall = true }: { canCall?: boolean } = {}): Page {
      const user = name as UserId;
      const page = createPage({ user, clock, random, connect, reaches, moved: look, canCall });
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
