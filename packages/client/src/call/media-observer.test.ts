import { expect, test } from 'vitest';
import type { CallStats } from '../api/call-stats.ts';
import type { Device } from '../api/media.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { createLineMeter } from './line-meter.ts';
import { MediaObserver, type ObservedCall } from './media-observer.ts';
import { createStatsReader } from './stats-report.ts';

const ACTIVE: ObservedCall = {
  accepted: true,
  line: 'good',
  status: { microphone: true, camera: true, screen: false },
};

function setUp() {
  const time = createVirtualTime();
  const told: CallStats[] = [];
  const said: string[] = [];
  const flow = { frames: 0, asked: 0 };
  const observer = new MediaObserver({ platform: time, stats: (stats) => told.push(stats) });
  const reader = createStatsReader(time, async () => {
    flow.asked += 1;
    const camera = { id: 'v', type: 'inbound-rtp', mid: '1', framesDecoded: flow.frames };
    return new Map([['v', camera]]) as unknown as RTCStatsReport;
  });
  const deviceOf = (mid: string | undefined): Device | undefined => (mid === '1' ? 'camera' : undefined);
  observer.measure(reader, deviceOf);
  const pass = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += 50) {
      time.advance(50);
      for (let turn = 0; turn < 8; turn++) await Promise.resolve();
    }
  };
  const watch = (): void =>
    observer.watch('camera', ACTIVE, (_state, _output, words) => said.push(...words.map(({ type }) => type)));
  return { time, told, said, flow, observer, reader, pass, watch };
}

test('[S15] nothing is measured while nobody listens, and nothing after the end of the call', async () => {
  const { time, told, flow, observer, pass } = setUp();
  observer.look(ACTIVE);
  await pass(5_000);
  expect(flow.asked).toBe(0);
  observer.listen(true);
  await pass(3_500);
  expect([told.length, flow.asked]).toEqual([3, 4]);
  observer.listen(false);
  await pass(3_000);
  expect(flow.asked).toBe(4);
  observer.close();
  observer.listen(true);
  expect(time.pending).toBe(0);
});

test.each([0, 250, 500, 750])('[S15] the line’s own measure %i ms before is shared', async (lead) => {
  const { time, told, flow, observer, reader, pass } = setUp();
  const meter = createLineMeter({ platform: time, changed: () => undefined, sampled: () => undefined });
  meter.measure(reader);
  await pass(lead);
  flow.asked = 0;
  observer.listen(true);
  await pass(20_000);
  expect(flow.asked).toBeLessThanOrEqual(21);
  expect(told.length).toBeGreaterThanOrEqual(18);
  meter.close();
});

test('[S15] a watch looks four times a second until something comes, and not after', async () => {
  const { said, flow, watch, pass } = setUp();
  watch();
  await pass(1_000);
  expect([said, flow.asked]).toEqual([[], 5]);
  flow.frames = 1;
  await pass(500);
  expect(said).toEqual(['connected']);
  const { asked } = flow;
  await pass(5_000);
  expect(flow.asked).toBe(asked);
});
