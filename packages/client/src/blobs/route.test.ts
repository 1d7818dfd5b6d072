// Which way a transfer takes, with peer connections and sockets of the test's.
import { TIMES, type Signal } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { BytesSocket } from '../connection/platform.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Route } from './route.ts';

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

class FakeChannel {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  binaryType = 'blob';
  readyState = 'connecting';
  sent = 0;
  open(): void {
    this.readyState = 'open';
    this.onopen?.();
  }
  send(): void {
    this.sent += 1;
  }
  close(): void {
    this.readyState = 'closed';
  }
}

class FakePeerConnection {
  onconnectionstatechange: (() => void) | null = null;
  ondatachannel: ((event: { channel: FakeChannel }) => void) | null = null;
  connectionState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  isClosed = false;
  refuses = false;
  readonly channel = new FakeChannel();
  createDataChannel(): FakeChannel {
    return this.channel;
  }
  async setLocalDescription(): Promise<void> {
    this.localDescription = { type: this.localDescription ? 'answer' : 'offer', sdp: 'an offer' };
  }
  async setRemoteDescription(): Promise<void> {
    if (this.refuses) throw new Error('no such description');
    this.localDescription = { type: 'offer', sdp: '' };
  }
  close(): void {
    this.isClosed = true;
  }
}

function setUp({ direct = true, offers = true, fails = false } = {}) {
  const time = createVirtualTime();
  const told: string[] = [];
  const signals: Signal[] = [];
  const sockets: BytesSocket[] = [];
  const peer = new FakePeerConnection();
  let configuration: RTCConfiguration | undefined;
  const route = new Route({
    platform: {
      after: time.after,
      random: () => 0.5,
      openBytes() {
        const socket = { onopen: null, onmessage: null, onclose: null, send: () => {}, close: () => {} };
        sockets.push(socket);
        return socket;
      },
    },
    url: 'ws://server/blob/id',
    key: 'key',
    direct,
    offers,
    makeConnection(made) {
      if (fails) throw new Error('there are none');
      configuration = made;
      return peer as unknown as RTCPeerConnection;
    },
    sendSignal: (signal) => signals.push(signal),
    events: {
      up: (way) => void told.push(`up ${way}`),
      down: () => void told.push('down'),
      received: (frame) => void told.push(`received ${frame.length}`),
    },
  });
  const say = (word: string): void => sockets.at(-1)?.onmessage?.(word);
  return { route, time, told, signals, sockets, peer, say, configuration: () => configuration };
}

test('[B5] a channel that opens in time is the way, and no socket is opened', async () => {
  const { peer, time, told, signals, sockets, configuration } = setUp();
  await turn();
  expect(signals).toEqual([{ kind: 'description', type: 'offer', sdp: 'an offer' }]);
  expect(configuration()).toEqual({ iceServers: [] });
  peer.channel.open();
  peer.channel.onmessage?.({ data: new ArrayBuffer(5) });
  peer.channel.onmessage?.({ data: 'a text is none of ours' });
  time.advance(60_000);
  expect([told, sockets]).toEqual([['up direct', 'received 5'], []]);
});

test('[B5] one that does not is given up for the server', () => {
  const { peer, time, told, sockets, say } = setUp();
  time.advance(TIMES.blobDirect - 1);
  expect(sockets).toEqual([]);
  time.advance(1);
  expect([sockets.length, peer.isClosed]).toEqual([1, true]);
  peer.channel.open();
  say('joined');
  expect(told).toEqual(['up server']);
});

test.each<[string, (peer: FakePeerConnection) => void]>([
  ['its channel is closed', ({ channel }) => channel.onclose?.()],
  [
    'its connection is lost',
    (peer) => {
      peer.connectionState = 'disconnected';
      peer.onconnectionstatechange?.();
    },
  ],
])('[B5] when %s, the server is the way for good', (_title, breaks) => {
  const { peer, time, told, sockets, say, route } = setUp();
  peer.channel.open();
  breaks(peer);
  expect(told).toEqual(['up direct', 'down']);
  say('joined');
  expect([told.at(-1), peer.isClosed]).toEqual(['up server', true]);
  route.signal({ kind: 'description', type: 'offer', sdp: '' });
  time.advance(60_000);
  expect(told.filter((one) => one === 'up direct')).toHaveLength(1);
  expect(sockets.length).toBeGreaterThanOrEqual(1);
});

test.each([
  ['where one of the two does not want to', { direct: false }],
  ['where this device can’t', { fails: true }],
])('[B5] no connection is made %s', async (_title, options) => {
  const { sockets, signals, time } = setUp(options);
  await turn();
  expect([sockets.length, signals]).toEqual([1, []]);
  time.advance(TIMES.blobDirect);
  expect(sockets).toHaveLength(1);
});

test('[B5] a description that the other can’t have meant ends the try at once', async () => {
  const { route, peer, sockets } = setUp({ offers: false });
  peer.refuses = true;
  route.signal({ kind: 'description', type: 'offer', sdp: 'nonsense' });
  await turn();
  expect(sockets).toHaveLength(1);
});

test('[B6] a lost socket is opened again, later and later, and one that says nothing is lost', () => {
  const { sockets, time, say, told } = setUp({ direct: false });
  say('joined');
  say('parted');
  say('joined');
  expect(told).toEqual(['up server', 'down', 'up server']);
  time.advance(11_000);
  say('here');
  time.advance(11_000);
  expect(sockets).toHaveLength(1);
  time.advance(1_500);
  expect([sockets.length, told.at(-1)]).toEqual([2, 'down']);
  for (let n = 0; n < 10; n += 1) {
    sockets.at(-1)?.onclose?.();
    time.advance(5_000);
  }
  expect(sockets.length).toBe(12);
});

test('[B4] another key is another server: the socket is opened anew', () => {
  const { route, sockets, say, told } = setUp({ direct: false });
  say('joined');
  route.rekey('key');
  expect(sockets).toHaveLength(1);
  route.rekey('another');
  expect([sockets.length, told]).toEqual([2, ['up server', 'down']]);
  route.close();
});
