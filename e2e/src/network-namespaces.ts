// Networks of the test's own: each person and the server in a Linux network namespace, joined by a bridge in another.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whereIs } from '../../scripts/debian.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';

/** Somewhere a process can run: a machine of its own, as far as networks go. */
export interface Place {
  readonly name: string;
  readonly address: string;
  /** What to put before a command so that it runs here. */
  readonly command: readonly string[];
  /** A program that does what `program` does, here. */
  wrap(program: string): string;
  /** Pulls the plug, or puts it back: the machine itself notices. */
  plug(on: boolean): void;
  /** Another address takes the place of the one it has, as in another network. */
  move(): void;
}

export interface Network {
  place(name: string): Place;
  /** Nothing passes between these two any more, and neither is told. */
  cut(one: Place, other: Place): void;
  /** Nothing passes between this one and anybody. */
  isolate(place: Place): void;
  /** So many of a hundred packets from and to this one are lost, at random. */
  lose(place: Place, percent: number): void;
  /** Everything passes again. */
  heal(): void;
  close(): void;
}

const SUBNET = '10.77.0';
const GATEWAY = `${SUBNET}.1`;
const CHAIN = 'bridge parley traffic';

/** What keeps this machine from having networks of the test's own, as a sentence; `undefined` where it can. */
export function missingForNetworks(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are a matter of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  return missingTools('ip', 'nft') ?? tryOut();
}

/** Containers often may not do all of it, and say so only when it is done. */
function tryOut(): string | undefined {
  let network: Network | undefined;
  try {
    network = openNetwork();
    network.lose(network.place('one'), 50);
    return undefined;
  } catch (error) {
    return `this machine does not allow it: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    network?.close();
  }
}

export function openNetwork(): Network {
  const prefix = `parley-${randomBytes(4).toString('hex')}`;
  const hub = `${prefix}-hub`;
  const scripts = mkdtempSync(join(tmpdir(), 'parley-networks-'));
  const namespaces: string[] = [];
  let hosts = 1;
  const nextAddress = (): string => `${SUBNET}.${++hosts}`;

  const addNamespace = (name: string): void => {
    ip(`netns add ${name}`);
    namespaces.push(name);
    ip(`-n ${name} link set lo up`);
  };
  const nft = (words: string): void => ip(`netns exec ${hub} ${program('nft')} ${words}`);
  const drop = (which: string): void => nft(`add rule ${CHAIN} ${which} drop`);
  const open = (): void => {
    addNamespace(hub);
    ip(`-n ${hub} link add name hub type bridge`);
    ip(`-n ${hub} link set hub up`);
    // A route out, which some browsers want before they look for addresses at all.
    ip(`-n ${hub} addr add ${GATEWAY}/24 dev hub`);
    nft('add table bridge parley');
    nft(`add chain ${CHAIN} { type filter hook forward priority 0; }`);
    // The names of mDNS end at the router in real networks, so they do here: nothing may depend on them.
    nft('add chain bridge parley always { type filter hook forward priority 1; }');
    nft('add rule bridge parley always udp dport 5353 drop');
  };
  const close = (): void => {
    for (const name of namespaces.splice(0)) remove(name);
    rmSync(scripts, { recursive: true, force: true });
  };
  try {
    open();
  } catch (error) {
    close();
    throw error;
  }

  return {
    place(name) {
      const namespace = `${prefix}-${name}`;
      addNamespace(namespace);
      ip(`link add name ${name} netns ${hub} type veth peer name eth0 netns ${namespace}`);
      ip(`-n ${hub} link set ${name} master hub up`);
      return createPlace({ name, namespace, scripts, nextAddress });
    },
    cut(one, other) {
      drop(`iifname ${one.name} oifname ${other.name}`);
      drop(`iifname ${other.name} oifname ${one.name}`);
    },
    isolate({ name }) {
      drop(`iifname ${name}`);
      drop(`oifname ${name}`);
    },
    lose({ name }, percent) {
      drop(`iifname ${name} numgen random mod 100 < ${percent}`);
      drop(`oifname ${name} numgen random mod 100 < ${percent}`);
    },
    heal: () => nft(`flush chain ${CHAIN}`),
    close,
  };
}

function createPlace(options: {
  name: string;
  namespace: string;
  scripts: string;
  nextAddress: () => string;
}): Place {
  const { name, namespace, scripts, nextAddress } = options;
  const command = [program('ip'), 'netns', 'exec', namespace];
  const here = (words: string): void => ip(`-n ${namespace} ${words}`);
  const routeOut = (): void => here(`route replace default via ${GATEWAY}`);
  let address = nextAddress();
  const settle = (): void => {
    here(`addr add ${address}/24 dev eth0`);
    here('link set eth0 up');
    routeOut();
  };
  settle();
  return {
    name,
    get address() {
      return address;
    },
    command,
    wrap(wrapped) {
      const script = join(scripts, `${name}.sh`);
      writeFileSync(script, `#!/bin/sh\nexec ${command.join(' ')} '${wrapped}' "$@"\n`);
      chmodSync(script, 0o755);
      return script;
    },
    plug(on) {
      here(`link set eth0 ${on ? 'up' : 'down'}`);
      // Its routes went with the link.
      if (on) routeOut();
    },
    move() {
      here('addr flush dev eth0');
      address = nextAddress();
      settle();
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

function ip(words: string): void {
  execFileSync(program('ip'), words.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] });
}

function program(name: 'ip' | 'nft'): string {
  return whereIs(name) ?? name;
}
