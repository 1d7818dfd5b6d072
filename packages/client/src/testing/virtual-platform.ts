// A platform on a clock that tests move, and the server's first word.
import { encodeMessage, mintSessionId, type ServerMessageOf, type UserId } from '@parley/protocol';
import type { Platform } from '../connection/platform.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Never hidden and never left; there are no transfers. */
export function virtualPlatform(
  { now, after }: VirtualTime,
  own: Pick<Platform, 'openSocket'> & Partial<Platform>,
): Platform {
  return {
    now,
    after,
    random: () => 0,
    openBytes() {
      throw new Error('there are no transfers here');
    },
    onWake: () => () => undefined,
    onLeave: () => () => undefined,
    hidden: () => false,
    ...own,
  };
}

/** To alice. */
export function welcomeFrame(more: Partial<ServerMessageOf<'session.welcome'>> = {}): string {
  return encodeMessage({
    t: 'session.welcome',
    v: 1,
    session: mintSessionId(),
    user: 'alice' as UserId,
    epoch: 'e',
    recovered: false,
    now: 0,
    heartbeat: 5_000,
    preconnect: true,
    rate: { burst: 60, perSecond: 20 },
    calls: [],
    ...more,
  });
}
