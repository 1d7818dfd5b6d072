// Calls in the networks that people sit in: which ways each leaves, how long the first picture takes, and what is said of it
// where no way is left.
import { mkdtempSync, rmSync } from 'node:fs';
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

/** How long it rings before somebody is there to answer, in ms. */
const RING = 1_500;
/** From the accept until both sides know what is wrong, and until the picture at 50 ms of round trip, in ms. */
const TOLD = 15_000;
const FIRST_FRAME = 1_500;
/** This machine has two browsers, two servers, a relay and the test itself to run. */
const SLACK = 1_000;

const missing = missingForNetworks() ?? missingTools('turnserver');
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
    relay: await serve(home, ['--turn', 'auto']),
    bare: await serve(bare, ['--turn', 'off']),
  };
  for (const [index, place] of [alice, bob].entries())
    seats.push(
      await takeSeat({ index, place, folder, origins: Object.values(servers).map(({ url }) => url) }),
    );
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
  origins: readonly string[];
}): Promise<Seat> {
  const { index, place, folder, origins } = options;
  const camera = join(folder, `${index}.y4m`);
  const microphone = join(folder, `${index}.wav`);
  writeCamera(camera, PICTURES[index] ?? PICTURES[0]);
  writeMicrophone(microphone, TONES[index] ?? TONES[0]);
  const browser = await launchBrowser(
    { kind: 'all', camera, microphone },
    // Cameras are for secure pages only; these stand for ones behind HTTPS.
    { wrap: place.wrap, args: [`--unsafely-treat-insecure-origin-as-secure=${origins.join(',')}`] },
  );
  closers.push(() => browser.close());
  return { place, browser };
}

interface Case {
  /** A server without a relay. */
  bare?: boolean;
  /** What routers do; nobody is signed in yet. */
  routers?: (world: World) => void;
  /** What the lines are like from before the call on. */
  lines?: (world: World) => Promise<void> | void;
  timeout?: number;
}

interface Pair {
  alice: Person;
  bob: Person;
}

function inNetwork(title: string, one: Case, body: (pair: Pair) => Promise<void>): void {
  test.skipIf(missing !== undefined)(title, { timeout: one.timeout ?? 60_000 }, async () => {
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
    } finally {
      world.network.heal();
      for (const { context } of people) await context.close().catch(() => {});
    }
  });
}

let names = 0;

async function arrive(index: 0 | 1, url: string): Promise<Person> {
  const seat = seats[index];
  if (!seat) throw new Error('there is no such seat');
  const context = await seat.browser.browser.newContext({ viewport: { width: 1100, height: 760 } });
  await context.addInitScript(installProbe);
  const page = await context.newPage();
  const account = `${seat.place.name}${++names}`;
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

type Route = 'direct' | 'relay/udp' | 'relay/tcp' | 'relay/tls';

/** A case that physics allows. */
function connects(title: string, one: Case, routes: readonly Route[], quick = false): void {
  inNetwork(title, one, async (pair) => {
    const { alice, bob } = pair;
    const accepted = await callAndAccept(pair);
    const took = await Promise.all([
      alice.picturedAt(bob).then((at) => at - accepted),
      bob.picturedAt(alice).then((at) => at - accepted),
    ]);
    await Promise.all([alice.hears(bob), bob.hears(alice)]);
    const route = [alice, bob].map((person) => person.page.evaluate(() => globalThis.parleyProbe.route()));
    const [here, there] = await Promise.all(route);
    table.push([title, `${here} – ${there}`, ...took.map((ms) => `${ms} ms`), '']);
    for (const way of [here, there]) expect(routes).toContain(way);
    if (quick) expect(Math.max(...took)).toBeLessThan(FIRST_FRAME + SLACK);
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
  });
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
/** Round trips of so many ms between any two. */
const far =
  (ms: number) =>
  async ({ network, home, alice, bob }: World): Promise<void> => {
    for (const place of [home, alice, bob]) await network.slow(place, ms / 4);
  };
const noUdp = ({ network, alice }: World): void => network.blockUdp(alice);
const lossy =
  (percent: number) =>
  ({ network, alice }: World): void =>
    network.lose(alice, percent);
const narrow = ({ network, alice }: World): void => network.limit(alice, 30_000);
const onlyTheServer = ({ network, alice, servers }: World): void =>
  network.allowOnly(alice, [servers.relay.port, servers.bare.port]);

connects('open', {}, ['direct'], true);
connects('cone NAT on both sides', { routers: nat('cone', 'cone') }, ['direct'], true);
connects('symmetric NAT on both sides', { routers: nat('symmetric', 'symmetric') }, ['relay/udp'], true);
connects('symmetric and cone NAT', { routers: nat('symmetric', 'cone') }, ['relay/udp'], true);
connects('no route between the two', { lines: ({ network, alice, bob }) => network.cut(alice, bob) }, [
  'relay/udp',
]);
connects('50 ms of round trip', { lines: far(50) }, ['direct'], true);
connects('50 ms, relayed', { routers: nat('symmetric', 'symmetric'), lines: far(50) }, ['relay/udp'], true);
connects('300 ms of round trip', { lines: far(300) }, ['direct']);
connects('UDP blocked on one side', { lines: noUdp }, ['relay/udp', 'relay/tcp']);
for (const percent of [1, 5, 20]) connects(`${percent} % lost`, { lines: lossy(percent) }, ['direct']);
connects('30 KB/s', { lines: narrow }, ['direct']);

fails(
  'UDP blocked on one side, no relay',
  { bare: true, lines: noUdp },
  { alice: /this server has no relay/, bob: /this server has no relay/ },
);
fails(
  'NAT on both sides, no relay',
  { bare: true, routers: nat('symmetric', 'symmetric') },
  { alice: /this server has no relay/, bob: /this server has no relay/ },
);
fails(
  'nothing but the server can be reached from one side',
  { lines: onlyTheServer },
  { alice: /^Your network blocks calls/, bob: /^alice\d+'s network blocks calls/ },
);
