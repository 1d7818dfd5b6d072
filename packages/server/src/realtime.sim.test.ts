// Seeded simulations: lines that drop, delay, half-open and stall. A failing seed is named in the failure.
import { expect, test } from 'vitest';
import { createMemoryRealtime } from './testing/memory-socket.ts';
import { SimClient } from './testing/sim-client.ts';

const limits = { sessions: 100, messageBurst: 1e6, messagesPerSecond: 1e6 };
const SEEDS = 60;

/** Mulberry32: small, seeded, good enough for a dice. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function simulate(seed: number, { restarts = false } = {}) {
  const random = dice(seed);
  const latency = (): number => random() * (random() < 0.1 ? 2_000 : 60);
  let server = createMemoryRealtime({ limits, latency });
  const { clock } = server;
  const users = ['alice', 'bob', 'carol'];
  const clients = users.map((user) => new SimClient({ server: () => server, user, random }));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let count = 0;
  for (let step = 0; step < 400; step += 1) {
    const client = pick(clients);
    const chance = random();
    if (chance < 0.6) client.write(pick(users), `text ${(count += 1)}`);
    else if (chance < 0.66) client.socket?.cut();
    else if (chance < 0.69) client.socket?.vanish();
    else if (chance < 0.73) client.socket?.stall(random() < 0.5);
    else if (chance < 0.75 && restarts) {
      void server.realtime.close();
      server = createMemoryRealtime({ limits, latency, clock, mayReturn: () => true });
    }
    for (const one of clients) one.tend();
    clock.advance(random() < 0.05 ? random() * 15_000 : random() * 300);
  }
  return { server, clients, users };
}

/** The weather clears: everybody reads and comes back, and what is under way arrives. */
function settle({ server, clients }: ReturnType<typeof simulate>): void {
  for (let i = 0; i < 200; i += 1) {
    for (const client of clients) {
      client.socket?.stall(false);
      client.tend();
    }
    server.clock.advance(300);
  }
}

/** Each text was delivered and shown once, in order, or is known as failed. */
function judge({ server, clients, users }: ReturnType<typeof simulate>, name: string) {
  const seen = { delivered: 0, failed: 0, recoveries: 0, welcomes: 0 };
  const shown = new Map(users.map((user, index) => [user, clients[index]?.shown ?? []]));
  for (const [index, client] of clients.entries()) {
    expect(client.faults, name).toEqual([]);
    expect(client.isConnected, name).toBe(true);
    seen.recoveries += client.recoveries;
    seen.welcomes += client.welcomes;
    for (const [id, { state, to, text }] of client.sent) {
      expect(state, `${name}, ${text}`).toMatch(/delivered|failed/);
      seen[state === 'delivered' ? 'delivered' : 'failed'] += 1;
      // A note to oneself is not shown as somebody else's.
      if (to === users[index]) continue;
      const times = shown.get(to)?.filter((other) => other.id === id).length ?? 0;
      if (state === 'delivered') expect(times, `${name}, ${text}`).toBe(1);
    }
    const places = client.shown.map(({ place }) => place);
    expect(places, name).toEqual(places.toSorted((a, b) => a - b));
    expect([...client.online].toSorted(), name).toEqual(users);
  }
  expect(server.realtime.counts(), name).toMatchObject({ sessions: 3, users: 3, textsHeld: 0 });
  return seen;
}

test.each([false, true])(
  '[I1] [I3] every text arrives once and in order or is known as failed; restarts: %s',
  (restarts) => {
    const all = { delivered: 0, failed: 0, recoveries: 0, welcomes: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const simulation = simulate(seed, { restarts });
      settle(simulation);
      const seen = judge(simulation, `seed ${seed}`);
      for (const key of ['delivered', 'failed', 'recoveries', 'welcomes'] as const) all[key] += seen[key];
    }
    // The weather was bad enough to prove something.
    expect(all.delivered).toBeGreaterThan(SEEDS * 100);
    expect(all.failed).toBeGreaterThan(SEEDS);
    expect(all.recoveries).toBeGreaterThan(SEEDS * 3);
    expect(all.welcomes - all.recoveries).toBeGreaterThan(SEEDS * 5);
  },
);

test('[I12] wherever a simulation stands, once everybody vanishes nothing is left, not even a timer', () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { server, clients } = simulate(seed);
    for (const client of clients) client.socket?.vanish();
    server.clock.advance(180_000);
    expect(server.realtime.counts(), `seed ${seed}`).toEqual({
      sockets: 0,
      sessions: 0,
      users: 0,
      calls: 0,
      textsHeld: 0,
    });
    expect(server.clock.pending, `seed ${seed}`).toBe(0);
  }
});
