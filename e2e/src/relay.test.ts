// Calls of people who hide their addresses: over the server's own relay, and over nothing else.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { openTheatre } from './theatre.ts';
import type { Person } from './person.ts';
import { connect } from './talk.ts';

const address = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
const missing = missingTools('turnserver') ?? (address ? undefined : 'this machine has loopback only');
if (missing) console.warn(`SKIPPED relay.test.ts, calls over the relay: ${missing}.`);

// Below the ports that systems give away by themselves.
const port = randomInt(11_000, 30_000);
const relayPorts = { min: port + 1, max: port + 100 };
const scene = openTheatre({
  flags: missing
    ? []
    : `--turn auto --turn-host ${address} --turn-port ${port} --turn-min-port ${relayPorts.min} --turn-max-port ${relayPorts.max}`.split(
        ' ',
      ),
});

/** Sockets of this machine that relay: UDP ports in the relay's range (proc_net_udp). */
function allocations(): number {
  const ports = [...readFileSync('/proc/net/udp', 'utf8').matchAll(/^\s*\d+: [\dA-F]{8}:([\dA-F]{4})/gm)];
  return ports.filter(([, hex = '']) => {
    const one = Number.parseInt(hex, 16);
    return one >= relayPorts.min && one <= relayPorts.max;
  }).length;
}

async function hideAddress(person: Person): Promise<void> {
  await person.button('Settings').click();
  await person.page.getByRole('switch', { name: 'Hide my network address', exact: true }).check();
  await person.button('Done').click();
}

/** Types of the candidates whose pair carries the media: the own one and the other's. */
function way(person: Person): Promise<string[]> {
  return person.page.evaluate(async () => {
    const report = await globalThis.parleyProbe.peer()?.getStats();
    const stats = [...(report ?? new Map<string, never>()).values()] as Record<string, unknown>[];
    const pair = stats.find((one) => one['type'] === 'candidate-pair' && one['nominated'] === true);
    return [pair?.['localCandidateId'], pair?.['remoteCandidateId']].map((id) =>
      String(stats.find((one) => one['id'] === id)?.['candidateType']),
    );
  });
}

/** Every candidate that the page sends from now on, and the address that it gives away beside its own. */
function listenFor(person: Person): Set<string> {
  const told = new Set<string>();
  person.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      for (const [, type, behind] of String(payload).matchAll(/ typ (\w+)(?: raddr (\S+))?/g))
        told.add(`${type} ${behind}`);
    }),
  );
  return told;
}

if (!missing) {
  scene(
    '[C18] two who hide their addresses see and hear each other over the relay alone, which is empty after it',
    async (stage) => {
      const state = (): { name: string } =>
        JSON.parse(readFileSync(join(stage.server.data, 'turn/state.json'), 'utf8')) as { name: string };
      await expect.poll(() => state().name).toBe('running');
      const [alice, bob] = [await stage.arrive(stage.name('alice')), await stage.arrive(stage.name('bob'))];
      const told = [alice, bob].map(listenFor);
      for (const person of [alice, bob]) {
        await person.signIn(stage.server.url);
        await hideAddress(person);
      }
      await connect(alice, bob);
      for (const person of [alice, bob]) expect(await way(person)).toEqual(['relay', 'relay']);
      for (const types of told) expect([...types]).toEqual(['relay 0.0.0.0']);
      expect(allocations()).toBeGreaterThan(1);
      await alice.hangUp();
      await expect.poll(allocations, { timeout: 10_000 }).toBe(0);
    },
  );
}
