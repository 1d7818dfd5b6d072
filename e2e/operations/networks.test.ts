// The networks that calls are tried in are what they are said to be.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { missingForNetworks, openNetwork, type Network, type Place } from '../src/network-namespaces.ts';

const PROBE = join(import.meta.dirname, 'net-probe.mjs');
const PORTS = [4001, 4002] as const;

const missing = missingForNetworks();
if (missing) console.warn(`SKIPPED networks.test.ts, the networks that calls are tried in: ${missing}.`);

interface Answer {
  answered: number;
  /** Ms of a round trip. */
  median?: number;
  /** This socket's address, as each of the two ports sees it. */
  first?: string;
  second?: string;
  /** Ms until the last answer. */
  took: number;
  /** This one's address, as each port sees it over TCP. */
  tcp?: string;
  otherTcp?: string;
}

let network: Network | undefined;
const reflectors: ChildProcess[] = [];

interface World {
  network: Network;
  home: Place;
  alice: Place;
  bob: Place;
  /** Both are behind routers. */
  carol: Place;
  dave: Place;
}
let world: World | undefined;

beforeAll(async () => {
  if (missing) return;
  network = openNetwork();
  const [home, alice, bob] = ['home', 'alice', 'bob'].map((name) => network?.place(name));
  const [carol, dave] = ['carol', 'dave'].map((name) => network?.place(name, { router: true }));
  if (!home || !alice || !bob || !carol || !dave) throw new Error('there are no places');
  for (const place of [home, bob, dave]) await reflect(place);
  world = { network, home, alice, bob, carol, dave };
});

afterEach(() => network?.heal());

afterAll(() => {
  for (const child of reflectors) child.kill();
  network?.close();
});

async function reflect({ command }: Place): Promise<void> {
  const [program = '', ...args] = [...command, process.execPath, PROBE, 'reflect', ...PORTS.map(String)];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  reflectors.push(child);
  await once(child.stdout, 'data');
}

function ask(from: Place, to: Place, count = 20, bytes = 200): Answer {
  const words = ['ask', to.address, ...PORTS, count, bytes].map(String);
  const [program = '', ...args] = [...from.command, process.execPath, PROBE, ...words];
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  try {
    return JSON.parse(stdout) as Answer;
  } catch {
    throw new Error(`the probe printed ${stdout}${stderr}`);
  }
}

function topology(title: string, body: (world: World) => Promise<void> | void): void {
  test.skipIf(missing !== undefined)(title, async () => {
    if (!world) throw new Error('there is no network');
    await body(world);
  });
}

const everything = { answered: 20, tcp: expect.any(String) as string };
const nothing = { answered: 0 };

topology('open: everybody reaches everybody, through routers too, under their own addresses', (all) => {
  const { home, alice, bob, carol, dave } = all;
  expect(ask(alice, bob)).toMatchObject(everything);
  const answer = ask(carol, dave);
  expect(answer).toMatchObject({ ...everything, tcp: carol.address });
  expect(answer.first).toBe(answer.second);
  expect(ask(carol, home).first).toContain(carol.address);
});

topology('a cone has one address outside for both it sends to; a symmetric router has two', (all) => {
  const { network: net, home, carol, dave } = all;
  net.translate(carol, 'cone');
  const cone = ask(carol, home);
  expect(cone).toMatchObject(everything);
  expect(cone.first).not.toContain(carol.address);
  expect(cone.first).toBe(cone.second);
  net.translate(carol, 'symmetric');
  const symmetric = ask(carol, home);
  expect(symmetric).toMatchObject(everything);
  expect(symmetric.first).not.toContain(carol.address);
  expect(symmetric.first).not.toBe(symmetric.second);
  net.translate(dave, 'cone');
  expect(ask(home, dave), 'nobody gets in who was not sent to').toMatchObject(nothing);
});

topology('cut: no way between two who both reach the server', ({ network: net, home, alice, bob }) => {
  net.cut(alice, bob);
  expect(ask(alice, bob)).toMatchObject(nothing);
  expect(ask(alice, home)).toMatchObject(everything);
  expect(ask(bob, home)).toMatchObject(everything);
});

topology(
  'without UDP only TCP passes; with ports named, only TCP to those',
  ({ network: net, home, alice }) => {
    net.blockUdp(alice);
    expect(ask(alice, home)).toMatchObject({ answered: 0, tcp: alice.address, otherTcp: alice.address });
    net.heal();
    net.allowOnly(alice, [PORTS[0]]);
    const answer = ask(alice, home);
    expect(answer).toMatchObject({ answered: 0, tcp: alice.address });
    expect(answer.otherTcp).toBeUndefined();
  },
);

topology('so many of a hundred packets are lost, each way', ({ network: net, home, alice }) => {
  net.lose(alice, 20);
  // 0.8 × 0.8 of 1,000 come back: the bounds are five standard deviations wide.
  const { answered } = ask(alice, home, 1000);
  expect(answered).toBeGreaterThan(560);
  expect(answered).toBeLessThan(720);
});

topology('no more than 30 KB/s pass, of a router’s line too', ({ network: net, home, alice, carol }) => {
  for (const place of [alice, carol]) {
    net.limit(place, 30_000);
    const { answered, took } = ask(place, home, 20, 1000);
    // 20 × 1,042 bytes on the wire, of which 3,000 pass at once; 9,000 wait and what is more is lost.
    expect(answered).toBeGreaterThan(8);
    expect(answered).toBeLessThan(18);
    expect(took).toBeGreaterThan((answered * 1042 - 3000) / 30 - 50);
  }
});

topology('a slow line takes as long as it is told to, and obeys what else is asked of it', async (all) => {
  const { network: net, home, alice, bob } = all;
  await net.slow(alice, 75);
  await net.slow(home, 75);
  const { answered, median = 0 } = ask(alice, home);
  expect(answered).toBe(20);
  expect(median).toBeGreaterThan(300);
  expect(median).toBeLessThan(450);
  expect(ask(alice, bob).median).toBeGreaterThan(150);
  net.cut(alice, bob);
  expect(ask(alice, bob)).toMatchObject(nothing);
  net.heal();
  expect(ask(alice, home).median).toBeLessThan(20);
});
