// Which program listens on a port, as far as this user may see it: Linux only, and of other users' programs only as root.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface PortOwner {
  readonly pid: number;
  readonly name: string;
}

/** The state of a TCP socket that listens, and of a UDP socket that is bound (Linux's net/tcp_states.h). */
const LISTENING: Readonly<Record<'tcp' | 'udp', string>> = { tcp: '0A', udp: '07' };

export function portOwner(protocol: 'tcp' | 'udp', port: number): PortOwner | undefined {
  const inodes = [protocol, `${protocol}6`].flatMap((table) => socketsIn(table, LISTENING[protocol], port));
  if (inodes.length === 0) return undefined;
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const pid = list('/proc').find((entry) => /^\d+$/.test(entry) && holds(entry, links));
  return pid === undefined ? undefined : { pid: Number(pid), name: read(`/proc/${pid}/comm`).trim() };
}

/** Rows are `sl local_address rem_address st … inode`, addresses and ports in hexadecimal (proc(5)). */
function socketsIn(table: string, state: string, port: number): string[] {
  return read(`/proc/net/${table}`)
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(
      ([, local = '', , found]) => found === state && Number.parseInt(local.split(':')[1] ?? '', 16) === port,
    )
    .flatMap((row) => row[9] ?? []);
}

function holds(pid: string, links: ReadonlySet<string>): boolean {
  return list(`/proc/${pid}/fd`).some((file) => {
    try {
      return links.has(readlinkSync(`/proc/${pid}/fd/${file}`));
    } catch {
      return false; // It was closed meanwhile.
    }
  });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Another user's process, one that has ended, or another system.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
