// What is said before a connection ends.
import { encodeMessage, mintDeviceId, mintTextId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { virtualPlatform, welcomeFrame } from '../testing/virtual-platform.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Connection } from './connection.ts';
import type { ClientSocket } from './platform.ts';

const ALICE = 'alice' as UserId;

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
  const platform = virtualPlatform(time, { openSocket: () => socket });
  const connection = new Connection({
    url: 'ws://x',
    platform,
    client: 'test',
    device: mintDeviceId(),
    user: ALICE,
  });
  socket.onopen?.();
  socket.onmessage?.(welcomeFrame());
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
