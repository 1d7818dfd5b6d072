// What is said before a connection ends.
import { encodeMessage, mintDeviceId, mintSessionId, mintTextId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Connection } from './connection.ts';
import type { ClientSocket, Platform } from './platform.ts';

const ALICE = 'alice' as UserId;
const session = mintSessionId();
const WELCOME = encodeMessage({
  t: 'session.welcome',
  v: 1,
  session,
  user: ALICE,
  epoch: 'e',
  recovered: false,
  now: 0,
  heartbeat: 5_000,
  preconnect: true,
  rate: { burst: 60, perSecond: 20 },
  calls: [],
});

/** Connected, with one text acknowledged and another one that waits for it. */
function setUp() {
  const time = createVirtualTime();
  const sent: unknown[] = [];
  const socket: ClientSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => void sent.push(JSON.parse(frame)),
    close: () => sent.push('closed'),
  };
  const platform: Platform = {
    now: time.now,
    after: time.after,
    random: () => 0,
    openSocket: () => socket,
    openBytes() {
      throw new Error('there are no transfers here');
    },
    onWake: () => () => undefined,
    onLeave: () => () => undefined,
    hidden: () => false,
  };
  const connection = new Connection({
    url: 'ws://x',
    platform,
    client: 'test',
    device: mintDeviceId(),
    user: ALICE,
  });
  socket.onopen?.();
  socket.onmessage?.(WELCOME);
  for (const seq of [1, 2]) {
    const from = 'bob' as UserId;
    const text = { seq, id: mintTextId(), from, to: ALICE, text: 'hello', place: seq, at: 0 };
    socket.onmessage?.(encodeMessage({ t: 'chat.message', ...text }));
  }
  expect(sent.splice(0)).toMatchObject([{ t: 'session.hello' }, { t: 'session.ack', seq: 1 }]);
  return { connection, sent, time };
}

const ACK = { t: 'session.ack', seq: 2 };

test.each([
  ['leave', [ACK, { t: 'session.leave' }, 'closed']],
  ['close', [ACK, { t: 'session.leave' }, 'closed']],
  ['handOver', [ACK, 'closed']],
  ['acknowledge', [ACK]],
] as const)(
  '[S3] before %s, what has come is acknowledged: its sender would read that it failed',
  (how, said) => {
    const { connection, sent, time } = setUp();
    connection[how]();
    expect(sent.splice(0)).toMatchObject(said);
    time.advance(250);
    expect(sent).not.toContainEqual(expect.objectContaining({ t: 'session.ack' }));
  },
);
