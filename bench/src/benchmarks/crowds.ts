// Crowds of signed-in people, spread over processes so that no process is short of file descriptors or time.
import type { Held, HolderOperations, Person, PresenceCount } from '../load/operations.ts';
import { sum } from '../measure/stats.ts';
import { nameOf } from '../peers/known.ts';
import { startProcess } from '../process/remote.ts';
import type { ServerUnderTest } from './servers.ts';

const PROCESSES = 2;
const CONCURRENCY = 64;

export interface CrowdHandle {
  /** When the last one was connected, and when the last one knew everybody. */
  knowing(): Promise<Held>;
  presence(): Promise<PresenceCount>;
  leave(): Promise<void>;
  close: () => Promise<void>;
}

/** People with their tokens. Made before any clock starts: presence is measured, not password hashing. */
export function crowdOf(server: ServerUnderTest, size: number): Promise<Person[]> {
  return server.people(Array.from({ length: size }, (_, i) => nameOf(i)));
}

/** Resolves when everybody is connected. */
export async function gather(
  server: ServerUnderTest,
  people: Person[],
  learn: boolean,
): Promise<CrowdHandle> {
  const { protocol, port } = server;
  if (protocol === 'socketio') throw new Error('crowds speak ws and Parley');
  const holders = Array.from({ length: PROCESSES }, () =>
    startProcess<HolderOperations>('../load/holder.ts', import.meta.url, { source: true }),
  );
  const all = <T>(ask: (call: (typeof holders)[number]['call'], index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(holders.map(({ call }, i) => ask(call, i)));
  const close = async (): Promise<void> => {
    await Promise.all(holders.map((holder) => holder.close()));
  };
  try {
    await all((call, i) =>
      call.connect({
        protocol,
        port,
        people: people.filter((_, person) => person % PROCESSES === i),
        everybody: people.length,
        concurrency: CONCURRENCY / PROCESSES,
        learn,
        address: 1 + i * 8,
      }),
    );
  } catch (cause) {
    await close();
    throw cause;
  }
  return {
    async knowing() {
      const held = await all((call) => call.knowing());
      return {
        startedAt: Math.min(...held.map(({ startedAt }) => startedAt)),
        connectedAt: Math.max(...held.map(({ connectedAt }) => connectedAt)),
        knewAt: Math.max(...held.map(({ knewAt }) => knewAt)),
      };
    },
    presence: async () => total(await all((call) => call.presence())),
    async leave() {
      await all((call) => call.leave());
    },
    close,
  };
}

function total(counts: PresenceCount[]): PresenceCount {
  return {
    frames: sum(counts.map(({ frames }) => frames)),
    bytes: sum(counts.map(({ bytes }) => bytes)),
    ticks: new Set(counts.flatMap(({ ticks }) => [...ticks])),
    mostFrames: Math.max(...counts.map(({ mostFrames }) => mostFrames)),
    mostInTick: Math.max(...counts.map(({ mostInTick }) => mostInTick)),
  };
}
