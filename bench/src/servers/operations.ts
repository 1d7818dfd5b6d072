// What the benchmark asks of a server process, whichever server it runs.
import type { AddressInfo } from 'node:net';

export interface Memory {
  /** Bytes, after garbage collection. */
  rss: number;
  heapUsed: number;
  external: number;
}

export interface ListenOptions {
  /** Where the server knows a naive presence: each join is sent to each. */
  presence?: boolean;
  /** Whether code of the operator's is asked who may see whom. It says yes, from a set in memory. */
  maySee?: boolean;
  /** For how many days Parley keeps texts. */
  historyDays?: number;
}

export interface ServerOperations {
  listen(options: ListenOptions): Promise<{ port: number }>;
  /** What lets each of these people in, in the same order. */
  credentials(names: string[]): string[] | Promise<string[]>;
  /** User and system time of the process so far, in µs. */
  cpu(): number;
  memory(): Promise<Memory>;
  profile(action: 'start' | 'stop'): Promise<string>;
}

/** The port of a listening server. */
export function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || !address) throw new Error('the server listens on no port');
  return address.port;
}
