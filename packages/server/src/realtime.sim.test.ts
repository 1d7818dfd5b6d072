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

function simulate(seed: number) {
  const random = dice(seed);
  const server = createMemoryRealtime({ limits, latency: () => random() * (random() < 0.1 ? 2_000 : 60) });
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
    for (const one of clients) one.tend();
    server.clock.advance(random() < 0.05 ? random() * 15_000 : random() * 300);
  }
  return { server, clients, users };
}

test('[I1] [I3] every text is delivered and shown exactly once and in order, or known as failed; no number is skipped', () => {
  const seen = { delivered: 0, failed: 0, recoveries: 0, welcomes: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { server, clients, users } = simulate(seed);
    // The weather clears: everybody reads and comes back, and what is under way arrives.
    for (let i = 0; i < 200; i += 1) {
      for (const client of clients) {
        client.socket?.stall(false);
        client.tend();
      }
      server.clock.advance(300);
    }
    const shown = new Map(users.map((user, index) => [user, clients[index]?.shown ?? []]));
    for (const client of clients) {
      expect(client.faults, `seed ${seed}`).toEqual([]);
      expect(client.isConnected, `seed ${seed}`).toBe(true);
      seen.recoveries += client.recoveries;
      seen.welcomes += client.welcomes;
      for (const [id, { state, to, text }] of client.sent) {
        expect(state, `seed ${seed}, ${text}`).toMatch(/delivered|failed/);
        const times = shown.get(to)?.filter((other) => other.id === id).length ?? 0;
        // A note to oneself is not shown as somebody else's.
        if (state === 'delivered' && to !== users[clients.indexOf(client)])
          expect(times, `seed ${seed}, ${text}`).toBe(1);
        seen[state === 'delivered' ? 'delivered' : 'failed'] += 1;
      }
      const places = client.shown.map(({ place }) => place);
      expect(places, `seed ${seed}`).toEqual(places.toSorted((a, b) => a - b));
      expect([...client.online].toSorted(), `seed ${seed}`).toEqual(users);
    }
    expect(server.realtime.counts(), `seed ${seed}`).toMatchObject({ sessions: 3, users: 3, textsHeld: 0 });
  }
  // The weather was bad enough to prove something.
  expect(seen.delivered).toBeGreaterThan(SEEDS * 100);
  expect(seen.failed).toBeGreaterThan(SEEDS);
  expect(seen.recoveries).toBeGreaterThan(SEEDS * 3);
  expect(seen.welcomes - seen.recoveries).toBeGreaterThan(SEEDS * 5);
});

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
