// Networks of the test's own: each person and the server in a Linux network namespace, joined by a bridge in another.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
/** Names of interfaces are at most 15 characters long. */
const PREFIX = `py${process.pid}`;

/** What keeps this machine from having networks of the test's own, as a sentence; `undefined` where it can. */
export function missingForNetworks(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are a matter of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  for (const [tool, pack] of [
    ['ip', 'iproute2'],
    ['nft', 'nftables'],
  ] as const)
    if (spawnSync(tool, ['-V'], { stdio: 'ignore' }).error) return `${tool} is missing (Debian: ${pack})`;
  return tryOut();
}

/** Containers often may not do all of it, and say so only when it is done. */
function tryOut(): string | undefined {
  let network: Network | undefined;
  try {
    network = openNetwork('try');
    network.lose(network.place('one'), 50);
    return undefined;
  } catch (error) {
    return `this machine does not allow it: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    network?.close();
  }
}

/** `title` tells networks of one process apart. */
export function openNetwork(title = 'net'): Network {
  const hub = `${PREFIX}-${title}-hub`;
  const scripts = mkdtempSync(join(tmpdir(), 'parley-networks-'));
  const namespaces: string[] = [];
  let hosts = 1;
  const nextAddress = (): string => `${SUBNET}.${++hosts}`;

  const addNamespace = (name: string): void => {
    run('ip', 'netns', 'add', name);
    namespaces.push(name);
    run('ip', '-n', name, 'link', 'set', 'lo', 'up');
  };
  const rule = (...words: string[]): void =>
    run('ip', 'netns', 'exec', hub, 'nft', 'add', 'rule', 'bridge', 'parley', 'traffic', ...words);
  const close = (): void => {
    for (const name of namespaces.splice(0)) spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
    rmSync(scripts, { recursive: true, force: true });
  };

  const open = (): void => {
    addNamespace(hub);
    run('ip', '-n', hub, 'link', 'add', 'name', 'hub', 'type', 'bridge');
    run('ip', '-n', hub, 'link', 'set', 'hub', 'up');
    // A route out, which some browsers want before they look for addresses at all.
    run('ip', '-n', hub, 'addr', 'add', `${SUBNET}.1/24`, 'dev', 'hub');
    const nft = (...words: string[]): void => run('ip', 'netns', 'exec', hub, 'nft', ...words);
    nft('add', 'table', 'bridge', 'parley');
    nft('add', 'chain', 'bridge', 'parley', 'traffic', '{ type filter hook forward priority 0; }');
  };
  try {
    open();
  } catch (error) {
    close();
    throw error;
  }

  return {
    place(name) {
      const namespace = `${PREFIX}-${title}-${name}`;
      addNamespace(namespace);
      run(
        'ip',
        'link',
        'add',
        'name',
        name,
        'netns',
        hub,
        'type',
        'veth',
        'peer',
        'name',
        'eth0',
        'netns',
        namespace,
      );
      run('ip', '-n', hub, 'link', 'set', name, 'master', 'hub', 'up');
      return createPlace({ name, namespace, scripts, nextAddress });
    },
    cut(one, other) {
      rule('iifname', one.name, 'oifname', other.name, 'drop');
      rule('iifname', other.name, 'oifname', one.name, 'drop');
    },
    isolate({ name }) {
      rule('iifname', name, 'drop');
      rule('oifname', name, 'drop');
    },
    lose({ name }, percent) {
      const chance = ['numgen', 'random', 'mod', '100', '<', String(percent), 'drop'];
      rule('iifname', name, ...chance);
      rule('oifname', name, ...chance);
    },
    heal: () => run('ip', 'netns', 'exec', hub, 'nft', 'flush', 'chain', 'bridge', 'parley', 'traffic'),
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
  const command = ['ip', 'netns', 'exec', namespace] as const;
  const ip = (...words: string[]): void => run('ip', '-n', namespace, ...words);
  let address = nextAddress();
  const settle = (): void => {
    ip('addr', 'add', `${address}/24`, 'dev', 'eth0');
    ip('link', 'set', 'eth0', 'up');
    ip('route', 'replace', 'default', 'via', `${SUBNET}.1`);
  };
  settle();
  return {
    name,
    get address() {
      return address;
    },
    command,
    wrap(program) {
      const script = join(scripts, `${name}.sh`);
      writeFileSync(script, `#!/bin/sh\nexec ${command.join(' ')} '${program}' "$@"\n`);
      chmodSync(script, 0o755);
      return script;
    },
    plug(on) {
      ip('link', 'set', 'eth0', on ? 'up' : 'down');
      // Its routes go with the link.
      if (on) ip('route', 'replace', 'default', 'via', `${SUBNET}.1`);
    },
    move() {
      ip('addr', 'flush', 'dev', 'eth0');
      address = nextAddress();
      settle();
    },
  };
}

function run(program: string, ...words: string[]): void {
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
