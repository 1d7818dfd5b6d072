import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { deferred } from '../process/deferred.ts';
import { textFrame } from './frames.ts';
import { Wire } from './wire.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(onSocket: (socket: WebSocket) => void): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', onSocket);
  await once(server, 'listening');
  closers.push(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('wire', () => {
  it('speaks to a ws server: upgrade, masked texts of every length', async () => {
    const port = await listen((socket) =>
      socket.on('message', (data: Buffer) => socket.send(data.toString())),
    );
    const found: string[] = [];
    const all = deferred<void>();
    const onFrame = (_: number, bytes: Buffer, start: number, end: number): void => {
      if (found.push(bytes.toString('latin1', start, end)) === 3) all.resolve(undefined);
    };
    const wire = new Wire({ port, path: '/', onFrame });
    await wire.opened;
    closers.push(() => wire.close());
    const texts = ['short', 'x'.repeat(300), 'y'.repeat(70_000)];
    for (const text of texts) wire.queue(textFrame(text));
    wire.flush();
    await all.promise;
    expect(found).toEqual(texts);
    expect(wire.bytesRead).toBe(2 + 5 + 4 + 300 + 10 + 70_000);
  });

  it('delivers what came together with the upgrade', async () => {
    const greeted = deferred<string>();
    const port = await listen((socket) => socket.send('hello'));
    const wire = new Wire({
      port,
      path: '/',
      onFrame: (_, bytes, start, end) => greeted.resolve(bytes.toString('latin1', start, end)),
    });
    closers.push(() => wire.close());
    expect(await greeted.promise).toBe('hello');
  });

  it('answers a ping with its payload', async () => {
    const ponged = deferred<string>();
    const port = await listen((socket) => {
      socket.on('pong', (data) => ponged.resolve(String(data)));
      socket.ping('are you there');
    });
    const wire = new Wire({ port, path: '/', onFrame: () => {} });
    closers.push(() => wire.close());
    expect(await ponged.promise).toBe('are you there');
  });

  it('says with which code it was closed, and nothing after its own close', async () => {
    const why = deferred<string>();
    const port = await listen((socket) => socket.close(4001));
    const wire = new Wire({ port, path: '/', onFrame: () => {}, onClose: (reason) => why.resolve(reason) });
    closers.push(() => wire.close());
    expect(await why.promise).toBe('closed with 4001');
  });

  it('says why an upgrade was refused', async () => {
    const port = await listen(() => {});
    const wire = new Wire({ port, path: '/', headers: ['Sec-WebSocket-Version: 12'], onFrame: () => {} });
    await expect(wire.opened).rejects.toThrow(/400/);
  });
});
