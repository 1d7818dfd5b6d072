// A measured server process: goes first, and reports on its CPU time, its memory after garbage collection, its profile.
import { Session, type Profiler } from 'node:inspector/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { goFirst } from '../process/priority.ts';
import type { Memory, ServerOperations } from './operations.ts';

export function createUsage(): Pick<ServerOperations, 'cpu' | 'memory' | 'profile'> {
  goFirst();
  const session = new Session();
  return {
    cpu() {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    memory,
    async profile(action) {
      if (action === 'stop') return JSON.stringify(await stop(session));
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.setSamplingInterval', { interval: 200 });
      await session.post('Profiler.start');
      return '';
    },
  };
}

async function stop(session: Session): Promise<Profiler.Profile> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
}

/** The memory that stays: V8 gives pages back some time after a collection, so collect and look a few times. */
async function memory(): Promise<Memory> {
  if (!globalThis.gc) throw new Error('start this process with --expose-gc');
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await pause(250);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}
