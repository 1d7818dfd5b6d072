import { mintDeviceId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { Connection } from '../connection/connection.ts';
import type { ClientSocket } from '../connection/platform.ts';
import { virtualPlatform, welcomeFrame } from '../testing/virtual-platform.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Blobs } from './blobs.ts';

const welcome = (largestBlob?: number): string =>
  welcomeFrame(largestBlob === undefined ? {} : { largestBlob });

test('[B2] who hears that it is connected can ask what one transfer may have, whichever server it is', () => {
  const time = createVirtualTime();
  const sockets: ClientSocket[] = [];
  const platform = virtualPlatform(time, {
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
  });
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
