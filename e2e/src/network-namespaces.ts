// Networks of the test's own: each person and the server in a Linux network namespace, joined by a bridge in another.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools } from '../../scripts/test-tools.mjs';
import { commandWithin, createNamespaces, ip, within, type Namespaces } from './namespaces.ts';
import { addRouter, type Router, type Translation } from './routers.ts';
import { slowDown, type SlowLine } from './slow-lines.ts';

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
  /** `router`: it has a network of its own behind a router. */
  place(name: string, options?: { router?: boolean }): Place;
  /** Nothing passes between these two any more, and neither is told. */
  cut(one: Place, other: Place): void;
  /** Nothing passes between this one and anybody. */
  isolate(place: Place): void;
  /** So many of a hundred packets from and to this one are lost, at random. */
  lose(place: Place, percent: number): void;
  /** No UDP passes from and to this one. */
  blockUdp(place: Place): void;
  /** Nothing passes between this one and anybody but TCP to these ports. */
  allowOnly(place: Place, ports: readonly number[]): void;
  /** No more than so many bytes a second, each way. What is too much waits for at most 300 ms and is then lost. */
  limit(place: Place, bytesPerSecond: number): void;
  /** Each packet from and to this one takes so many ms longer, and by chance up to `jitter` ms more. */
  slow(place: Place, ms: number, jitter?: number): Promise<void>;
  /** The router of this one lets several share an address, as those at home do. */
  translate(place: Place, how: Translation): void;
  /** Everything passes again, untranslated. */
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
  return missingTools('ip', 'nft', 'tc', 'socat') ?? tryOut();
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

/** Where a place is joined to the others. */
interface Joint {
  /** The link in the hub that its packets go through. */
  link: string;
  /** The device at the other end of the cable. */
  readonly far: { readonly namespace: string; readonly device: string };
  readonly router: Router | undefined;
  slow: SlowLine | undefined;
  limited: boolean;
}

export function openNetwork(): Network {
  const namespaces = createNamespaces();
  const scripts = mkdtempSync(join(tmpdir(), 'parley-networks-'));
  const joints = new Map<string, Joint>();
  const close = (): void => {
    for (const { slow } of joints.values()) slow?.close();
    namespaces.close();
    rmSync(scripts, { recursive: true, force: true });
  };
  try {
    const hub = openHub(namespaces);
    const { place, joint } = createPlaces({ namespaces, hub, scripts, joints });
    return { place, close, ...createTraffic({ hub, joints, joint }) };
  } catch (error) {
    close();
    throw error;
  }
}

function openHub(namespaces: Namespaces): string {
  const hub = namespaces.add('hub');
  ip(`-n ${hub} link add name hub type bridge`);
  ip(`-n ${hub} link set hub up`);
  // A route out, which some browsers want before they look for addresses at all.
  ip(`-n ${hub} addr add ${GATEWAY}/24 dev hub`);
  const nft = (words: string): void => within(hub, 'nft', words);
  nft('add table bridge parley');
  nft(`add chain ${CHAIN} { type filter hook forward priority 0; }`);
  // The names of mDNS end at the router in real networks, so they do here: nothing may depend on them.
  nft('add chain bridge parley always { type filter hook forward priority 1; }');
  nft('add rule bridge parley always udp dport 5353 drop');
  return hub;
}

type Traffic = Omit<Network, 'place' | 'close'>;

function createTraffic(options: {
  hub: string;
  joints: ReadonlyMap<string, Joint>;
  joint: (place: Place) => Joint;
}): Traffic {
  const { hub, joints, joint } = options;
  const rule = (words: string): void => within(hub, 'nft', `add rule ${CHAIN} ${words}`);
  const drop = (place: Place, which = ''): void => {
    for (const way of ['iifname', 'oifname']) rule(`${way} ${joint(place).link}${which} drop`);
  };
  let slowLines = 0;
  return {
    cut(one, other) {
      const [here, there] = [joint(one).link, joint(other).link];
      rule(`iifname ${here} oifname ${there} drop`);
      rule(`iifname ${there} oifname ${here} drop`);
    },
    isolate: (place) => drop(place),
    lose: (place, percent) => drop(place, ` numgen random mod 100 < ${percent}`),
    blockUdp: (place) => drop(place, ' meta l4proto udp'),
    allowOnly(place, ports) {
      const { link } = joint(place);
      rule(`iifname ${link} tcp dport { ${ports.join(',')} } accept`);
      rule(`oifname ${link} tcp sport { ${ports.join(',')} } accept`);
      drop(place, ' ether type ip');
    },
    limit(place, bytesPerSecond) {
      const one = joint(place);
      one.limited = true;
      const shape = `root tbf rate ${bytesPerSecond}bps burst 3000 latency 300ms`;
      for (const { namespace, device } of cableOf(one, place, hub))
        within(namespace, 'tc', `qdisc add dev ${device} ${shape}`);
    },
    async slow(place, ms, jitter = 0) {
      const one = joint(place);
      one.slow = await slowDown({ hub, link: place.name, number: ++slowLines, ms, jitter });
      one.link = one.slow.link;
    },
    translate(place, how) {
      const { router } = joint(place);
      if (!router) throw new Error(`${place.name} has no router`);
      router.translate(how);
    },
    heal() {
      within(hub, 'nft', `flush chain ${CHAIN}`);
      for (const [name, one] of joints) mend(one, name, hub);
    },
  };
}

/** Both ends of the cable between a place, or its router, and the hub: what each sends is shaped there. */
function cableOf({ far }: Joint, { name }: Pick<Place, 'name'>, hub: string): readonly Joint['far'][] {
  return [{ namespace: hub, device: name }, far];
}

function mend(joint: Joint, name: string, hub: string): void {
  joint.router?.stopTranslating();
  if (joint.limited)
    for (const { namespace, device } of cableOf(joint, { name }, hub))
      within(namespace, 'tc', `qdisc del dev ${device} root`);
  joint.limited = false;
  joint.slow?.close();
  joint.slow = undefined;
  joint.link = name;
}

function createPlaces(options: {
  namespaces: Namespaces;
  hub: string;
  scripts: string;
  joints: Map<string, Joint>;
}): { place: Network['place']; joint: (place: Place) => Joint } {
  const { namespaces, hub, scripts, joints } = options;
  const nextOutside = countUp(SUBNET);
  /** Everybody's ways to the networks behind routers: that these are private does not matter while nothing translates. */
  const ways: string[] = [];
  const outside: string[] = [];

  function joinRouter(name: string, namespace: string): Router {
    const number = ways.length + 1;
    const address = nextOutside();
    const router = addRouter({ name, number, namespaces, place: namespace, hub, address, gateway: GATEWAY });
    const way = `route add ${router.subnet}.0/24 via ${address}`;
    for (const other of outside) ip(`-n ${other} ${way}`);
    ways.push(way);
    return router;
  }

  function place(name: string, { router: routed = false } = {}): Place {
    const namespace = namespaces.add(name);
    const router = routed ? joinRouter(name, namespace) : undefined;
    if (!router) ip(`link add name ${name} netns ${hub} type veth peer name eth0 netns ${namespace}`);
    ip(`-n ${hub} link set ${name} master hub up`);
    const far = router ? { namespace: router.namespace, device: 'wan' } : { namespace, device: 'eth0' };
    joints.set(name, { link: name, far, router, slow: undefined, limited: false });
    const { subnet, gateway } = router ?? { subnet: SUBNET, gateway: GATEWAY };
    const nextAddress = router ? countUp(subnet) : nextOutside;
    const made = createPlace({ name, namespace, scripts, nextAddress, gateway });
    for (const way of router ? ways.slice(0, -1) : ways) ip(`-n ${far.namespace} ${way}`);
    outside.push(far.namespace);
    return made;
  }

  function joint({ name }: Place): Joint {
    const known = joints.get(name);
    if (!known) throw new Error(`${name} is not a place of this network`);
    return known;
  }

  return { place, joint };
}

/** Addresses of a network whose first is its gateway. */
function countUp(subnet: string): () => string {
  let hosts = 1;
  return () => `${subnet}.${++hosts}`;
}

function createPlace(options: {
  name: string;
  namespace: string;
  scripts: string;
  nextAddress: () => string;
  gateway: string;
}): Place {
  const { name, namespace, scripts, nextAddress, gateway } = options;
  const command = commandWithin(namespace);
  const here = (words: string): void => ip(`-n ${namespace} ${words}`);
  const routeOut = (): void => here(`route replace default via ${gateway}`);
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
