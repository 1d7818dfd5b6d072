import { expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { createLineMeter } from './line-meter.ts';
import { createStatsReader } from './stats-report.ts';

function setUp() {
  const time = createVirtualTime();
  const start = time.now();
  const words: string[] = [];
  const meter = createLineMeter({
    platform: time,
    changed: () => words.push(meter.quality),
    sampled: () => undefined,
  });
  const flow = { received: 0, lost: 0, lastAt: 0 };
  const stats = (): Promise<RTCStatsReport> =>
    Promise.resolve(
      new Map([
        [
          'in',
          {
            id: 'in',
            type: 'inbound-rtp',
            timestamp: time.now(),
            packetsReceived: flow.received,
            packetsLost: flow.lost,
            lastPacketReceivedTimestamp: flow.lastAt,
          },
        ],
      ]) as unknown as RTCStatsReport,
    );
  /** Seconds in which a hundred packets each are sent and so many of them lost. */
  async function pass(seconds: number, lost: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      if (lost < 100) flow.lastAt = time.now() + 1_000;
      flow.received += 100 - lost;
      // Nobody knows what is missing until something comes after it.
      if (lost < 100) flow.lost += lost;
      time.advance(1_000);
      for (let turn = 0; turn < 4; turn++) await Promise.resolve();
    }
  }
  return { time, start, words, meter, stats, pass };
}

test('[S10] loss is told when it lasts, and taken back when it is over', async () => {
  const { time, words, meter, stats, pass } = setUp();
  meter.measure(createStatsReader(time, stats));
  await pass(10, 2);
  expect(words).toEqual([]);
  await pass(10, 25);
  expect([words, meter.ailment]).toEqual([['weak'], 'loss']);
  await pass(20, 0);
  expect([words, meter.ailment]).toEqual([['weak', 'good'], undefined]);
});

test('[C12] it knows when the other was last heard, and forgets its judgement with the line it was about', async () => {
  const { time, start, words, meter, stats, pass } = setUp();
  meter.measure(createStatsReader(time, stats));
  expect(meter.heardAt).toBeUndefined();
  await pass(11, 0);
  await pass(9, 100);
  expect(meter.heardAt).toBe(start + 11_000);
  expect(words).toEqual(['weak']);
  meter.renewed();
  expect(meter.quality).toBe('good');
  meter.close();
  expect(time.pending).toBe(0);
});

test('statistics of a connection that was replaced meanwhile are not counted', async () => {
  const { meter, stats, time } = setUp();
  let answer: ((report: RTCStatsReport) => void) | undefined;
  const slow = new Promise<RTCStatsReport>((resolve) => {
    answer = resolve;
  });
  meter.measure(createStatsReader(time, () => slow));
  meter.measure(createStatsReader(time, () => Promise.resolve(undefined)));
  const late = await stats();
  late.forEach((one) => Object.assign(one, { packetsReceived: 50, lastPacketReceivedTimestamp: time.now() }));
  answer?.(late);
  for (let turn = 0; turn < 4; turn++) await Promise.resolve();
  expect(meter.heardAt).toBeUndefined();
});
