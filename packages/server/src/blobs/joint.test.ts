import { encodeBlobFrame, type BlobFrame } from '@parley/protocol';
import { expect, test } from 'vitest';
import { Joint, type JointEnd } from './joint.ts';

interface FakeEnd extends JointEnd {
  backlog: number;
  readonly heard: string[];
  passed: number;
  isHeld: boolean;
  isClosed: boolean;
}

function fakeEnd(): FakeEnd {
  const end: FakeEnd = {
    backlog: 0,
    heard: [],
    passed: 0,
    isHeld: false,
    isClosed: false,
    pass(frame) {
      end.backlog += frame.length;
      end.passed += 1;
    },
    tell: (word) => void end.heard.push(word),
    hold: (isHeld) => void (end.isHeld = isHeld),
    close: () => void (end.isClosed = true),
  };
  return end;
}

function setUp({ limit = 1e9, quota = 1e9 } = {}) {
  const stopped: string[] = [];
  let spent = 0;
  const joint = new Joint({
    limit,
    spend: (bytes) => (spent += bytes) <= quota,
    stop: (code) => void stopped.push(code),
  });
  const [sender, receiver] = [fakeEnd(), fakeEnd()];
  joint.join('sender', sender);
  joint.join('receiver', receiver);
  return { joint, sender, receiver, stopped, spent: () => spent };
}

const data = (offset: number, length: number): Uint8Array =>
  encodeBlobFrame({ kind: 'data', offset, bytes: new Uint8Array(length) });
const taken: BlobFrame = { kind: 'taken', received: 5, taken: 5, resume: true, paused: false };

test('[B6] both hear when the way is there, and each time it is again', () => {
  const { joint, sender, receiver } = setUp();
  joint.part('receiver', receiver);
  const again = fakeEnd();
  joint.join('receiver', again);
  expect(sender.heard).toEqual(['joined', 'parted', 'joined']);
  expect([receiver.heard, again.heard]).toEqual([['joined'], ['joined']]);
});

test('[B6] a device that is back before its socket is known to be gone takes its place', () => {
  const { joint, sender, receiver } = setUp();
  const again = fakeEnd();
  joint.join('receiver', again);
  expect(receiver.isClosed).toBe(true);
  // What the old socket still has to say is of no interest, its end included.
  joint.received('receiver', receiver, encodeBlobFrame(taken));
  joint.part('receiver', receiver);
  expect([sender.passed, sender.heard]).toEqual([0, ['joined', 'joined']]);
  joint.received('sender', sender, data(0, 10));
  expect(again.passed).toBe(1);
});

test('[B7] a receiver that is slow holds the sender back, at 256 KiB', () => {
  const { joint, sender, receiver } = setUp();
  let frames = 0;
  while (!sender.isHeld && frames < 100) joint.received('sender', sender, data(frames++ * 65_000, 65_000));
  expect(receiver.backlog).toBeGreaterThan(256 * 1024);
  expect(receiver.backlog).toBeLessThan(320 * 1024);
  receiver.backlog = 100_000;
  joint.drained('receiver', receiver);
  expect(sender.isHeld).toBe(true);
  receiver.backlog = 60_000;
  joint.drained('receiver', receiver);
  expect(sender.isHeld).toBe(false);
});

test('[B7] who was held back is read again when the other is gone', () => {
  const { joint, sender, receiver } = setUp();
  for (let n = 0; n < 5; n++) joint.received('sender', sender, data(n * 65_000, 65_000));
  expect(sender.isHeld).toBe(true);
  joint.part('receiver', receiver);
  expect(sender.isHeld).toBe(false);
});

test.each<[string, string, Uint8Array, object?]>([
  ['what is no frame', 'misbehaved', Uint8Array.of(7, 7, 7)],
  ['a frame that only receivers send', 'misbehaved', encodeBlobFrame(taken)],
  ['a byte beyond the size', 'too-large', data(95, 6), { limit: 100 }],
  [
    'an end beyond the size',
    'too-large',
    encodeBlobFrame({ kind: 'end', total: 101, sha256: new Uint8Array(32) }),
    { limit: 100 },
  ],
  ['a byte beyond the quota', 'quota-exceeded', data(0, 1_000), { quota: 1_000 }],
])('[B7] %s from a sender stops it: %s', (_title, code, frame, options) => {
  const { joint, sender, receiver, stopped } = setUp(options);
  joint.received('sender', sender, frame);
  expect(stopped).toEqual([code]);
  expect(receiver.passed).toBe(0);
});

test('[B7] nothing is kept for who is not there, and not much of it is borne', () => {
  const { joint, sender, receiver, stopped } = setUp();
  joint.part('receiver', receiver);
  for (let n = 0; n < 60; n++) joint.received('sender', sender, data(0, 65_000));
  expect(stopped).toEqual([]);
  for (let n = 0; n < 10; n++) joint.received('sender', sender, data(0, 65_000));
  expect(stopped[0]).toBe('misbehaved');
});

test('[B7] what a receiver says counts for nobody’s quota, and empty frames of a sender do', () => {
  const { joint, sender, receiver, spent } = setUp();
  joint.received('receiver', receiver, encodeBlobFrame(taken));
  expect(spent()).toBe(0);
  joint.received('sender', sender, encodeBlobFrame({ kind: 'paused', paused: true }));
  expect(spent()).toBeGreaterThan(60);
});
