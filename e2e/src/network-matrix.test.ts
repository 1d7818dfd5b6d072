// Calls in the networks that people sit in: which ways each leaves, how long the first picture takes, and what is said of it
// where no way is left.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { launchBrowser, type BrowserProcess } from './browser.ts';
import { PICTURES, writeCamera } from './fake-camera.ts';
import { TONES, writeMicrophone } from './fake-microphone.ts';
import { missingForNetworks, openNetwork, type Network, type Place } from './network-namespaces.ts';
import { installProbe } from './page-probe.ts';
import { Person } from './person.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { createTrustStore } from './trust-store.ts';

/** How long it rings before somebody is there to answer, in ms. */
const RING = 1_500;
/** From the accept until both sides know what is wrong, and until the picture at 50 ms of round trip, in ms. */
const TOLD = 15_000;
const FIRST_FRAME = 1_500;
/** This machine has two browsers, two servers, a relay and the test itself to run. */
const SLACK = 1_000;

const missing = missingForNetworks() ?? missingTools('turnserver', 'certutil');
if (missing) console.warn(`SKIPPED network-matrix.test.ts, calls in all kinds of networks: ${missing}.`);

interface Seat {
  place: Place;
  browser: BrowserProcess;
}

interface World {
  network: Network;
  /** One with a relay, and one without. */
  servers: { relay: ServerProcess; bare: ServerProcess };
  home: Place;
  alice: Place;
  bob: Place;
}

let world: World | undefined;
const seats: Seat[] = [];
const closers: (() => Promise<void> | void)[] = [];
const table: string[][] = [['network', 'way', 'picture at the caller’s', 'at the callee’s', 'said']];

beforeAll(async () => {
  if (missing) return;
  const folder = mkdtempSync(join(tmpdir(), 'parley-matrix-media-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const network = openNetwork();
  closers.push(() => network.close());
  const [home, bare] = [network.place('home'), network.place('bare')];
  const [alice, bob] = [network.place('alice', { router: true }), network.place('bob', { router: true })];
  const servers = {
    // These addresses stand for public ones.
    relay: await serve(home, ['--turn', 'auto', '--turn-allow', '10.77.0.0/24']),
    bare: await serve(bare, ['--turn', 'off', '--https', 'off']),
  };
  for (const [index, place] of [alice, bob].entries())
    seats.push(await takeSeat({ index, place, folder, servers }));
  world = { network, servers, home, alice, bob };
}, 120_000);

afterAll(async () => {
  for (const close of closers.toReversed()) await close();
  print();
});

async function serve({ address, command }: Place, flags: readonly string[]): Promise<ServerProcess> {
  const server = await startServerProcess({ flags: ['--host', address, ...flags], command });
  closers.push(() => server.close());
  return server;
}

async function takeSeat(options: {
  index: number;
  place: Place;
  folder: string;
  servers: World['servers'];
}): Promise<Seat> {
  const { index, place, folder, servers } = options;
  const { env, trust } = createTrustStore(join(folder, place.name));
  trust(caOf(servers.relay, folder));
  const camera = join(folder, `${index}.y4m`);
  const microphone = join(folder, `${index}.wav`);
  writeCamera(camera, PICTURES[index] ?? PICTURES[0]);
  writeMicrophone(microphone, TONES[index] ?? TONES[0]);
  const browser = await launchBrowser(
    { kind: 'all', camera, microphone },
    {
      wrap: place.wrap,
      env,
      // Cameras are for secure pages only; this one stands for one behind HTTPS.
      args: [`--unsafely-treat-insecure-origin-as-secure=${servers.bare.url}`],
    },
  );
  closers.push(() => browser.close());
  return { place, browser };
}

/** The server's own CA, as a file of its certificate alone. */
function caOf({ data }: ServerProcess, folder: string): string {
  const file = join(folder, 'ca.pem');
  const { cert } = JSON.parse(readFileSync(join(data, 'tls/local-ca.json'), 'utf8')) as { cert: string };
  writeFileSync(file, cert);
  return file;
}

interface Case {
  /** A server without a relay. */
  bare?: boolean;
  /** What routers do; nobody is signed in yet. */
  routers?: (world: World) => void;
  /** What the lines are like from before the call on. */
  lines?: (world: World) => Promise<void> | void;
}

interface Pair {
  alice: Person;
  bob: Person;
}

function inNetwork(title: string, one: Case, body: (pair: Pair) => Promise<void>): void {
  test.skipIf(missing !== undefined)(title, { timeout: 60_000 }, async () => {
    if (!world) throw new Error('there is no network');
    const people: Person[] = [];
    try {
      one.routers?.(world);
      const { url } = world.servers[one.bare ? 'bare' : 'relay'];
      people.push(...(await Promise.all([arrive(0, url), arrive(1, url)])));
      const [alice, bob] = people;
      if (!alice || !bob) throw new Error('nobody came');
      await alice.open(bob);
      await one.lines?.(world);
      await body({ alice, bob });
    } catch (error) {
      for (const { account, page } of people)
        console.log(account, await page.evaluate(() => globalThis.parleyProbe.streams()).catch(String));
      console.log(world.servers[one.bare ? 'bare' : 'relay'].printed());
      throw error;
    } finally {
      world.network.heal();
      for (const { context } of people) await context.close().catch(() => {});
    }
  });
}

async function arrive(index: 0 | 1, url: string): Promise<Person> {
  const seat = seats[index];
  if (!seat) throw new Error('there is no such seat');
  const context = await seat.browser.browser.newContext({ viewport: { width: 1100, height: 760 } });
  await context.addInitScript(installProbe);
  const page = await context.newPage();
  // The same account each time: for new ones there is a limit.
  const account = seat.place.name;
  const person = new Person({ account, page, context, picture: PICTURES[index], tone: TONES[index] });
  await person.signIn(url);
  return person;
}

/** Alice calls; Bob lets it ring for a moment and accepts. Resolves with the time of his click, in ms of the Unix epoch. */
async function callAndAccept({ alice, bob }: Pair): Promise<number> {
  await alice.button('Video call').click();
  await bob.sees(bob.incoming(alice));
  await Promise.all([alice.watchForPictureOf(bob), bob.watchForPictureOf(alice)]);
  await wait(RING);
  const clicked = bob.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener('click', () => resolve(Date.now()), { capture: true, once: true });
      }),
  );
  await bob.accept(alice);
  return clicked;
}

interface Way {
  relayed: boolean;
  /** By which of the relay's transports Alice has to go; which one wins where several pass is a matter of moments. */
  alice?: readonly string[];
  /** Whether the first picture has to be there soon. */
  quick?: boolean;
}

/** A case that physics allows. */
function connects(title: string, one: Case, way: Way): void {
  inNetwork(title, one, async (pair) => {
    const { alice, bob } = pair;
    const accepted = await callAndAccept(pair);
    const took = await Promise.all([
      alice.picturedAt(bob).then((at) => at - accepted),
      bob.picturedAt(alice).then((at) => at - accepted),
    ]);
    await Promise.all([alice.hears(bob), bob.hears(alice)]);
    const [here, there] = await Promise.all([routeAt(alice), routeAt(bob)]);
    // Whoever sends to the other's relay may not know it for one.
    const relays = [here, there].filter((route) => route !== 'direct');
    const used = relays.length > 0 ? relays : ['direct'];
    table.push([title, [...new Set(used)].join(', '), ...took.map((ms) => `${ms} ms`), '']);
    expect(relays.length > 0).toBe(way.relayed);
    if (way.alice) expect(way.alice).toContain(here);
    if (way.quick) expect(Math.max(...took)).toBeLessThan(FIRST_FRAME + SLACK);
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
  });
}

function routeAt({ page }: Person): Promise<string> {
  return page.evaluate(() => globalThis.parleyProbe.route());
}

/** A case in which no call can be: each side is told what is wrong. */
function fails(title: string, one: Case, words: Record<'alice' | 'bob', RegExp>): void {
  inNetwork(title, one, async (pair) => {
    const accepted = await callAndAccept(pair);
    const told = await Promise.all(
      (['alice', 'bob'] as const).map(async (name) => {
        await pair[name].callIsOver(/could not connect/i, TOLD + SLACK);
        const after = Date.now() - accepted;
        await pair[name].sees(pair[name].page.getByText(words[name]).first(), 1_000);
        return after;
      }),
    );
    table.push([title, '–', '', '', told.map((ms) => `${ms} ms`).join(', ')]);
    expect(Math.max(...told)).toBeLessThan(TOLD);
  });
}

function print(): void {
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
}

const nat =
  (alice: 'cone' | 'symmetric', bob: 'cone' | 'symmetric') =>
  (all: World): void => {
    all.network.translate(all.alice, alice);
    all.network.translate(all.bob, bob);
  };
/** Round trips of so many ms between any two, and by chance up to `jitter` ms more. */
const far =
  (ms: number, jitter = 0) =>
  async ({ network, home, alice, bob }: World): Promise<void> => {
    for (const place of [home, alice, bob]) await network.slow(place, ms / 4, jitter / 4);
  };
const noUdp = ({ network, alice }: World): void => network.blockUdp(alice);
const lossy =
  (percent: number) =>
  ({ network, alice }: World): void =>
    network.lose(alice, percent);
const narrow = ({ network, alice }: World): void => network.limit(alice, 30_000);
const onlyTheServer = ({ network, alice, servers }: World): void =>
  network.allowOnly(alice, [servers.relay.port]);
const onlyRelayByTls = ({ network, alice, servers }: World): void =>
  network.allowOnly(alice, [servers.relay.port, 5349]);

const NO_RELAY = /^Your network and \w+'s can't reach each other directly, and this server has no relay/;

connects('open', {}, { relayed: false, quick: true });
connects('cone NAT on both sides', { routers: nat('cone', 'cone') }, { relayed: false, quick: true });
connects(
  'symmetric NAT on both sides',
  { routers: nat('symmetric', 'symmetric') },
  { relayed: true, quick: true },
);
connects('symmetric and cone NAT', { routers: nat('symmetric', 'cone') }, { relayed: true, quick: true });
connects(
  'no route between the two',
  { lines: ({ network, alice, bob }) => network.cut(alice, bob) },
  { relayed: true, quick: true },
);
connects('UDP blocked on one side', { lines: noUdp }, { relayed: true, alice: ['relay/tcp', 'relay/tls'] });
connects(
  'only TCP to the server and to its relay’s TLS port',
  { lines: onlyRelayByTls },
  { relayed: true, alice: ['relay/tls'] },
);
connects('50 ms of round trip', { lines: far(50) }, { relayed: false, quick: true });
connects(
  '50 ms of round trip, relayed',
  { routers: nat('symmetric', 'symmetric'), lines: far(50) },
  { relayed: true, quick: true },
);
connects('300 to 340 ms of round trip', { lines: far(300, 40) }, { relayed: false });
for (const percent of [1, 5, 20])
  connects(`${percent} % of packets lost each way`, { lines: lossy(percent) }, { relayed: false });
connects('30 KB/s each way', { lines: narrow }, { relayed: false });

fails('UDP blocked on one side, no relay', { bare: true, lines: noUdp }, { alice: NO_RELAY, bob: NO_RELAY });
fails(
  'symmetric NAT on both sides, no relay',
  { bare: true, routers: nat('symmetric', 'symmetric') },
  { alice: NO_RELAY, bob: NO_RELAY },
);
fails(
  'only TCP to the server',
  { lines: onlyTheServer },
  { alice: /^Your network blocks calls/, bob: /^alice's network blocks calls/ },
);
