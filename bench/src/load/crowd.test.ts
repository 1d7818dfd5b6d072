import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { nameOf } from '../peers/known.ts';
import { relayOver } from '../servers/bare-relay.ts';
import { portOf } from '../servers/operations.ts';
import { createCrowd, type Crowd } from './crowd.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function crowdOn(server: WebSocketServer, size: number): Promise<Crowd> {
  await once(server, 'listening');
  const crowd = createCrowd({
    protocol: 'bare',
    port: portOf(server.address()),
    people: Array.from({ length: size }, (_, i) => ({ name: nameOf(i), credential: '' })),
    everybody: size,
    concurrency: 4,
    learn: true,
    address: 1,
  });
  closers.push(
    () => crowd.close(),
    () => server.close(),
  );
  await crowd.connect();
  return crowd;
}

const listen = (): WebSocketServer => new WebSocketServer({ port: 0, host: '127.0.0.1' });

describe('crowd', () => {
  it('knows when all know all, and counts what a naive broadcast sends for it', async () => {
    const server = listen();
    relayOver(server, true);
    const crowd = await crowdOn(server, 20);
    const { startedAt, connectedAt, knewAt } = await crowd.knowing();
    expect(startedAt).toBeLessThan(connectedAt);
    expect(startedAt).toBeLessThan(knewAt);
    const { frames, mostFrames, mostInTick, ticks } = crowd.presence();
    // Each gets one list, and one frame for each who comes later.
    expect(frames).toBe(20 + (20 * 19) / 2);
    expect(mostFrames).toBe(20);
    expect(mostInTick).toBe(1);
    expect(ticks.size).toBe(20);
  });

  it('[P3] sees a second frame of one tick', async () => {
    const server = listen();
    const frame = JSON.stringify({ t: 'presence.snapshot', online: [nameOf(0), nameOf(1)] });
    server.on('connection', (socket) => {
      socket.send(frame);
      if (server.clients.size === 2) socket.send(frame);
    });
    const crowd = await crowdOn(server, 2);
    await crowd.knowing();
    await expect.poll(() => crowd.presence().mostInTick).toBe(2);
  });

  it('fails where the line is lost before all know all', async () => {
    const server = listen();
    server.on('connection', (socket) => socket.terminate());
    await expect((await crowdOn(server, 1)).knowing()).rejects.toThrow(/connection lost/);
  });
});
