// The baseline's two pages, signalling over the bare relay.
import type { Page } from 'playwright-core';
import type { Pair } from './pair.ts';
import { startProcess } from '../process/remote.ts';
import type { ServerOperations } from '../servers/operations.ts';
import type { Seats } from './browsers.ts';

/** What a call asks of the devices in Parley too (packages/client). */
const CONSTRAINTS = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

export async function openColdPair(seats: Seats): Promise<Pair> {
  const server = startProcess<ServerOperations>('../servers/cold-call.ts', import.meta.url);
  const { port } = await server.call.listen({});
  const [caller, callee] = await Promise.all([seats.caller.page(), seats.callee.page()]);
  await Promise.all([open(caller, port, 'caller'), open(callee, port, 'callee')]);
  const both = (script: string): Promise<unknown> =>
    Promise.all([caller.evaluate(script), callee.evaluate(script)]);
  return {
    caller,
    callee,
    async ring() {
      await both(`benchCold.ring(${JSON.stringify(CONSTRAINTS)})`);
    },
    accept: () => callee.getByRole('button', { name: 'Accept' }).click(),
    async hangUp() {
      await both('benchCold.hangUp()');
    },
    close: () => server.close(),
  };
}

async function open(page: Page, port: number, role: string): Promise<void> {
  await page.goto(`http://localhost:${port}/cold.html?role=${role}`);
  await page.evaluate('benchCold.ready');
}
