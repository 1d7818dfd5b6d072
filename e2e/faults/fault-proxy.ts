// A TCP proxy before the server whose line a test can cut and mend.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface FaultProxy {
  /** What the browser calls the server behind it. */
  readonly url: string;
  /** Drops every connection and refuses new ones. */
  cut(): void;
  /** Keeps connections open and carries nothing, as a pulled cable does. New ones are accepted and silent. */
  stall(): void;
  /** Carries nothing for a while and loses nothing either: a very slow line. */
  hold(): void;
  /** Carries again. What was stalled is dropped, what was held arrives. */
  heal(): void;
  close(): Promise<void>;
}

/** `target` is asked at each connection, so that the proxy can be there before the server. */
export async function openFaultProxy(target: () => number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  let line: 'open' | 'cut' | 'stalled' | 'held' = 'open';

  const watch = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((near) => {
    watch(near);
    if (line === 'cut') {
      near.destroy();
      return;
    }
    if (line === 'stalled') return;
    const far = connect(target(), '127.0.0.1');
    watch(far);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        if (line !== 'stalled') to.write(bytes);
      });
    };
    carry(near, far);
    carry(far, near);
    if (line === 'held') for (const socket of [near, far]) socket.pause();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut() {
      line = 'cut';
      dropAll();
    },
    stall() {
      line = 'stalled';
    },
    hold() {
      line = 'held';
      for (const socket of sockets) socket.pause();
    },
    heal() {
      if (line === 'stalled') dropAll();
      line = 'open';
      for (const socket of sockets) socket.resume();
    },
    async close() {
      dropAll();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
