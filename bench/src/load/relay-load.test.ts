import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { barePeer } from '../peers/bare-peer.ts';
import { createRelayLoad, type RelayLoad } from './relay-load.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Deliver = (to: WebSocket, frame: string) => void;

/** A relay between two pairs, with what `deliver` does to the frames. */
async function loadOver(deliver: Deliver): Promise<RelayLoad> {
  const users = new Map<string, WebSocket>();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    users.set((request.url ?? '').slice('/?user='.length), socket);
    socket.on('message', (data: Buffer) => {
      const { to, text } = JSON.parse(data.toString()) as { to: string; text: string };
      const recipient = users.get(to);
      if (recipient) deliver(recipient, JSON.stringify({ t: 'chat.message', text }));
    });
  });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const people = ['a', 'b', 'c', 'd'].map((name) => ({ name, credential: '' }));
  const load = createRelayLoad({ factory: barePeer, port, people, settleMs: 500 });
  closers.push(
    () => load.close(),
    () => server.close(),
  );
  await load.ready();
  return load;
}

describe('relay load', () => {
  it('counts every text of a closed loop, and keeps as many in flight as asked', async () => {
    let relayed = 0;
    const load = await loadOver((to, frame) => {
      relayed++;
      to.send(frame);
    });
    const one = await load.closedLoop({ inFlight: 1, ms: 100 });
    expect(one.texts).toBe(relayed);
    expect(one.texts).toBeGreaterThan(10);
    const more = await load.closedLoop({ inFlight: 16, ms: 100 });
    expect(one.texts + more.texts).toBe(relayed);
    expect(more.texts).toBeGreaterThanOrEqual(2 * 16);
  });

  it('takes the latency of each text of an open loop, at the rate asked for', async () => {
    const load = await loadOver((to, frame) => void setTimeout(() => to.send(frame), 20));
    const latencies = await load.openLoop({ rate: 500, ms: 200, pace: 'timer' });
    expect(latencies.length).toBeGreaterThan(50);
    expect(latencies.length).toBeLessThanOrEqual(100);
    expect(Math.min(...latencies)).toBeGreaterThan(15);
  });

  const faults: [
    name: string,
    deliver: (count: number, to: WebSocket, frame: string) => void,
    message: RegExp,
  ][] = [
    ['a text is lost', (count, to, frame) => count !== 9 && to.send(frame), /lost|after/],
    ['a text comes twice', (count, to, frame) => [to.send(frame), count === 9 && to.send(frame)], /after/],
    [
      'the line is lost',
      (count, to, frame) => (count === 9 ? to.terminate() : to.send(frame)),
      /connection lost/,
    ],
  ];
  it.each(faults)('fails where %s', async (_, deliver, message) => {
    let count = 0;
    const load = await loadOver((to, frame) => deliver(++count, to, frame));
    await expect(load.closedLoop({ inFlight: 4, ms: 200 })).rejects.toThrow(message);
  });

  it('fails where the order is not kept', async () => {
    const held: string[] = [];
    const load = await loadOver((to, frame) => {
      if (held.push(frame) === 2) for (const late of held.splice(0).toReversed()) to.send(late);
    });
    await expect(load.closedLoop({ inFlight: 2, ms: 200 })).rejects.toThrow(/got text 2 after 0/);
  });
});
