// What a server's CPU second carries where the arrival of each text triggers the next one back.
import type { Loaded } from './servers.ts';

const WINDOW_MS = 1500;

/** Cores that server and generator must have had together for a round to count. */
const FED = 1.2;

export interface Window {
  perCpuSecond: number;
  perSecond: number;
  /** Shares of a core. */
  server: number;
  generator: number;
}

/** `inFlight`: texts that each pair keeps under way. */
export async function closedLoop(
  { server, generator }: Pick<Loaded, 'server' | 'generator'>,
  inFlight: number,
): Promise<Window> {
  const before = await server.process.call.cpu();
  // The server's CPU time is read once all is delivered and acknowledged: what a text costs later counts too.
  const { texts, ms, busy } = await generator.call.closedLoop({ inFlight, ms: WINDOW_MS });
  const cpu = (await server.process.call.cpu()) - before;
  return {
    perCpuSecond: (texts * 1e6) / cpu,
    perSecond: (texts * 1000) / ms,
    server: cpu / 1000 / ms,
    generator: busy,
  };
}

/**
 * What others do on the machine takes from server and generator alike; a server that waits for its generator gets other
 * batches than one under load, and is no longer what is to be measured.
 */
export function isStarved({ server, generator }: Window): boolean {
  return server + generator < FED;
}

export function shown({ perCpuSecond, server, generator }: Window): string {
  return `${Math.round(perCpuSecond)}/CPU s (cores ${server.toFixed(2)} + ${generator.toFixed(2)})`;
}
