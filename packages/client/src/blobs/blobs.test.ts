import { encodeMessage, mintDeviceId, mintSessionId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { Connection } from '../connection/connection.ts';
import type { ClientSocket, Platform } from '../connection/platform.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Blobs } from './blobs.ts';

const welcome = (largestBlob?: number): string =>
  encodeMessage({
    t: 'session.welcome',
    v: 1,
    session: mintSessionId(),
    user: 'alice' as UserId,
    epoch: 'e',
    recovered: false,
    now: 0,
    heartbeat: 5_000,
    preconnect: true,
    rate: { burst: 60, perSecond: 20 },
    calls: [],
    ...(largestBlob !== undefined && { largestBlob }),
  });

test('[B2] who hears that it is connected can ask what one transfer may have, whichever server it is', () => {
  const time = createVirtualTime();
  const sockets: ClientSocket[] = [];
  const platform: Platform = {
    ...time,
    random: () => 0,
    openSocket: () => {
      const socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send: () => undefined,
        close: () => undefined,
      };
      sockets.push(socket);
      return socket;
    },
    openBytes() {
      throw new Error('nothing is sent');
    },
    onWake: () => () => undefined,
    onLeave: () => () => undefined,
    hidden: () => false,
  };
  const about = { url: 'ws://x', client: 'test', device: mintDeviceId(), user: 'alice' as UserId };
  const connection = new Connection({ ...about, platform });
  const blobs = new Blobs({ connection, load: () => Promise.reject(new Error('nothing is sent')) });
  const known: unknown[] = [];
  connection.on('changed', (state) => known.push([state.name, blobs.largest]));
  const begin = (largest?: number): void => {
    const socket = sockets.at(-1);
    socket?.onopen?.();
    socket?.onmessage?.(welcome(largest));
  };
  expect(blobs.largest).toBeUndefined();
  begin(9);
  sockets.at(-1)?.onclose?.(1012);
  time.advance(1_000);
  begin();
  expect(known).toEqual([
    ['connected', 9],
    ['reconnecting', 9],
    ['connected', undefined],
  ]);
  connection.close();
});
