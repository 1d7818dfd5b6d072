// A transfer between two processes whose lines are cut meanwhile, and how much the memory of each of the three grows.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openFaultProxy, type FaultProxy } from '../../../e2e/faults/fault-proxy.ts';
import { sum } from '../measure/stats.ts';
import { startProcess, type RemoteProcess } from '../process/remote.ts';
import type { BlobPeerOperations } from './blob-peer.ts';

export interface Ticket {
  user: string;
  token: string;
}

export interface CarryOptions {
  server: { port: number; pid: number };
  sender: Ticket;
  receiver: Ticket;
  bytes: number;
  /** Parts of the bytes after which every connection of both is cut. Without any, no proxy stands in between. */
  cuts: readonly number[];
}

export interface Carried {
  /** Bytes by which each process has grown at most, since just before the transfer. */
  growth: { server: number; sender: number; receiver: number };
  ms: number;
  /** Connections that the two have made in all, where they can be cut. */
  connections: number;
}

/** A peer's process, from source. */
export function startBlobPeer(): RemoteProcess<BlobPeerOperations> {
  return startProcess<BlobPeerOperations>('./blob-peer.ts', import.meta.url, { source: true });
}

/** Rejects where what arrives is not what was sent. */
export async function carry(options: CarryOptions): Promise<Carried> {
  const { server, sender, receiver, bytes, cuts } = options;
  const lines =
    cuts.length === 0 ? [] : await Promise.all([0, 1].map(() => openFaultProxy(() => server.port)));
  const urlOf = (line: FaultProxy | undefined): string => line?.url ?? `http://localhost:${server.port}`;
  const [from, to] = [startBlobPeer(), startBlobPeer()];
  try {
    await from.call.enter({ url: urlOf(lines[0]), ...sender });
    await to.call.enter({ url: urlOf(lines[1]), ...receiver });
    while (!(await from.call.sees(receiver.user))) await pause(20);
    const memory = watchMemory({ server: server.pid, sender: from.pid, receiver: to.pid });
    const receiving = to.call.receive();
    const sending = from.call.send({ to: receiver.user, bytes });
    // Heard of when they are awaited.
    for (const promise of [receiving, sending]) promise.catch(() => undefined);
    for (const cut of cuts) {
      const isOver = sending.then(() => true);
      while ((await to.call.moved()) < cut * bytes) {
        if (await Promise.race([isOver, pause(10, false)])) break;
      }
      for (const line of lines) line.drop('reset');
    }
    const [sent, received] = await Promise.all([sending, receiving]);
    const growth = memory.stop();
    if (received.bytes !== bytes || received.sha256 !== sent.sha256)
      throw new Error(`${received.bytes} of ${bytes} bytes arrived, ${received.sha256} for ${sent.sha256}`);
    return { growth, ms: sent.ms, connections: sum(lines.map((line) => line.connections)) };
  } finally {
    await Promise.all([from.close(), to.close()]);
    for (const line of lines) await line.close();
  }
}

function watchMemory<K extends string>(pids: Record<K, number>): { stop(): Record<K, number> } {
  const entries = Object.entries(pids) as [K, number][];
  const before = new Map(entries.map(([name, pid]) => [name, residentOf(pid)]));
  const growth = Object.fromEntries(entries.map(([name]) => [name, 0])) as Record<K, number>;
  const look = (): void => {
    for (const [name, pid] of entries)
      growth[name] = Math.max(growth[name], residentOf(pid) - (before.get(name) ?? 0));
  };
  const looking = setInterval(look, 25);
  return {
    stop() {
      clearInterval(looking);
      look();
      return growth;
    },
  };
}

/** Linux's word for it (proc(5)). */
function residentOf(pid: number): number {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Number(pages) * 4096;
}
