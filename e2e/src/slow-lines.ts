// Lines that take their time. This kernel can't delay packets, so that a program does: between two devices it holds them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { commandWithin, ip } from './namespaces.ts';

const PROGRAM = join(import.meta.dirname, 'slow-line.mjs');
const HOST = '127.0.0.1';

export interface SlowLine {
  /** The link that now stands in the bridge for the one that was slowed down. */
  readonly link: string;
  /** Puts the link back where it was. */
  close(): void;
}

export interface SlowLineOptions {
  /** The namespace of the bridge called `hub`. */
  hub: string;
  /** One of its links. */
  link: string;
  /** Different for each line of a namespace: its ports depend on it. */
  number: number;
  /** How long each packet is held, each way. */
  ms: number;
  /** Up to so many ms longer, by chance. */
  jitter: number;
}

/** link → a bridge of its own → near → the program → far → hub. */
export async function slowDown({ hub, link, number, ms, jitter }: SlowLineOptions): Promise<SlowLine> {
  const here = (words: string): void => ip(`-n ${hub} ${words}`);
  const [bridge, near, far] = [`${link}-line`, `${link}-near`, `${link}-far`] as const;
  const port = 10_000 + 10 * number;
  const running: ChildProcess[] = [];
  const close = (): void => {
    for (const child of running) child.kill();
    here(`link set ${link} master hub`);
    for (const device of [bridge, near, far]) here(`link del ${device}`);
  };
  here(`link add name ${bridge} type bridge`);
  here(`link set ${bridge} up`);
  for (const device of [near, far]) here(`tuntap add dev ${device} mode tap`);
  const holder = start(hub, [process.execPath, PROGRAM, port, port + 1, port + 2, port + 3, ms, jitter]);
  running.push(holder);
  // A socat that finds nobody at the other end gives up.
  if (holder.stdout) await once(holder.stdout, 'data');
  for (const [device, to, from] of [
    [near, port, port + 1],
    [far, port + 2, port + 3],
  ] as const) {
    const tap = `TUN,tun-type=tap,iff-no-pi,tun-name=${device}`;
    running.push(start(hub, ['socat', tap, `UDP4:${HOST}:${to},bind=${HOST}:${from}`]));
  }
  here(`link set ${near} master ${bridge} up`);
  here(`link set ${far} master hub up`);
  here(`link set ${link} master ${bridge}`);
  return { link: far, close };
}

function start(namespace: string, words: readonly (string | number)[]): ChildProcess {
  const [command, ...args] = [...commandWithin(namespace), ...words.map(String)];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
}
