// Linux network namespaces that are made for a test and go with it, and commands within them.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { whereIs } from '../../scripts/debian.mjs';

export interface Namespaces {
  /** Makes one; the answer is its full name, which no other run of any test has. */
  add(name: string): string;
  /** Removes all of them, and with them what is in them. */
  close(): void;
}

export function createNamespaces(): Namespaces {
  const prefix = `parley-${randomBytes(4).toString('hex')}`;
  const made: string[] = [];
  return {
    add(name) {
      const namespace = `${prefix}-${name}`;
      ip(`netns add ${namespace}`);
      made.push(namespace);
      ip(`-n ${namespace} link set lo up`);
      return namespace;
    },
    close() {
      for (const namespace of made.splice(0)) remove(namespace);
    },
  };
}

function remove(namespace: string): void {
  try {
    ip(`netns del ${namespace}`);
  } catch {
    // It is gone already, and the others are to go, too.
  }
}

type NetworkTool = 'ip' | 'nft' | 'tc';

/** `ip` with these words, which hold no spaces. */
export function ip(words: string): void {
  execFileSync(program('ip'), words.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** A tool within a namespace. */
export function within(namespace: string, tool: NetworkTool, words: string): void {
  ip(`netns exec ${namespace} ${program(tool)} ${words}`);
}

/** Makes a router of it. */
export function forwardPackets(namespace: string): void {
  const [command, ...words] = [
    ...commandWithin(namespace),
    'sh',
    '-c',
    'echo 1 > /proc/sys/net/ipv4/ip_forward',
  ];
  execFileSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** What to put before a command so that it runs in the namespace. */
export function commandWithin(namespace: string): readonly [string, ...string[]] {
  return [program('ip'), 'netns', 'exec', namespace];
}

function program(name: NetworkTool): string {
  return whereIs(name) ?? name;
}
