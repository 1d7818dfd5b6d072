// Whether a STUN server answers by UDP, asked until it does or the time is up.
import { setTimeout as sleep } from 'node:timers/promises';
import { openTurnClient } from './client/turn-client.ts';

/** Nobody listens yet: the system says so at once. */
const AGAIN_MS = 50;

export async function answersStun(options: {
  address: string;
  port: number;
  /** In ms. */
  timeout: number;
  /** Ends the wait early, unanswered. */
  signal: AbortSignal;
}): Promise<boolean> {
  const { address: host, port, timeout, signal } = options;
  const until = performance.now() + timeout;
  while (!signal.aborted && performance.now() < until) {
    const client = await openTurnClient({ kind: 'udp', host, port, patienceMs: until - performance.now() });
    if (!client.ok) return false;
    const answer = await client.value.binding();
    await client.value.close();
    if (answer.ok) return true;
    await sleep(AGAIN_MS);
  }
  return false;
}
