// The process whose people come and go without end, so that every tick has news for everybody.
import { setTimeout as pause } from 'node:timers/promises';
import { goLast } from '../process/priority.ts';
import { answerCalls } from '../process/remote.ts';
import { createCrowd } from './crowd.ts';
import type { Churn, ChurnOperations } from './operations.ts';

/** Far from the addresses of the holders. */
const ADDRESS = 200;

let running: { stop: AbortController; done: Promise<number> } | undefined;

async function churn({ port, people, perSecond, atOnce }: Churn, signal: AbortSignal): Promise<number> {
  const crowd = createCrowd({
    protocol: 'parley',
    port,
    people: [],
    everybody: 0,
    concurrency: 1,
    learn: false,
    address: ADDRESS,
  });
  let came = 0;
  const started = performance.now();
  while (!signal.aborted) {
    const person = people[came % people.length];
    if (!person) break;
    await crowd.join(person);
    came++;
    if (came > atOnce) crowd.leaveFirst();
    await pause(Math.max(0, started + (came * 1000) / perSecond - performance.now()));
  }
  crowd.close();
  return came;
}

goLast();

answerCalls<ChurnOperations>({
  start(options) {
    const stop = new AbortController();
    running = { stop, done: churn(options, stop.signal) };
  },
  async stop() {
    running?.stop.abort();
    const came = await running?.done;
    running = undefined;
    return came ?? 0;
  },
});
